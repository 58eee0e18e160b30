"""Measuring in a process of its own, with the peak of its memory."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

__all__ = ["apart"]

_T = TypeVar("_T")


def apart(work: Callable[..., _T], *given: object) -> tuple[_T, int]:
    """What `work` returns, a function of a module, and the peak of memory that it took, in megabytes."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measured, work, given).result()


def _measured(work: Callable[..., _T], given: tuple[object, ...]) -> tuple[_T, int]:
    import resource

    found = work(*given)
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
