"""An article's text with all that was read from it: whole where the store keeps it, else as far as words are known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.serve.explorer.graph import Store
from kg.serve.explorer.terms import text

__all__ = ["Piece", "Span", "pieces", "spans_of", "text_of"]


@dataclass(frozen=True, slots=True)
class Span:
    """Where an article's text tells of a node."""

    begin: int
    end: int
    words: str
    node: str
    kind: str
    """``entity``, ``event`` or ``claim``."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an article's text, all of which is told by the same spans."""

    words: str
    kind: str
    """What it is a mention of, ``gap`` where the store does not have the words, or empty."""
    node: str
    told: bool
    """Whether it is in a sentence that tells an event."""
    ends: tuple[str, ...] = ()
    """Events whose sentence ends here."""
    in_title: bool = False


async def text_of(store: Store, article: str) -> str | None:
    """The text of an article, given by IRI; `None` where the store does not keep it."""
    rows = await store.rows(
        f"SELECT ?text {{ GRAPH <{await store.base()}graph/texts> {{ <{article}> kg:text ?text }} }}"
    )
    return text(rows[0], "text") if rows else None


async def spans_of(store: Store, article: str) -> list[Span]:
    """All mentions of an article, in the order of the text, each of the node that stands in the facts layer."""
    merges = f"{await store.base()}graph/merges"
    rows = await store.rows(
        f"SELECT ?begin ?end ?words ?node ?is_event ?is_claim {{ GRAPH <{article}> {{ ?m kg:refersTo ?own ;"
        f" kg:begin ?begin ; kg:end ?end ; kg:surface ?words ."
        f" BIND(EXISTS {{ ?own a kg:Event }} AS ?is_event) BIND(EXISTS {{ ?own a kg:Claim }} AS ?is_claim) }}"
        f" OPTIONAL {{ GRAPH <{merges}> {{ ?own kg:canonical ?merged }} }} BIND(COALESCE(?merged, ?own) AS ?node) }}"
        f" ORDER BY ?begin DESC(?end)"
    )
    return [
        Span(
            int(text(row, "begin")),
            int(text(row, "end")),
            text(row, "words"),
            text(row, "node"),
            "event" if text(row, "is_event") == "true" else "claim" if text(row, "is_claim") == "true" else "entity",
        )
        for row in rows
    ]


def pieces(spans: list[Span], title: str, whole: str | None = None) -> list[Piece]:
    """The text of an article, cut wherever a mention begins or ends, and at the end of the title.

    `whole` is the text as the store keeps it. Where it keeps none, it has the words of mentions, among which are the
    whole sentences that tell events, and the title, with which the text begins; what lies between stands as a gap.
    """
    letters = _known(spans, title) if whole is None else whole
    telling = _telling(spans)
    ending: defaultdict[int, list[str]] = defaultdict(list)
    for span in sorted(telling, key=lambda span: span.node):
        ending[span.end].append(span.node)
    cuts = {0, len(letters), *(end for span in spans for end in (span.begin, span.end) if end <= len(letters))}
    body = len(title) + 1 if title and (whole is None or whole.startswith(title)) else 0
    cuts.add(min(body, len(letters)))
    if whole is None:
        cuts.update(
            place for place in range(1, len(letters)) if (letters[place] is None) != (letters[place - 1] is None)
        )
    waiting = sorted(spans, key=lambda span: span.begin, reverse=True)
    open_: list[Span] = []
    found: list[Piece] = []
    for begin, end in pairwise(sorted(cuts)):
        open_ = [span for span in open_ if span.end > begin]
        while waiting and waiting[-1].begin <= begin:
            open_.append(waiting.pop())
        words = letters[begin:end]
        if words[0] is None:
            found.append(Piece("…", "gap", "", told=False))
            continue
        inner = min((span for span in open_ if span not in telling), key=lambda s: s.end - s.begin, default=None)
        kind, node = (inner.kind, inner.node) if inner is not None else ("", "")
        told = any(span in telling for span in open_)
        found.append(Piece("".join(map(str, words)), kind, node, told, tuple(ending.get(end, ())), end <= body))
    return found


def _known(spans: list[Span], title: str) -> list[str | None]:
    """The characters of a text as far as its title and its mentions tell them."""
    letters: list[str | None] = [None] * max([len(title), *(span.end for span in spans)])
    letters[: len(title)] = title
    for span in spans:
        for place, letter in zip(range(span.begin, span.end), span.words, strict=False):
            letters[place] = letter
    return letters


def _telling(spans: list[Span]) -> set[Span]:
    """The spans that are whole sentences: they tell an event, and another mention of it lies inside."""
    of_node: defaultdict[str, list[Span]] = defaultdict(list)
    for span in spans:
        if span.kind == "event":
            of_node[span.node].append(span)
    return set(_around_another(of_node.values()))


def _around_another(groups: Iterable[list[Span]]) -> Iterator[Span]:
    for group in groups:
        for span in group:
            if any(o is not span and o != span and span.begin <= o.begin and o.end <= span.end for o in group):
                yield span
