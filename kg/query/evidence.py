"""From a node of the graph to the characters that it was read from: its mentions, each in its sentence, with source."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.prefixes import shorten, with_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store.queryable import Queryable

__all__ = ["Passage", "Statement", "passages", "statements"]

_LOCALS = """{{ {{ GRAPH ?merges {{ ?local kg:canonical {node} }} }} UNION {{ BIND({node} AS ?local) }} }}"""
_MENTIONS = """SELECT DISTINCT ?report ?begin ?end ?words ?by ?article ?source ?issued {{
  {{ SELECT DISTINCT ?local {locals} }}
  GRAPH ?report {{ ?m kg:refersTo ?local ; kg:begin ?begin ; kg:end ?end ; kg:surface ?words ; kg:by ?by }}
  ?report dcterms:identifier ?article .
  OPTIONAL {{ ?report dcterms:publisher ?source }}
  OPTIONAL {{ ?report dcterms:issued ?issued }}
}} ORDER BY COALESCE(STR(?issued), "9") ?article ?begin ?end"""
_SENTENCES = """SELECT DISTINCT ?begin ?end ?words {{ GRAPH {report} {{
  ?event a kg:Event . ?m kg:refersTo ?event ; kg:begin ?begin ; kg:end ?end ; kg:surface ?words }} }}"""
_STATED = """SELECT DISTINCT ?report ?local ?property ?value ?name {{
  {{ SELECT DISTINCT ?local {locals} }}
  GRAPH ?report {{
    {{ ?local ?property ?value }} UNION {{ ?value kg:about ?local . BIND(kg:about AS ?property) }}
    FILTER(STRSTARTS(STR(?property), STR(kg:)) && ?property NOT IN (kg:involves, kg:canonical, kg:reportedIn))
    OPTIONAL {{ ?value rdfs:label ?name . FILTER(LANG(?name) = "ar") }}
  }}
  ?report a kg:Article .
}} ORDER BY ?report ?local ?property STR(?value)"""

_TOLD = ("article", "source", "issued")


class Passage(NamedTuple):
    """A stretch of an article's text that refers to a node, in the sentence that it stands in."""

    article: str
    """Identifier of the article."""
    source: str
    issued: str
    begin: int
    """Offsets in the article's text, in code points, half-open."""
    end: int
    words: str
    sentence: str
    """The sentence, or the words alone where the graph holds no sentence around them."""
    at: int
    """Where in the sentence the words begin."""
    by: str
    """What found them."""


class Statement(NamedTuple):
    """What an article's graph says of a node, and what it was read from."""

    subject: str
    property: str
    value: str
    passages: tuple[Passage, ...]


def passages(node: ox.NamedNode, store: Queryable) -> list[Passage]:
    """Where a node is told, by date and place in the text.

    An event's own sentences are the frames of its triggers; an entity's words stand in the sentences of the events
    around them. A frame is not listed once more beside what it holds.
    """
    rows = list(store.query(with_prefixes(_MENTIONS.format(locals=_LOCALS.format(node=node)), store.base)))
    sentences: dict[str, list[tuple[int, int, str]]] = {}
    found = []
    for row in rows:
        report = str(row["report"])
        if report not in sentences:
            sentences[report] = _sentences(report, store)
        begin, end, words = int(row["begin"].value), int(row["end"].value), row["words"].value
        around = [s for s in sentences[report] if s[0] <= begin and end <= s[1] and (begin, end) != s[:2]]
        start, _, sentence = min(around, key=lambda s: s[1] - s[0], default=(begin, end, words))
        article, source, issued = (row[name].value if row[name] is not None else "" for name in _TOLD)
        by = row["by"].value
        found.append(Passage(article, source, issued, begin, end, words, sentence, begin - start, by))
    return [p for p in found if not any(_frames(p, other) for other in found)]


def statements(node: ox.NamedNode, store: Queryable) -> Iterator[Statement]:
    """What the articles' graphs state of a node, with the passages of the value, else those of the node itself.

    Raises `QueryError` if no article says anything of it.
    """
    rows = list(store.query(with_prefixes(_STATED.format(locals=_LOCALS.format(node=node)), store.base)))
    if not rows and not passages(node, store):
        raise QueryError(f"no article says anything of {shorten(node.value, store.base)}")
    for row in rows:
        subject, value = row["local"], row["value"]
        article = row["report"].value.removeprefix(f"{store.base}article/")
        own = passages(value, store) if isinstance(value, ox.NamedNode) else []
        here = [p for p in own or passages(subject, store) if _same_article(p, article, row["report"], store)]
        name = row["name"].value if row["name"] is not None else ""
        shown = shorten(value.value, store.base) if isinstance(value, ox.NamedNode) else value.value
        yield Statement(
            shorten(subject.value, store.base),
            shorten(row["property"].value, store.base),
            f"{name} {shown}".strip(),
            tuple(here),
        )


def _sentences(report: str, store: Queryable) -> list[tuple[int, int, str]]:
    rows = store.query(with_prefixes(_SENTENCES.format(report=report), store.base))
    return [(int(row["begin"].value), int(row["end"].value), row["words"].value) for row in rows]


def _frames(one: Passage, other: Passage) -> bool:
    """Whether `one` is the sentence around `other`."""
    wider = (one.begin, one.end) != (other.begin, other.end) and one.begin <= other.begin and other.end <= one.end
    return one.article == other.article and wider


def _same_article(passage: Passage, slug: str, report: ox.NamedNode, store: Queryable) -> bool:
    if passage.article == slug:
        return True
    asked = f"ASK {{ {report} <http://purl.org/dc/terms/identifier> {ox.Literal(passage.article)} }}"
    return bool(store.query(asked))
