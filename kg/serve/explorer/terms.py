"""Terms of answers as pages show them: words, and where a click leads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from kg.ontology import vocab
from kg.query.prefixes import shorten

__all__ = ["Cell", "Row", "cell", "day", "iri_of", "list_of", "outward", "path_of", "text"]

Row = Mapping[str, Any]
"""Variable → term, as the SPARQL JSON format has it."""

_LOCAL = re.compile(r"[A-Za-z0-9~._/-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cell:
    """A term on a page."""

    words: str
    link: str | None = None


def cell(term: Mapping[str, str] | None, base: str) -> Cell:
    """A term of an answer: IRIs of this store lead to their pages, those of the web out to it."""
    if term is None:
        return Cell("")
    value = term["value"]
    if term["type"] != "uri":
        return Cell(value)
    return Cell(shorten(value, base), path_of(value, base) or outward(value))


def path_of(iri: str, base: str) -> str | None:
    """The page of a node of this store; `None` for other IRIs."""
    local = iri.removeprefix(base)
    if local == iri or not local.startswith(("entity/", "article/")):
        return None
    return f"/node/{quote(local, safe='/~')}"


def outward(address: str) -> str | None:
    """An address that a link may lead to; `None` for all that is not of the web."""
    try:
        return address if urlsplit(address).scheme in ("http", "https") else None
    except ValueError:
        return None


def iri_of(local: str, base: str) -> str | None:
    """The IRI of the node of a page; `None` if there can be none of that name."""
    return f"{base}{local}" if _LOCAL.fullmatch(local) else None


def text(row: Row, name: str) -> str:
    """The text of a variable; empty where it is unbound."""
    return str(row[name]["value"]) if name in row else ""


def day(row: Row, name: str) -> str:
    """The day of a date or a time."""
    value = text(row, name)
    return value[:10] if "T" in value else value


def list_of(iris: Iterable[str]) -> str:
    """IRIs for a VALUES block."""
    return " ".join(f"<{iri}>" for iri in iris)


def local_name(iri: str) -> str:
    """The name of a class or an individual."""
    return vocab.local_name(iri)
