"""What the articles' own graphs add to the projection: who tells it, when, and in which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.export.graph import Quote
from kg.ontology import vocab

if TYPE_CHECKING:
    from kg.store.queryable import Queryable

__all__ = ["Evidence", "evidence"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """By IRI of a canonical node."""

    articles: Mapping[str, frozenset[str]]
    """The articles that mention an entity or tell an event."""
    days: Mapping[str, str]
    """The day on which an article came out, ``2021-07-05``."""
    quotes: Mapping[str, tuple[Quote, ...]]
    """The sentences that tell an event, article by article, in the order of the text."""
    cues: Mapping[str, str]
    """The word by which a claim is made."""
    confidence: Mapping[str, float]
    """How sure the best link of an entity is."""

    def quote(self, event: str) -> str | None:
        """A sentence that tells an event: the longest of the first article."""
        own = self.quotes.get(event)
        if not own:
            return None
        return max(
            (quote.words for quote in own if quote.article == own[0].article), key=lambda words: (len(words), words)
        )

    def seen(self, node: str) -> tuple[str, str] | None:
        """The days of the first and the last article on `node`; `None` where no article tells its day."""
        days = [self.days[article] for article in self.articles.get(node, ()) if article in self.days]
        return (min(days), max(days)) if days else None


def evidence(store: Queryable) -> Evidence:
    """The evidence for all entities, events and claims of the store."""
    canonical = _canonical(store)
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for local, node in canonical.items():
        articles[node].add(_article_of(local))
    for row in store.query(f"SELECT ?x ?y {{ ?x <{vocab.REPORTED_IN}> ?y }}"):
        articles[row["x"].value].add(row["y"].value)
    told = _articles(store)
    days = {article: known["issued"] for article, known in told.items() if "issued" in known}
    confidence: dict[str, float] = {}
    links = f"GRAPH <{store.base}graph/links> {{ ?r <{vocab.SUBJECT}> ?x ; <{vocab.CONFIDENCE}> ?y }}"
    for entity, sure in store.query(f"SELECT ?x ?y {{ {links} }}"):
        node = canonical.get(entity.value, entity.value)
        confidence[node] = max(confidence.get(node, 0.0), float(sure.value))
    found = {node: frozenset(own) for node, own in articles.items()}
    return Evidence(found, days, _quotes(store, canonical, told), _cues(store), confidence)


def _canonical(store: Queryable) -> dict[str, str]:
    """The node that stands in the facts layer for each node of an article."""
    pattern = f"GRAPH <{store.base}graph/merges> {{ ?x <{vocab.CANONICAL}> ?y }}"
    return {local.value: node.value for local, node in store.query(f"SELECT ?x ?y {{ {pattern} }}")}


def _article_of(local: str) -> str:
    """The article that a node of an article's graph belongs to: the node's IRI begins with its."""
    return local.rsplit("/", 2)[0]


def _articles(store: Queryable) -> dict[str, dict[str, str]]:
    """Title, publisher and day of each article."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    properties = (vocab.DCTERMS_TITLE, vocab.DCTERMS_PUBLISHER, vocab.DCTERMS_ISSUED)
    for name, property_ in zip(("title", "publisher", "issued"), properties, strict=True):
        for row in store.query(f"SELECT ?x ?y {{ ?x <{property_}> ?y }}"):
            text = row["y"].value
            found[row["x"].value][name] = text[: len("2021-07-05")] if name == "issued" else text
    return found


def _quotes(
    store: Queryable, canonical: Mapping[str, str], told: Mapping[str, dict[str, str]]
) -> dict[str, tuple[Quote, ...]]:
    """The sentences of each event: its mentions that lie in no longer one."""
    spans: defaultdict[str, set[tuple[str, int, int, str]]] = defaultdict(set)
    pattern = (
        f"GRAPH ?g {{ ?x a <{vocab.Event}> . ?m <{vocab.REFERS_TO}> ?x ; <{vocab.SURFACE}> ?y ;"
        f" <{vocab.BEGIN}> ?begin ; <{vocab.END}> ?end }}"
    )
    for article, event, words, begin, end in store.query(f"SELECT ?g ?x ?y ?begin ?end {{ {pattern} }}"):
        span = (article.value, int(begin.value), int(end.value), words.value)
        spans[canonical.get(event.value, event.value)].add(span)
    return {
        event: tuple(
            Quote(article, " ".join(words.split()), **told.get(article, {})) for article, words in _longest(own)
        )
        for event, own in spans.items()
    }


def _longest(spans: set[tuple[str, int, int, str]]) -> Iterator[tuple[str, str]]:
    """Article and words of the spans that lie in no other."""
    reached: tuple[str, int] = ("", 0)
    for article, _, end, words in sorted(spans, key=lambda span: (span[0], span[1], -span[2])):
        if (article, end) > reached:
            yield article, words
            reached = (article, end)


def _cues(store: Queryable) -> dict[str, str]:
    pattern = f"GRAPH ?g {{ ?x <{vocab.CUE}> ?m . ?m <{vocab.SURFACE}> ?y }}"
    found: dict[str, str] = {}
    for row in store.query(f"SELECT ?x ?y {{ {pattern} }}"):
        claim, words = row["x"].value, row["y"].value
        found[claim] = min(found.get(claim, words), words)
    return found
