"""Oxigraph's threads that merge the files of a store: they take the time that nobody else wants.

RocksDB, on which Oxigraph rests, begins to merge as soon as there are two files of a kind, with all that is there of
it, and each bulk load brings one. While a store is filled that is more work than the loading, and the next load undoes
it. Left behind, the threads merge many files in one go, and loads wait for them only where twenty have come together.
RocksDB has a call for it (``Env::LowerThreadPoolCPUPriority``), which the binding does not offer.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["NICENESS", "give_way", "merging_threads"]

NICENESS = 10
"""How far behind the process they stand (nice(2)): where others want all processors, they still get a tenth of one."""

_MOST = 19
_NAME = "rocksdb:low"


def give_way() -> None:
    """Put the threads of this process that merge files behind its others, where the system can (Linux)."""
    for thread in merging_threads():
        try:
            wanted = min(os.getpriority(os.PRIO_PROCESS, os.getpid()) + NICENESS, _MOST)
            if os.getpriority(os.PRIO_PROCESS, thread) < wanted:
                os.setpriority(os.PRIO_PROCESS, thread, wanted)
        except OSError:
            pass  # it has ended, or the system forbids it: it stays as it is


def merging_threads() -> list[int]:
    """The numbers of these threads, as far as the system tells."""
    if sys.platform != "linux":
        return []
    try:
        threads = [task for task in Path("/proc/self/task").iterdir() if _name(task).startswith(_NAME)]
    except OSError:
        return []
    return [int(thread.name) for thread in threads]


def _name(task: Path) -> str:
    try:
        return (task / "comm").read_text()
    except OSError:
        return ""
