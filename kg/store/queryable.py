"""What asking needs of a store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeAlias

import pyoxigraph as ox

__all__ = ["Functions", "Queryable", "Substitutions"]

Substitutions: TypeAlias = Mapping[str, Any] | None
"""Terms for variables of a query, by name."""
Functions: TypeAlias = Mapping[ox.NamedNode, Callable[..., Any]] | None
"""What a query may call, by IRI."""


class Queryable(Protocol):
    """What asking needs of a store, whoever keeps the quads."""

    @property
    def base(self) -> str:
        """The base IRI of this store's resources."""
        ...

    def query(self, text: str, substitutions: Substitutions = None, functions: Functions = None) -> Any:
        """The answer to a SPARQL query over the default graph and the named graphs, which may call `functions`."""
        ...
