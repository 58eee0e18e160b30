"""A random sample of merges, for a person to judge: is what was made one really one?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.ontology import vocab
from kg.rdf.terms import Term

if TYPE_CHECKING:
    from kg.store.oxigraph import OxigraphStore

__all__ = ["Drawn", "draw"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A node that several articles tell of, and two of its members, each of another article."""

    node: Term
    articles: int
    """How many articles tell of it."""
    members: tuple[Term, Term]


def draw(store: OxigraphStore, kind: str, number: int, seed: int) -> Iterator[Drawn]:
    """A sample of merges of a `kind`, ``entities`` or ``events``.

    As many nodes of several articles as `number` says, or all if there are fewer, each as likely as any other. The same
    store and seed give the same sample.
    """
    part = f"/{'event' if kind == 'events' else 'entity'}/"
    told: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    merges = ox.NamedNode(f"{store.base}graph/merges")
    for quad in store.quads.quads_for_pattern(None, ox.NamedNode(vocab.CANONICAL), None, merges):
        member = str(quad.subject)
        if part in member:
            told[str(quad.object)][member.rpartition(part)[0]].append(member)
    nodes = sorted(node for node, articles in told.items() if len(articles) > 1)
    random = Random(seed)  # noqa: S311 - a sample, no secret
    for node in random.sample(nodes, min(number, len(nodes))):
        one, other = random.sample(sorted(told[node]), 2)
        yield Drawn(node, len(told[node]), (min(told[node][one]), min(told[node][other])))
