"""Understanding in several processes.

Each process loads the models once and is given a few articles at a time. Outcomes come in the order of the articles,
so that what is written depends on no timing. Only so many articles are on their way as keep the processes busy: memory
is bounded by that, and not by the corpus. A process that dies (killed for its memory, say) takes no other article with
it: what it had is tried again, article by article, and the one at which a process dies twice is reported.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from threading import Thread

from kg.model import Article
from kg.work.outcome import Failure, Item, Outcome
from kg.work.recipe import Recipe, Understanding

__all__ = ["available_cores", "portions", "understand_in_processes"]

PORTION_ITEMS = 16
PORTION_CHARACTERS = 40_000
"""What a process is given at once: enough that handing over costs nothing, few enough that the last ones don't wait."""

PORTIONS_AHEAD = 4
"""Portions on their way for each process: enough that none waits while the store is written to."""

_DIED = "the process that read it died twice: out of memory?"


def available_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def portions(
    items: Iterable[Item], most: int = PORTION_ITEMS, characters_most: int = PORTION_CHARACTERS
) -> Iterator[list[Item]]:
    """`items` in portions of a few articles each, by number and length."""
    portion: list[Item] = []
    characters = 0
    for item in items:
        portion.append(item)
        characters += len(item.text) if isinstance(item, Article) else 0
        if len(portion) >= most or characters >= characters_most:
            yield portion
            portion, characters = [], 0
    if portion:
        yield portion


def understand_in_processes(items: Iterable[Item], recipe: Recipe, jobs: int) -> Iterator[Outcome]:
    """The outcome of each item, in order, worked out in `jobs` processes."""
    waiting: deque[tuple[list[Item], Future[list[Outcome]] | None]] = deque()
    stream = portions(items)
    pool = _pool(recipe, jobs)
    try:
        while True:
            for portion in islice(stream, PORTIONS_AHEAD * jobs - len(waiting)):
                waiting.append((portion, _submit(pool, portion)))
            if not waiting:
                return
            portion, future = waiting[0]
            try:
                outcomes = [] if future is None else future.result()
            except BrokenProcessPool:
                future = None
            if future is not None:
                waiting.popleft()
                yield from outcomes
                continue
            # All that was on its way is lost with the pool. One of it may be the reason; the first is looked at alone.
            pool.shutdown(wait=True, cancel_futures=True)
            yield from _one_by_one(portion, recipe)
            waiting.popleft()
            pool = _pool(recipe, jobs)
            waiting = deque((rest, _submit(pool, rest)) for rest, _ in waiting)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, portion: list[Item]) -> Future[list[Outcome]] | None:
    """`None` if the pool has broken meanwhile."""
    try:
        return pool.submit(_outcomes, portion)
    except BrokenProcessPool:
        return None


def _one_by_one(portion: list[Item], recipe: Recipe) -> Iterator[Outcome]:
    """The outcomes of a portion during which a process died, each article in a process that may die of it."""
    pool = _pool(recipe, 1)
    try:
        for item in portion:
            for _ in range(2):
                try:
                    yield from pool.submit(_outcomes, [item]).result()
                    break
                except BrokenProcessPool:
                    pool.shutdown(wait=True, cancel_futures=True)
                    pool = _pool(recipe, 1)
            else:
                yield Failure.of_article(item, _DIED) if isinstance(item, Article) else item
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pool(recipe: Recipe, jobs: int) -> ProcessPoolExecutor:
    # Spawned: a forked child would inherit the locks of threads of the store and the model's runtime as they stood.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(recipe,))


# --- in the worker process -------------------------------------------------------------------------------------------

_understanding: Understanding | None = None


def _start(recipe: Recipe) -> None:
    global _understanding
    # Ctrl-C reaches all processes of a terminal; the first one decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _understanding = recipe.prepare()


def _end_with_parent() -> None:
    """A killed parent says nothing: its workers would wait for ever."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


def _outcomes(portion: list[Item]) -> list[Outcome]:
    if _understanding is None:
        raise RuntimeError("this process was not started by a pool")
    return list(_understanding(portion))
