"""A sample of merges in lines for a person: each node with two of its members in the words of their articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.cli.passages import shown
from kg.ontology import vocab
from kg.query.evidence import Passage, passages
from kg.store.sampling import draw

if TYPE_CHECKING:
    from kg.rdf.terms import Term
    from kg.store.oxigraph import OxigraphStore

__all__ = ["sampled"]

_AROUND = 100
"""Characters of an article that are shown on both sides of a name."""


def sampled(store: OxigraphStore, kind: str, number: int, seed: int) -> Iterator[str]:
    """The lines of a sample of merges of a kind, ``entities`` or ``events``."""
    for count, drawn in enumerate(draw(store, kind, number, seed), start=1):
        yield f"{count}  {drawn.node[1:-1].removeprefix(store.base)}  {drawn.articles} articles"
        for member in drawn.members:
            yield f"  {member[1:-1].removeprefix(store.base)}"
            found = passages(ox.NamedNode(member[1:-1]), store)
            if found:
                yield shown([_with_text(found[0], member, store)], "    ")


def _with_text(passage: Passage, member: Term, store: OxigraphStore) -> Passage:
    """A passage in the text around it, if the store keeps the texts."""
    article = member[1:-1].rpartition("/event/" if "/event/" in member else "/entity/")[0]
    rows = store.query(f"SELECT ?text {{ GRAPH <{store.base}graph/texts> {{ <{article}> <{vocab.TEXT}> ?text }} }}")
    text = next((row["text"].value for row in rows), None)
    if text is None:
        return passage
    start = max(0, passage.begin - _AROUND)
    around = text[start : passage.end + _AROUND]
    return passage._replace(sentence=around, at=passage.begin - start)
