"""How a process that writes much deals with its memory."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["give_back", "rarely_collected", "share"]

_YOUNG = 50_000
"""Objects after which Python looks for cycles among the new ones; by default it does after 700."""

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Parameters of mallopt(3)."""
_LARGE, _MUCH = 2**20, 2**22
"""Bytes from which on a piece has pages of its own, and from which on free ones at the end go back to the system."""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Let Python look for cycles rarely: writing makes millions of objects, none of them in a cycle, and looking takes
    a fifth of its time.
    """
    usual = gc.get_threshold()
    if not usual[0]:
        yield  # somebody has turned it off
        return
    gc.set_threshold(max(_YOUNG, usual[0]), *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def give_back() -> None:
    """Give what was freed back to the system, where the C library would keep it for this process (glibc)."""
    if (trim := _of_glibc("malloc_trim")) is not None:
        trim(0)


def share() -> None:
    """Let all threads take memory from the same heap, else each of Oxigraph's keeps one of its own; and large pieces
    from outside it, else it is full of holes in which the next ones have no room (glibc).
    """
    if (set_option := _of_glibc("mallopt")) is not None:
        set_option(_ARENA_MAX, 1)
        set_option(_MMAP_THRESHOLD, _LARGE)
        set_option(_TRIM_THRESHOLD, _MUCH)


def _of_glibc(name: str) -> Callable[..., int] | None:
    if sys.platform != "linux":
        return None
    import ctypes  # readers need none of this

    return getattr(ctypes.CDLL(None), name, None)
