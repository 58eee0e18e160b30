"""Where a store is: a folder, or the URL of a SPARQL service."""

from __future__ import annotations

from pathlib import Path

from kg.errors import ConfigError

TYPE_CHECKING = False  # as the type checker reads it; the name in `typing` costs the import of that module
if TYPE_CHECKING:
    from kg.store.oxigraph import OxigraphStore
    from kg.store.queryable import Queryable

__all__ = ["Location", "folder_of", "location", "open_reader", "open_store"]

Location = Path | str
"""A folder, or a URL."""


def location(text: str) -> Location:
    """The folder or URL that a user names."""
    return text if text.startswith(("http://", "https://")) else Path(text)


def open_store(
    where: Location, *, base: str | None = None, create: bool = True, read_only: bool = False
) -> OxigraphStore:
    """The store at a location. Raises `StoreError`, as `OxigraphStore` does."""
    if isinstance(where, str):
        from kg.store.remote import RemoteStore

        return RemoteStore(where, base=base, create=create and not read_only)
    from kg.store.oxigraph import OxigraphStore

    return OxigraphStore(where, base=base, create=create, read_only=read_only)


def open_reader(where: Location) -> Queryable:
    """The store at a location, for queries alone. Raises `StoreError`."""
    if isinstance(where, str):
        from kg.store.remote import RemoteReader

        return RemoteReader(where)
    from kg.store.reading import StoreReader

    return StoreReader(where)


def folder_of(where: Location, command: str) -> Path:
    """The folder of an embedded store. Raises `ConfigError` for a URL, since `command` works on folders alone."""
    if isinstance(where, str):
        raise ConfigError(f"{where}: `kg {command}` works on a store in a folder; a service has its own means for that")
    return where
