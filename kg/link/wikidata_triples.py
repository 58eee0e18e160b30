"""The truthy N-Triples of Wikidata as entities in the shape of its JSON.

Format: https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format. The triples of an item stand together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson

__all__ = ["entities_of"]

_ENTITY = b"<http://www.wikidata.org/entity/"
_DATA = re.compile(rb"<https?://www\.wikidata\.org/wiki/Special:EntityData/(Q[0-9]+)>")
_LABEL = b"<http://www.w3.org/2000/01/rdf-schema#label>"
_ALIAS = b"<http://www.w3.org/2004/02/skos/core#altLabel>"
_ABOUT = b"<http://schema.org/about>"
_SITELINKS = b"<http://wikiba.se/ontology#sitelinks>"
_DIRECT = b"<http://www.wikidata.org/prop/direct/P"
_PROPERTIES = frozenset({"P31", "P17", "P625", "P1566", "P1082", "P297"})
_LITERAL = re.compile(rb'^("(?:[^"\\]|\\.)*")(?:@([A-Za-z0-9-]+)|\^\^<[^>]*>)?$')
_POINT = re.compile(r"Point\((-?[0-9.]+(?:[Ee][-+]?[0-9]+)?) (-?[0-9.]+(?:[Ee][-+]?[0-9]+)?)\)", re.IGNORECASE)


def entities_of(
    lines: Iterable[tuple[int, bytes]], done: int, languages: Sequence[str]
) -> Iterator[tuple[int, dict[str, Any] | str | None]]:
    """Each line's number with the entity that ended before it, a reason why it can't be read, or `None`.

    Lines up to `done` are passed over. A number is never beyond the last line of the entities given out, so that work
    taken up again there misses none.
    """
    known = frozenset(code.encode() for code in languages)
    group: _Group | None = None
    before = number = done
    for number, line in lines:
        if number <= done:
            continue
        parts = line.rstrip(b" .\r\n").split(b" ", 2)
        if len(parts) != len(("subject", "predicate", "object")):
            if line.strip() and not line.startswith(b"#"):
                yield before, f"line {number}: no triple"
            continue
        qid = _subject(parts)
        if qid is not None and (group is None or qid != group.qid):
            before = number - 1
            if group is not None:
                yield before, group.entity()
            group = _Group(qid)
        if group is not None:
            group.take(parts, known)
    yield max(number, done), None if group is None else group.entity()


class _Group:
    """What the triples of one item say."""

    def __init__(self, qid: str) -> None:
        self.qid = qid
        self._term = _ENTITY + qid.encode() + b">"
        self._names: dict[str, dict[str, list[str]]] = {"labels": {}, "aliases": {}}
        self._claims: dict[str, list[Any]] = {}
        self._pages = 0
        self._told = 0

    def take(self, triple: Sequence[bytes], languages: frozenset[bytes]) -> None:
        """Keep what a triple says, if it is of use."""
        subject, predicate, value = triple
        if predicate == _ABOUT:
            self._pages += value == self._term and _DATA.fullmatch(subject) is None
        elif predicate == _SITELINKS:
            literal = _LITERAL.match(value)
            self._told = int(_text(literal[1])) if literal and _text(literal[1]).isdigit() else 0
        elif subject != self._term:
            return
        elif predicate in {_LABEL, _ALIAS}:
            literal = _LITERAL.match(value)
            if literal and literal[2] in languages:
                kind = "labels" if predicate == _LABEL else "aliases"
                self._names[kind].setdefault(literal[2].decode(), []).append(_text(literal[1]))
        elif predicate.startswith(_DIRECT):
            name = predicate[len(_DIRECT) - 1 : -1].decode()
            if name in _PROPERTIES and (read := _value(name, value)) is not None:
                self._claims.setdefault(name, []).append(read)

    def entity(self) -> dict[str, Any]:
        """The item in the shape of the JSON."""

        def texts(kind: str) -> dict[str, list[dict[str, str]]]:
            return {code: [{"value": name} for name in names] for code, names in self._names[kind].items()}

        return {
            "id": self.qid,
            "labels": {code: found[0] for code, found in texts("labels").items()},
            "aliases": texts("aliases"),
            "claims": {
                name: [{"rank": "normal", "mainsnak": {"datavalue": {"value": value}}} for value in values]
                for name, values in self._claims.items()
            },
            "sitelinks": [None] * max(self._pages, self._told),
        }


def _subject(parts: Sequence[bytes]) -> str | None:
    """The item that a triple is about: its subject, or of a page the item that it is about."""
    for term in (parts[0], parts[2] if parts[1] == _ABOUT else b""):
        if term.startswith(_ENTITY) and term[len(_ENTITY) : len(_ENTITY) + 1] == b"Q":
            return term[len(_ENTITY) : -1].decode()
        if data := _DATA.fullmatch(term):
            return data[1].decode()
    return None


def _value(name: str, term: bytes) -> Any:
    """A value in the shape of the JSON; `None` for one that can't be read."""
    if term.startswith(_ENTITY):
        return {"id": term[len(_ENTITY) : -1].decode()}
    literal = _LITERAL.match(term)
    if literal is None:
        return None
    text = _text(literal[1])
    if name == "P625":
        point = _POINT.search(text)
        return {"longitude": float(point[1]), "latitude": float(point[2])} if point else None
    return {"amount": text} if name == "P1082" else text


def _text(quoted: bytes) -> str:
    """A literal's text. N-Triples escapes as JSON does, and with eight digits besides."""
    long = re.sub(rb"\\U([0-9A-Fa-f]{8})", lambda m: chr(int(m[1], 16)).encode(), quoted)
    return str(orjson.loads(long.replace(rb"\'", b"'")))
