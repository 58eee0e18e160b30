"""What the user names on the command line → the files to read, in a fixed order, each with its article's default id."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.read.unpack import COMPRESSED

__all__ = ["ENDINGS", "STDIN", "Source", "sources"]

TEXTS = (".txt", ".md")
ENDINGS = (*TEXTS, ".html", ".htm", ".jsonl", ".json")
"""The endings of files with articles; each may be followed by ``.gz`` or ``.zst``."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of articles."""

    path: Path
    name: str
    """The path for messages, as the user gave it."""
    id: str
    """The default id: the path in the folder that was given, without the ending; the same on every machine."""
    ending: str
    """One of `ENDINGS`; empty for standard input."""
    sidecar: Path | None
    """The file beside a text that tells more of it."""


STDIN = Source(Path("-"), "-", "stdin", "", None)


def sources(paths: Sequence[str]) -> Iterator[Source | InputError]:
    """The files of `paths`: files as they are named, folders with all that lies in them, sorted; `STDIN` for ``-``.

    In folders, hidden files and files of other kinds are passed over. What is named itself and can't be read is
    reported.
    """
    sidecars = {found.sidecar for name in paths if isinstance(found := _named(name), Source)}
    for name in paths:
        found = _named(name)
        if isinstance(found, Path):
            yield from _inside(found, name)
        elif isinstance(found, InputError) or found.path not in sidecars:
            yield found


def _named(name: str) -> Source | Path | InputError:
    """The file, the folder, or why it is neither."""
    if name == "-":
        return STDIN
    path = Path(name)
    try:
        if not name or not path.exists():
            return InputError("no such file or folder", name)
        if path.is_dir():
            return path
        if not path.is_file():
            return InputError("neither a file nor a folder; pipe it into `kg build -`", name)
    except (OSError, ValueError) as error:
        return InputError(f"can't be read: {getattr(error, 'strerror', None) or error}", name)
    if _ending(path.name) is None:
        return InputError(f"unknown kind of file; known: {' '.join(ENDINGS)}, also with .gz or .zst", name)
    return _source(path, name, path.name)


def _inside(folder: Path, name: str) -> Iterator[Source | InputError]:
    errors: list[OSError] = []
    found: list[Path] = []
    for where, folders, files in os.walk(folder, onerror=errors.append):
        folders[:] = [f for f in folders if not f.startswith(".")]
        found += [Path(where, f) for f in files if not f.startswith(".") and _ending(f) is not None]
    for error in sorted(errors, key=lambda e: str(e.filename)):
        yield InputError(f"can't be read: {error.strerror or error}", str(error.filename))
    all_sources = [_source(path, str(path), path.relative_to(folder).as_posix()) for path in sorted(found)]
    sidecars = {source.sidecar for source in all_sources if isinstance(source, Source)}
    chosen = [source for source in all_sources if isinstance(source, InputError) or source.path not in sidecars]
    if not chosen and not errors:
        yield InputError(f"no articles in this folder ({' '.join(ENDINGS)})", name)
    yield from (source for source in chosen if isinstance(source, InputError) or source.path.is_file())


def _source(path: Path, name: str, relative: str) -> Source | InputError:
    ending = _ending(path.name) or ""
    try:
        name.encode()
    except UnicodeEncodeError:
        printable = name.encode("utf-8", "backslashreplace").decode()
        return InputError("the name of this file is not UTF-8; rename it", printable)
    beside = path.with_name(_stem(path.name) + ".json")
    sidecar = beside if ending in TEXTS and beside.is_file() else None
    return Source(path, name, unicodedata.normalize("NFC", _stem(relative)), ending, sidecar)


def _unpacked(name: str) -> str:
    """A file's name without the ending that says how it is compressed."""
    return next((name[: -len(ending)] for ending in COMPRESSED if name.lower().endswith(ending)), name)


def _ending(name: str) -> str | None:
    ending = os.path.splitext(_unpacked(name))[1].lower()  # noqa: PTH122 - a name, no path
    return ending if ending in ENDINGS else None


def _stem(name: str) -> str:
    unpacked = _unpacked(name)
    return unpacked[: -len(_ending(name) or "") or None]
