"""Which format an answer takes: what the client accepts (RFC 9110, section 12.5.1), or names outright."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["GRAPHS", "TABLES", "Choice", "Format", "choose", "named"]

TABLES = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
"""Format of an answer in rows → its media types, the best first."""
GRAPHS = {
    "ttl": ("text/turtle",),
    "nt": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdfxml": ("application/rdf+xml", "application/xml", "text/xml"),
    "nq": ("application/n-quads",),
}
"""Format of a graph → its media types, the best first."""


class Format(NamedTuple):
    """A format, and the media type under which it is sent."""

    name: str
    media: str


class Choice(NamedTuple):
    """The format for each kind of answer, since the kind is not known before; `None` where nothing is acceptable."""

    table: Format | None
    graph: Format | None

    def of(self, name: str) -> Format:
        """The one of the two that has this name."""
        return next(form for form in self if form is not None and form.name == name)


def choose(accept: str | None) -> Choice:
    """What fits an ``Accept`` header best; without one JSON, and Turtle for graphs.

    A browser, which asks for HTML first and for any XML next, gets what is easiest to read: the same.
    """
    wanted = _parsed(accept) if accept and accept.strip() else [("*/*", 1.0)]
    if any(media == "text/html" for media, _ in wanted):
        wanted = [(media, quality) for media, quality in wanted if not media.endswith("xml")]
    return Choice(_best(wanted, TABLES), _best(wanted, GRAPHS))


_OTHER_NAMES = {"turtle": "ttl", "n3": "ttl", "ntriples": "nt", "json-ld": "jsonld", "rdf+xml": "rdfxml"}


def named(name: str) -> Choice | None:
    """The choice that a format's name stands for; `None` if there is no such format."""
    name = _OTHER_NAMES.get(name, name)
    if name in TABLES:
        return Choice(Format(name, TABLES[name][0]), None)
    return Choice(None, Format(name, GRAPHS[name][0])) if name in GRAPHS else None


def _best(wanted: list[tuple[str, float]], offered: dict[str, tuple[str, ...]]) -> Format | None:
    """Of formats that are equally welcome, the first."""
    formats = [Format(name, media) for name, types in offered.items() for media in types]
    best = max(formats, key=lambda form: _quality(wanted, form.media))
    return best if _quality(wanted, best.media) > 0 else None


def _quality(wanted: list[tuple[str, float]], media: str) -> float:
    """How welcome a media type is: by the most specific range that fits it."""
    for pattern in (media, f"{media.partition('/')[0]}/*", "*/*"):
        for name, quality in wanted:
            if name == pattern:
                return quality
    return 0.0


def _parsed(accept: str) -> list[tuple[str, float]]:
    """The ranges of the header with their qualities; one that can't be read counts as 1, as elsewhere."""
    ranges = []
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    quality = float(value)
                except ValueError:
                    quality = 1.0
        if media:
            ranges.append((media, quality))
    return ranges
