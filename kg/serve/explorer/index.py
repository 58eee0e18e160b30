"""Names of entities, folded, for search in any spelling: read once, and again when the store's files change."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from contextlib import suppress
from pathlib import Path

from kg.errors import QueryError
from kg.serve.explorer.graph import Mark, Store
from kg.text.normalise import name_key

__all__ = ["Index"]

_MOST = 60
"""Hits that a search shows at most."""


class Index:
    """The names of a store."""

    def __init__(self, store: Store, path: Path) -> None:
        self._store, self._path = store, path
        self._lock = asyncio.Lock()
        self._seen: object = None
        self._names: dict[str, list[str]] = {}
        self._items: dict[str, list[str]] = {}
        self._task: asyncio.Task[None] | None = None

    def prepare(self) -> None:
        """Read the names meanwhile: a reader who has come will search, and in a large store that takes seconds."""
        if self._task is None:
            self._task = asyncio.create_task(self._prepared())

    async def _prepared(self) -> None:
        # What goes wrong now goes wrong again when somebody searches, and is told then.
        with suppress(QueryError):
            await self._current()

    async def _current(self) -> None:
        async with self._lock:
            if (now := _files(self._path)) != self._seen:
                await self._read()
                self._seen = now

    async def found(self, words: str) -> list[Mark]:
        """The entities that `words` may mean: those so called first, then those of whose name they are a part.

        Raises `QueryError` if the names can't be read.
        """
        await self._current()
        key, item = name_key(words), words.strip().upper()
        if item in self._items:
            return list((await self._store.marks(self._items[item])).values())
        if not key:
            return []
        exact = self._names.get(key, [])
        partial = {(len(name), iri) for name, iris in self._names.items() if f" {key}" in f" {name}" for iri in iris}
        wanted = list(dict.fromkeys((*exact, *(iri for _, iri in sorted(partial)))))[:_MOST]
        marks = await self._store.marks(wanted)
        return [marks[iri] for iri in wanted if iri in marks]

    async def _read(self) -> None:
        """Read the names in a process of its own: the pages that others wait for come meanwhile."""
        command = [sys.executable, "-m", "kg.serve.explorer.names", str(self._path)]
        process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)
        try:
            out, said = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        if process.returncode != 0:
            raise QueryError(f"the names of the store can't be read: {said.decode('utf-8', 'replace').strip()[-500:]}")
        found = await asyncio.to_thread(json.loads, out)
        self._names, self._items = found["names"], found["items"]


def _files(path: Path) -> object:
    """What changes when something is written to a store."""
    return sorted((file.name, file.stat().st_size) for file in path.iterdir() if file.is_file())
