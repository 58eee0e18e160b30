"""Understanding on a cluster of machines, by Dask (https://distributed.dask.org).

Workers write shards to a folder that all machines see, by fsspec; one loader, this process, reads and removes them in
the order of the articles. Dask gives the shard of a lost worker to another one, once; where that one is lost too, the
shard's articles are reported.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from kg.errors import ConfigError, MissingDataError
from kg.model import Article
from kg.work.outcome import Failure, Item, Outcome
from kg.work.processes import available_cores, portions
from kg.work.recipe import Recipe, Understanding
from kg.work.shards import Indexed, read_shard, write_shard

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["understand_on_cluster"]

SHARD_ARTICLES = 64
SHARD_CHARACTERS = 200_000
"""A task costs Dask some milliseconds; with fewer articles they would show."""
_LOST = "the workers that read its shard were lost, twice: out of memory?"


def understand_on_cluster(items: Iterable[Item], recipe: Recipe, scheduler: str, shards: str) -> Iterator[Outcome]:
    """The outcome of each item, in order.

    `scheduler` is ``local``, for a cluster on this machine, or ``dask://HOST:PORT``; `shards` is a folder, or a URL
    that fsspec knows, that all machines see. Raises `MissingDataError` without Dask, `ConfigError` if the scheduler is
    not there.
    """
    try:
        import fsspec
        from distributed import KilledWorker
    except ImportError as error:
        raise MissingDataError("--scheduler needs Dask: pip install 'khabar-kg[cluster]'") from error
    stream = portions(items, SHARD_ARTICLES, SHARD_CHARACTERS)
    numbers = count()
    with _client(scheduler) as client:
        waiting: deque[tuple[list[Item], str, Any]] = deque()
        while True:
            room = 2 * max(1, len(client.nthreads())) + 1 - len(waiting)
            for portion in islice(stream, max(0, room)):
                name = f"{shards.rstrip('/')}/shard-{next(numbers):06}.nq"
                waiting.append((portion, name, client.submit(_shard, portion, recipe, name, pure=False)))
            if not waiting:
                return
            portion, name, future = waiting.popleft()
            try:
                index: list[Indexed | Outcome] = future.result()
            except KilledWorker:
                yield from (Failure.of_article(i, _LOST) if isinstance(i, Article) else i for i in portion)
                continue
            with fsspec.open(name, "rb") as file:
                yield from read_shard(index, file)
            files, path = fsspec.core.url_to_fs(name)
            files.rm(path)


@contextmanager
def _client(scheduler: str) -> Iterator[Client]:
    import dask
    from distributed import Client, LocalCluster

    if scheduler == "local":
        settings = {
            "distributed.scheduler.allowed-failures": 1,
            # One shard a worker at a time: a second one that waits there would be blamed for the worker's loss as well.
            "distributed.scheduler.worker-saturation": 1.0,
        }
        with (
            dask.config.set(settings),
            LocalCluster(available_cores(), threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    if not scheduler.startswith("dask://"):
        raise ConfigError(f"--scheduler is {scheduler!r}, expected `local` or dask://HOST:PORT")
    try:
        client = Client(f"tcp://{scheduler.removeprefix('dask://')}", timeout=10)
    except OSError as error:
        raise ConfigError(f"{scheduler}: no Dask scheduler answers there: {error}") from error
    with client:
        yield client


def _shard(portion: list[Item], recipe: Recipe, name: str) -> list[Indexed | Outcome]:
    """In a worker: understand a portion and write its shard; the index goes back."""
    import fsspec

    outcomes = list(_prepared(recipe)(portion))
    with fsspec.open(name, "wb") as file:
        return write_shard(outcomes, file)


@lru_cache(maxsize=1)
def _prepared(recipe: Recipe) -> Understanding:
    return recipe.prepare()
