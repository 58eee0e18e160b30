"""Which process has locked a file, as a store's writer has its file ``LOCK`` (Linux; fcntl(2), "Record locks").

The kernel is asked for that one lock. The list of all locks, ``/proc/locks``, tells the same, but opening it waits
until every processor has taken note: ten milliseconds, half of what a small query takes. It is asked only where this
process has locked the file itself: the kernel does not tell a process of its own locks, and drops them when the process
closes any descriptor of the file. For that reason descriptors stay open here, one a file.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

__all__ = ["locking_process", "note_own", "tells"]

_LIST = Path("/proc/locks")
_FLOCK = struct.Struct("hhqqi")
"""``struct flock`` of 64-bit Linux: type, whence, start, length, process."""
_open: dict[tuple[int, int], int] = {}
"""Descriptors by device and inode."""
_own: set[tuple[int, int]] = set()


def tells() -> bool:
    """Whether this system tells who holds a lock."""
    return sys.platform == "linux" and _LIST.exists()


def note_own(file: Path) -> None:
    """Take note that this process has locked `file`."""
    if (known := _key(file)) is not None:
        _own.add(known)


def locking_process(file: Path) -> str | None:
    """The number of the process that has locked `file`, empty if it can't be seen from here; `None` if none has."""
    known = _key(file)
    if known is None or not tells():
        return None
    if known in _own or struct.calcsize("P") != 8:
        return _listed(known[1])
    import fcntl

    try:
        if known not in _open:
            _open[known] = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
        wanted = _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        kind, _, _, _, process = _FLOCK.unpack(fcntl.fcntl(_open[known], fcntl.F_GETLK, wanted))
    except OSError:
        return _listed(known[1])
    if kind == fcntl.F_UNLCK:
        return None
    return str(process) if process > 0 else ""


def _key(file: Path) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _listed(inode: int) -> str | None:
    """By the list of all locks: ``1: POSIX  ADVISORY  WRITE 4711 fd:00:1234567 0 EOF``."""
    try:
        held = [line.split() for line in _LIST.read_text("ascii").splitlines()]
    except OSError:
        return None
    return next((fields[4] for fields in held if len(fields) > 5 and fields[5].endswith(f":{inode}")), None)
