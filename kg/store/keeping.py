"""Putting a backup in the place of a store."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from kg.errors import ConfigError, StoreError
from kg.store.oxigraph import OxigraphStore

__all__ = ["restore"]


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
            gone = path.with_name(f".{path.name}.replaced-{os.getpid()}")
            path.rename(gone)
            fresh.rename(path)
            shutil.rmtree(gone, ignore_errors=True)
        else:
            fresh.rename(path)
    except OSError as error:
        raise StoreError(f"{path}: the backup can't be restored: {error}") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return articles
