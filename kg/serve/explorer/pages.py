"""Pages from templates: language, theme, and the headers that keep foreign code out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.export.assets import words
from kg.ontology import vocab
from kg.resources import data_dir

__all__ = ["LANGUAGES", "THEMES", "Pages", "address"]

LANGUAGES, THEMES = ("en", "ar"), ("light", "dark")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Language, Cookie",
}


class Pages:
    """Renders the templates of ``kg/data/explorer``."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(data_dir() / "explorer"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        terms = {vocab.local_name(iri) for iri in (*vocab.CLASSES, *vocab.INDIVIDUALS)}
        self._templates.globals.update(address=address, terms=terms)

    def words(self, request: Request) -> Callable[[object], str]:
        """What words are in the reader's language; a word that is not known stays as it is."""
        said = words()[_language(request)]
        return lambda word: said.get(str(word), str(word))

    def page(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        """A page in the reader's language."""
        language = _language(request)
        theme = request.cookies.get("theme", "")
        body = self._templates.get_template(template).render(
            language=language,
            direction="rtl" if language == "ar" else "ltr",
            theme=theme if theme in THEMES else "",
            t=self.words(request),
            here=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            **values,
        )
        return HTMLResponse(body, status, _HEADERS)


def _language(request: Request) -> str:
    """As a button chose it, else as the browser asks."""
    language = request.cookies.get("language", "")
    if language in LANGUAGES:
        return language
    accepted = request.headers.get("accept-language", "en")
    return "ar" if accepted.strip().lower().startswith("ar") else "en"


def address(path: str, **parameters: Any) -> str:
    """A path with parameters; those that are `None` or empty are left out."""
    given = {name: value for name, value in parameters.items() if value not in (None, "")}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path
