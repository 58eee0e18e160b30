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
    return (*_rules(store), *_articles(store), *_texts(store), *_facts(store))


def _rules(store: OxigraphStore) -> Iterator[Problem]:
    if store.is_outdated:
        message = "merged by the rules of another version; the next build merges anew, or: kg merges remake"
        yield Problem(f"{store.base}graph/merges", message)


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


def _texts(store: OxigraphStore) -> Iterator[Problem]:
    """Texts that belong to no article, and those that do not say what the mentions say that they do."""
    prefix, texts = "PREFIX kg: <https://w3id.org/khabar/ontology#>", f"<{store.base}graph/texts>"
    astray = f"SELECT ?a {{ GRAPH {texts} {{ ?a kg:text ?text }} FILTER NOT EXISTS {{ GRAPH ?a {{ ?s ?p ?o }} }} }}"
    for row in store.query(f"{prefix} {astray}"):
        yield Problem(row["a"].value, "the store keeps a text of this article, but nothing else")
    # Characters of SPARQL are code points, counted from 1.
    differing = (
        f"SELECT DISTINCT ?a {{ GRAPH {texts} {{ ?a kg:text ?text }} "
        "GRAPH ?a { ?m kg:begin ?begin ; kg:end ?end ; kg:surface ?words } "
        "FILTER(SUBSTR(STR(?text), ?begin + 1, ?end - ?begin) != STR(?words)) } ORDER BY ?a"
    )
    for row in store.query(f"{prefix} {differing}"):
        yield Problem(row["a"].value, "its text does not have the words of its mentions where they say; build it again")


def _facts(store: OxigraphStore) -> Iterator[Problem]:
    missing, surplus = store.compare_facts()
    if missing or surplus:
        example = next(iter(missing or surplus))
        message = (
            f"{len(missing):,} statements are missing and {len(surplus):,} don't follow from the articles, such as "
            f"{' '.join(example)}; remake it: kg check --repair"
        )
        yield Problem("the facts layer", message)
