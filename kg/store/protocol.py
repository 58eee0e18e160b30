"""What a store of articles can do, whoever keeps the quads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

if TYPE_CHECKING:  # the mapper brings the ontology's reader and text tools with it, and `kg query` needs neither
    from kg.rdf.mapper import ArticleGraph
    from kg.rdf.terms import Quad
    from kg.store.queryable import Functions, Substitutions

__all__ = ["Origin", "Statistics", "Store"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article's graph comes from."""

    digest: str
    """Stands for the article as it was read."""
    configuration: str
    """Stands for all else that the graph depends on; empty where nothing is known of the run."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of a store. Entities, events and claims are those of the facts layer: each thing once."""

    articles: int
    entities: int
    events: int
    claims: int
    mentions: int
    linked: int
    """Entities that have a Wikidata or GeoNames link."""
    quads: int


class Store(Protocol):
    """Holds article graphs, the links and merges graphs, and the facts layer, which it keeps in step."""

    @property
    def base(self) -> str:
        """The base IRI of this store's resources."""
        ...

    def write(self, articles: Sequence[ArticleGraph]) -> None:
        """Put articles in, each of them whole or not at all; one that is there already is replaced."""
        ...

    def write_all(self, batches: Iterable[Sequence[ArticleGraph]]) -> None:
        """Put in batch after batch, as `write` does. The next may be taken while one is written; all of them are in the
        store when this returns.
        """
        ...

    def forget(self, article: str) -> bool:
        """Remove an article, given by identifier or IRI, and all that only it said; whether it was there."""
        ...

    def origin(self, article: str) -> Origin | None:
        """Where the graph of an article, given by identifier, comes from; `None` if there is none, or no word of it."""
        ...

    def note(self, quads: Sequence[Quad]) -> None:
        """Add to the runs graph what is to be said of a run."""
        ...

    def remake_facts(self) -> None:
        """Drop the facts layer and derive it anew from the article graphs, the links and the merges."""
        ...

    def query(self, text: str, substitutions: Substitutions = None, functions: Functions = None) -> Any:
        """The answer to a SPARQL query over the default graph and the named graphs, which may call `functions`."""
        ...

    def dump(self, out: BinaryIO, *, texts: bool = False) -> None:
        """The whole store as N-Quads, sorted; without the runs graph, which no two builds have in common, and without
        the texts of articles, which may not be passed on everywhere, unless `texts` asks for them.
        """
        ...

    def statistics(self) -> Statistics:
        """What the store holds, counted."""
        ...
