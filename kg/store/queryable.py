"""What asking needs of a store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import pyoxigraph as ox

__all__ = ["Queryable"]


class Queryable(Protocol):
    """What asking needs of a store, whoever keeps the quads."""

    @property
    def base(self) -> str:
        """The base IRI of this store's resources."""
        ...

    def query(
        self,
        text: str,
        substitutions: Mapping[str, Any] | None = None,
        functions: Mapping[ox.NamedNode, Callable[..., Any]] | None = None,
    ) -> Any:
        """The answer to a SPARQL query over the default graph and the named graphs, which may call `functions`."""
        ...
