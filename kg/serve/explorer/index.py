"""Names of entities, folded, for search in any spelling: read once, and again when the store's files change."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg.errors import QueryError
from kg.serve.explorer.graph import Mark, Store
from kg.serve.explorer.terms import Row, text
from kg.text.normalise import name_key

__all__ = ["Index"]

_MOST = 60
"""Hits that a search shows at most."""
_AT_ONCE = 200
"""Names that are folded at once: some milliseconds."""


@dataclass(frozen=True, slots=True)
class _Names:
    exact: dict[str, frozenset[str]]
    """Folded name → IRIs of those who bear it."""
    qids: dict[str, str]


class Index:
    """The names of a store."""

    def __init__(self, store: Store, path: Path) -> None:
        self._store, self._path = store, path
        self._lock = asyncio.Lock()
        self._seen: object = None
        self._names = _Names({}, {})
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
                self._names, self._seen = await self._read(), now

    async def found(self, words: str) -> list[Mark]:
        """The entities that `words` may mean: those so called first, then those of whose name they are a part."""
        await self._current()
        names, key, item = self._names, name_key(words), words.strip().upper()
        if item in names.qids:
            return list((await self._store.marks([names.qids[item]])).values())
        if not key:
            return []
        exact = set(names.exact.get(key, ()))
        partial = {
            (len(name), iri) for name, iris in names.exact.items() if f" {key}" in f" {name}" for iri in iris - exact
        }
        near = dict.fromkeys(iri for _, iri in sorted(partial))
        wanted = [*sorted(exact), *near][:_MOST]
        marks = await self._store.marks(wanted)
        return [marks[iri] for iri in wanted if iri in marks]

    async def _read(self) -> _Names:
        rows = await self._store.rows(
            "SELECT ?x ?name { ?x rdfs:label|skos:altLabel ?name . FILTER EXISTS { ?x a kg:Entity } }"
        )
        exact: dict[str, set[str]] = {}
        for number, row in enumerate(rows):
            if number % _AT_ONCE == 0:
                await asyncio.sleep(0)  # meanwhile other readers get their pages
            if key := name_key(text(row, "name")):
                exact.setdefault(key, set()).add(text(row, "x"))
        linked: list[Row] = await self._store.rows(
            "SELECT ?x ?item { ?x skos:exactMatch ?item ; a kg:Entity . FILTER(STRSTARTS(STR(?item), STR(wd:))) }"
        )
        qids = {text(row, "item").rpartition("/")[2]: text(row, "x") for row in linked}
        return _Names({key: frozenset(iris) for key, iris in exact.items()}, qids)


def _files(path: Path) -> object:
    """What changes when something is written to a store."""
    return sorted((file.name, file.stat().st_size) for file in path.iterdir() if file.is_file())
