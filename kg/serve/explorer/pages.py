"""Pages from templates: language, theme, and the headers that keep foreign code out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.export.assets import words
from kg.export.graph import COLOURS
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
        self._templates.globals.update(address=address, colours=COLOURS)

    def page(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        """A page in the reader's language: as a button chose it, else as the browser asks."""
        language = request.cookies.get("language", "")
        if language not in LANGUAGES:
            accepted = request.headers.get("accept-language", "en")
            language = "ar" if accepted.strip().lower().startswith("ar") else "en"
        theme = request.cookies.get("theme", "")
        said = words()[language]
        body = self._templates.get_template(template).render(
            language=language,
            direction="rtl" if language == "ar" else "ltr",
            theme=theme if theme in THEMES else "",
            t=lambda word: said.get(str(word), str(word)),
            here=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            **values,
        )
        return HTMLResponse(body, status, _HEADERS)


def address(path: str, **parameters: Any) -> str:
    """A path with parameters; those that are `None` or empty are left out."""
    given = {name: value for name, value in parameters.items() if value not in (None, "")}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path
