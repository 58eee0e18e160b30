"""The four seams of the house: protocols with several implementations, found by name and loaded when asked for.

Built-in implementations are listed here; an installed package adds its own by an entry point of the group
``khabar.extractor``, ``khabar.linker``, ``khabar.store`` or ``khabar.exporter``.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, runtime_checkable

from kg.errors import ConfigError

if TYPE_CHECKING:
    from kg.link.decisions import Decisions
    from kg.model import Document, Extraction, LinkedExtraction
    from kg.store.protocol import Store

__all__ = ["Decidable", "Exporter", "Extractor", "Linker", "load", "names"]


class Extractor(Protocol):
    """Understands a document: its entities, events and claims."""

    @property
    def by(self) -> str:
        """Name and version, as it stands beside each mention."""
        ...

    def extract(self, document: Document) -> Extraction:
        """Everything that was understood of `document`."""
        ...


class Linker(Protocol):
    """Identifies entities with items of Wikidata or GeoNames."""

    def link(self, extraction: Extraction) -> LinkedExtraction:
        """`extraction` with at most one accepted link an entity."""
        ...


@runtime_checkable
class Decidable(Protocol):
    """A linker that lets people decide."""

    def decided_by(self, decisions: Decisions) -> Linker:
        """The linker that puts `decisions` before all else."""
        ...


class Exporter(Protocol):
    """Writes what a store holds in one format."""

    def __call__(self, store: Store, out: BinaryIO) -> None:
        """Write to `out`; the same store gives the same bytes."""
        ...


_BUILT_IN = {
    "extractor": {
        "accurate": "kg.extract.engine:accurate",
        "fast": "kg.extract.engine:fast",
        "camel": "kg.extract.engine:camel",
    },
    "linker": {
        "offline": "kg.link.linker:OfflineLinker",
        "none": "kg.link.linker:NoLinker",
    },
    "exporter": {
        "nq": "kg.export.quads:n_quads",
        "nt": "kg.export.quads:facts_as_n_triples",
        "trig": "kg.export.quads:trig",
        "ttl": "kg.export.quads:turtle",
        "jsonld": "kg.export.rdf:json_ld",
        "gexf": "kg.export.gexf:gexf",
        "graphml": "kg.export.graphml:graphml",
        "cytoscape": "kg.export.cytoscape:cytoscape",
        "cx2": "kg.export.cytoscape:cx2",
        "dot": "kg.export.dot:dot",
        "csv": "kg.export.tables:csv_tables",
        "csv-nodes": "kg.export.tables:csv_nodes",
        "neo4j": "kg.export.tables:neo4j",
        "neo4j-nodes": "kg.export.tables:neo4j_nodes",
        "geojson": "kg.export.geojson:geojson",
        "html": "kg.export.html:html",
    },
}


def names(seam: str) -> tuple[str, ...]:
    """The names under which implementations of `seam` are known, sorted."""
    return tuple(sorted({*_BUILT_IN[seam], *(point.name for point in entry_points(group=f"khabar.{seam}"))}))


def load(seam: str, name: str) -> Any:
    """The factory of the implementation `name` of `seam`.

    Raises `ConfigError` if there is none of that name.
    """
    if target := _BUILT_IN[seam].get(name):
        module, _, attribute = target.partition(":")
        return getattr(import_module(module), attribute)
    for point in entry_points(group=f"khabar.{seam}", name=name):
        return point.load()
    raise ConfigError(f"no {seam} is called {name!r}; there are: {', '.join(names(seam))}")
