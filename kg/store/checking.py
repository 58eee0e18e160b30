"""Whether a store is in order: whole articles, nothing that belongs to none, and the facts that follow from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.store.oxigraph import OxigraphStore

__all__ = ["Problem", "check"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is out of order."""

    where: str
    """The IRI of an article or a graph, or ``the facts layer``."""
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def check(store: OxigraphStore) -> tuple[Problem, ...]:
    """All that is out of order. Takes memory for the facts layer."""
    return (*_articles(store), *_facts(store))


def _articles(store: OxigraphStore) -> Iterator[Problem]:
    query = (
        "PREFIX kg: <https://w3id.org/khabar/ontology#> SELECT ?g { GRAPH ?g { ?s a ?type } "
        f'FILTER(STRSTARTS(STR(?g), "{store.base}article/")) FILTER NOT EXISTS {{ GRAPH ?g {{ ?g a kg:Article }} }} }}'
    )
    for name in sorted({str(row["g"].value) for row in store.query(query)}):
        yield Problem(name, "this graph does not describe the article that it is named after")
    merged = (
        "PREFIX kg: <https://w3id.org/khabar/ontology#> SELECT DISTINCT ?e { "
        f"GRAPH <{store.base}graph/merges> {{ ?e kg:canonical ?node }} "
        "FILTER NOT EXISTS { GRAPH ?g { ?e a ?kind } } }"
    )
    for row in store.query(merged):
        yield Problem(row["e"].value, "this node is said to be another, but no article describes it")


def _facts(store: OxigraphStore) -> Iterator[Problem]:
    missing, surplus = store.compare_facts()
    if missing or surplus:
        example = next(iter(missing or surplus))
        message = (
            f"{len(missing):,} statements are missing and {len(surplus):,} don't follow from the articles, such as "
            f"{' '.join(example)}; remake it: kg check --repair"
        )
        yield Problem("the facts layer", message)
