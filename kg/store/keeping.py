"""Putting another folder in the place of a store: a backup, or the store itself written anew."""

from __future__ import annotations

import os
import shutil
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile

import pyoxigraph as ox

from kg.errors import ConfigError, StoreError
from kg.store.oxigraph import OxigraphStore

__all__ = ["restore", "rewrite"]

_CHUNK_QUADS = 200_000
"""Quads that the bulk loader takes at once, for the memory that it needs."""


def restore(backup: Path, path: Path, *, replace: bool) -> int:
    """Make a store in `path` of a backup, and return how many articles it holds.

    Raises `StoreError` if the backup is no store or is halfway, or if a process writes to the store that is to go, and
    `ConfigError` if there is one and `replace` is off.
    """
    if path.exists() and not replace:
        raise ConfigError(f"{path} exists; --replace puts the backup in its place")
    fresh = path.with_name(f".{path.name}.restored-{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        OxigraphStore(backup, read_only=True).backup(fresh)
        articles = OxigraphStore(fresh, create=False).statistics().articles
        if path.exists():
            # Opening it tells whether another process writes to it. It is closed before it moves: Oxigraph would go on
            # to remove its old files by their names.
            OxigraphStore(path, create=False)
        _put(fresh, path)
    except OSError as error:
        raise StoreError(f"{path}: the backup can't be restored: {error}") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return articles


def rewrite(path: Path) -> None:
    """Write a store anew, so that nothing of what was forgotten is left in its files.

    Oxigraph keeps the words of statements that are gone, also when it merges its files. Raises `StoreError` if a
    process writes to the store, or there is no room for a second one.
    """
    fresh = path.with_name(f".{path.name}.rewritten-{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        _copy(OxigraphStore(path, create=False), fresh)
        _put(fresh, path)
    except OSError as error:
        raise StoreError(f"{path}: the store can't be written anew: {error}") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _copy(store: OxigraphStore, target: Path) -> None:
    """All quads of a store, those that no export writes too, into a new one. Raises `OSError`."""
    with TemporaryFile() as file:
        store.quads.dump(file, format=ox.RdfFormat.N_QUADS)
        file.seek(0)
        new = ox.Store(str(target))
        while lines := list(islice(file, _CHUNK_QUADS)):
            new.bulk_load(b"".join(lines), format=ox.RdfFormat.N_QUADS)
        new.flush()


def _put(fresh: Path, path: Path) -> None:
    """Put a folder in the place of another, or where there is none."""
    if not path.exists():
        fresh.rename(path)
        return
    gone = path.with_name(f".{path.name}.replaced-{os.getpid()}")
    path.rename(gone)
    fresh.rename(path)
    shutil.rmtree(gone, ignore_errors=True)
