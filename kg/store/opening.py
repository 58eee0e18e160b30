"""Opening a store's folder, and saying who is in the way where that fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError

__all__ = ["open_folder"]


def open_folder(path: Path, *, read_only: bool) -> ox.Store:
    """The Oxigraph store in `path`, made if it is not there and may be written.

    Raises `StoreError` if another process is writing to it, or if it can't be opened at all.
    """
    opener: Callable[[str], ox.Store] = ox.Store.read_only if read_only else ox.Store
    try:
        if not read_only:
            path.parent.mkdir(parents=True, exist_ok=True)
        return opener(str(path))
    except OSError as error:
        if "lock" in str(error).lower():
            raise StoreError(
                f"{path}: another process{_holder(path / 'LOCK')} is writing to this store; wait until it has ended, "
                "or use another --store"
            ) from error
        raise StoreError(f"{path}: the store can't be opened: {error}") from error


def _holder(lock: Path) -> str:
    """Which process holds a lock, where the system tells (Linux: /proc/locks)."""
    try:
        inode = f":{lock.stat().st_ino}"
        held = [line.split() for line in Path("/proc/locks").read_text("ascii").splitlines()]
        # 1: POSIX  ADVISORY  WRITE 4711 fd:00:1234567 0 EOF
        process = next((fields[4] for fields in held if len(fields) > 5 and fields[5].endswith(inode)), None)
        if process is None:
            return ""
        command = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
    except OSError:
        return ""
    return f" ({process}: {command})" if command else f" ({process})"
