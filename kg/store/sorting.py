"""Sorting lines that may not fit into memory: sorted runs on disk, merged."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, BinaryIO

__all__ = ["sorted_lines"]

RUN_LINES = 500_000
"""Lines sorted in memory at once: about 150 MB of N-Quads."""


def sorted_lines(
    produce: Callable[[IO[bytes]], object],
    out: BinaryIO,
    run_lines: int = RUN_LINES,
    keep: Callable[[bytes], bool] | None = None,
) -> None:
    """Write to `out`, sorted by bytes, the lines that `produce` writes to a file and that `keep` keeps."""
    with ExitStack() as stack:
        unsorted = stack.enter_context(TemporaryFile())
        produce(unsorted)
        unsorted.seek(0)
        runs: list[Iterable[bytes]] = []
        kept = unsorted if keep is None else filter(keep, unsorted)
        while run := sorted(islice(kept, run_lines)):
            if not runs and len(run) < run_lines:
                runs.append(run)
                break
            file = stack.enter_context(TemporaryFile())
            file.writelines(run)
            file.seek(0)
            runs.append(file)
        out.writelines(heapq.merge(*runs))
