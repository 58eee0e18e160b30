"""An index made of a dump of Wikidata, read as a stream: https://www.wikidata.org/wiki/Wikidata:Database_download.

``latest-all.json`` and ``latest-truthy.nt``, plain or as ``.gz``, ``.bz2``, ``.zst``. Memory stays constant: one item
at a time, written every `_COMMIT` lines together with the number of lines that are done. A run that was stopped goes on
from there; the lines before are read again, but not parsed.
"""

from __future__ import annotations

import bz2
import gzip
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import orjson
import zstandard

from kg.errors import ConfigError, InputError
from kg.gazetteer.item import Item
from kg.gazetteer.schema import add_items, create, finish
from kg.link.wikidata_item import WIKIDATA, class_ids, item_of
from kg.link.wikidata_triples import entities_of

__all__ = ["Filters", "Progress", "Report", "index_dump"]

_COMMIT = 20_000
_SITE = b'"site":'


@dataclass(frozen=True, slots=True)
class Filters:
    """Which items are taken."""

    languages: tuple[str, ...] = ("ar", "en")
    """An item needs a name in one of them."""
    types: frozenset[str] = frozenset()
    """Local names of classes; empty for all that the table of types knows."""
    min_sitelinks: int = 1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is."""

    lines: int
    items: int
    position: int
    """Bytes of the file that are read, compressed as they are."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did. Lines before the point from which it went on are not counted as broken or new."""

    lines: int
    items: int
    names: int
    broken: tuple[tuple[int, str], ...]
    """Numbers of the first lines that could not be read, with the reason."""
    broken_count: int
    resumed_at: int


class _Lines(Protocol):
    def __iter__(self) -> Iterator[bytes]: ...


def index_dump(
    dump: Path,
    out: Path,
    *,
    filters: Filters = Filters(),
    version: str,
    date: str,
    country_codes: Mapping[str, str] = {},
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Report:
    """Write the items of `dump` that pass `filters` to the index `out`.

    `country_codes` gives the ISO code of each state by its Wikidata id. Raises `InputError` if the dump breaks off; the
    next call then goes on from the last commit. Raises `ConfigError` if the work begun was begun with other filters.
    """
    partial = out.with_suffix(".part")
    base = _opened(partial, filters, {"name": "wikidata", "version": version, "date": date})
    done, number, names = (int(value) for value in base.execute("SELECT lines, items, names FROM progress").fetchone())
    started_at, lines, broken_count = done, done, 0
    broken: list[tuple[int, str]] = []
    batch: list[tuple[int, Item]] = []

    def commit() -> None:
        nonlocal names
        names += add_items(base, batch, {WIKIDATA: "CC0-1.0"}, {})
        batch.clear()
        base.execute("UPDATE progress SET lines = ?, items = ?, names = ?", (lines, number, names))
        base.commit()

    try:
        with _reading(dump) as (stream, position):
            for lines, entity in _entities(dump, stream, done, filters):
                if isinstance(entity, str):
                    broken_count += 1
                    broken += [(lines, entity)] if len(broken) < _SHOWN else []
                elif (item := _wanted(entity, filters)) is not None:
                    number += 1
                    code = item.country or country_codes.get(item.country_qid or "")
                    batch.append((number, replace(item, country=code)))
                if lines - done >= _COMMIT:
                    done = lines
                    commit()
                    on_progress(Progress(lines, number, position()))
        commit()
        base.execute("DROP TABLE progress")
        finish(base)
    except (EOFError, OSError, zstandard.ZstdError) as error:
        raise InputError(
            f"the dump breaks off ({error}); call again to go on from line {done}", str(dump), lines
        ) from error
    finally:
        base.close()
    partial.replace(out)
    return Report(lines, number, names, tuple(broken), broken_count, started_at)


_SHOWN = 5


def _opened(partial: Path, filters: Filters, meta: Mapping[str, str]) -> sqlite3.Connection:
    """The file that a run writes, as it was left or new."""
    told = f"{','.join(filters.languages)} {','.join(sorted(filters.types))} {filters.min_sitelinks}"
    is_new = not partial.exists()
    base = sqlite3.connect(partial)
    if is_new:
        create(base, meta)
        base.execute("CREATE TABLE progress (lines INTEGER, items INTEGER, names INTEGER, filters TEXT)")
        base.execute("INSERT INTO progress VALUES (0, 0, 0, ?)", (told,))
        base.commit()
        return base
    try:
        (begun,) = base.execute("SELECT filters FROM progress").fetchone()
    except (sqlite3.Error, TypeError) as error:
        base.close()
        raise ConfigError(f"{partial}: not what an earlier run left; delete it to begin anew") from error
    if begun != told:
        base.close()
        raise ConfigError(f"{partial}: an earlier run was begun with other filters ({begun}); delete it to begin anew")
    return base


@contextmanager
def _reading(dump: Path) -> Iterator[tuple[_Lines, Callable[[], int]]]:
    """The lines of a dump, and how far into the file they are read."""
    with dump.open("rb") as file:
        opened: _Lines
        match dump.suffix:
            case ".gz":
                opened = cast("_Lines", gzip.GzipFile(fileobj=file))
            case ".bz2":
                opened = cast("_Lines", bz2.BZ2File(file))
            case ".zst":
                opened = _zst_lines(file)
            case _:
                opened = file
        yield opened, file.tell


def _zst_lines(file: BinaryIO) -> _Lines:
    import io

    reader = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
    return cast("_Lines", io.BufferedReader(cast("io.RawIOBase", reader), 1 << 20))


def _entities(dump: Path, stream: _Lines, done: int, filters: Filters) -> Iterator[tuple[int, object]]:
    """Each line's number with the entity that it ends or holds, a reason why it can't be read, or `None`."""
    is_triples = Path(dump.stem if dump.suffix in {".gz", ".bz2", ".zst"} else dump.name).suffix == ".nt"
    numbered = enumerate(stream, start=1)
    if is_triples:
        yield from entities_of(((number, line) for number, line in numbered), done, filters.languages)
        return
    has_class = re.compile(rb'"id":"(?:' + "|".join(sorted(class_ids())).encode() + rb')"')
    for number, line in numbered:
        if number <= done:
            continue
        # Two looks at the bytes spare the parser nine lines of ten.
        if len(line) < _SHORTEST or line.count(_SITE) < filters.min_sitelinks or not has_class.search(line):
            yield number, _complaint(line)
            continue
        try:
            yield number, orjson.loads(line.strip().rstrip(b","))
        except orjson.JSONDecodeError as error:
            yield number, f"no JSON: {error}"


_SHORTEST = 20


def _complaint(line: bytes) -> str | None:
    """Why a line that is not parsed can't be one of a dump; `None` if it may be."""
    text = line.strip()
    if text in {b"", b"[", b"]"} or (text.startswith(b"{") and text.rstrip(b",").endswith(b"}")):
        return None
    return "no JSON object"


def _wanted(entity: object, filters: Filters) -> Item | None:
    if not isinstance(entity, dict):
        return None
    sitelinks: Sequence[object] | Mapping[str, object] = entity.get("sitelinks") or ()
    if len(sitelinks) < filters.min_sitelinks:
        return None
    item = item_of(entity, filters.languages)
    return item if item is not None and (not filters.types or item.type in filters.types) else None
