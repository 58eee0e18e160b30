"""A store opened for queries alone. `kg query` starts with it: nothing is imported that only writing needs."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from kg.errors import StoreError
from kg.ontology import vocab
from kg.store.opening import open_whole

TYPE_CHECKING = False  # as the type checker reads it; the name in `typing` costs the import of that module
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from kg.store.queryable import Functions, Substitutions

__all__ = ["StoreReader"]

_ONTOLOGY_GRAPH = "graph/ontology"


class StoreReader:
    """The embedded store in a folder, read-only.

    Raises `StoreError` if there is none, if it can't be opened, or if `kg build` did not make it.
    """

    def __init__(self, path: Path) -> None:
        if not (path / "CURRENT").exists():
            raise StoreError(f"no store in {path}; make one with: kg build --store {path} INPUT …")
        self._store = open_whole(path, self)
        base = self._known_base()
        if base is None:
            raise StoreError(f"{path}: this is an Oxigraph store, but `kg build` did not make it")
        self.base = base

    def query(self, text: str, substitutions: Substitutions = None, functions: Functions = None) -> Any:
        """The answer to a SPARQL query over the default graph and the named graphs.

        `substitutions` bind variables that the query projects (a limit of Oxigraph); it may call `functions`, by IRI.
        """
        bound = {ox.Variable(name): term for name, term in (substitutions or {}).items()}
        return self._store.query(text, substitutions=bound, custom_functions=dict(functions or {}))

    def query_dataset(
        self,
        text: str,
        default: Sequence[str],
        named: Sequence[str],
        functions: Functions = None,
    ) -> Any:
        """The answer to a query over a dataset of its own: graphs, given by IRI, of the store's.

        `default` are merged into the default graph, `named` are those that ``GRAPH`` finds; where one is empty, it is
        so in the dataset (https://www.w3.org/TR/sparql11-protocol/#dataset). Raises `ValueError` for what is no IRI.
        """
        return self._store.query(
            text,
            default_graph=[ox.NamedNode(iri) for iri in default],
            named_graphs=[ox.NamedNode(iri) for iri in named],
            custom_functions=dict(functions or {}),
        )

    def _known_base(self) -> str | None:
        """The base that the store was made with: the name of the ontology's graph begins with it."""
        pattern = ox.NamedNode(vocab.ONTOLOGY), ox.NamedNode(vocab.RDF_TYPE), ox.NamedNode(vocab.OWL_ONTOLOGY)
        for quad in self._store.quads_for_pattern(*pattern, None):
            name = str(getattr(quad.graph_name, "value", ""))
            if name.endswith(_ONTOLOGY_GRAPH):
                return name.removesuffix(_ONTOLOGY_GRAPH)
        return None
