"""What the user names on the command line → the files to read, in a fixed order, each with its article's default id."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.read.remote import RemoteFile, files_of, is_url
from kg.read.unpack import COMPRESSED

__all__ = ["ENDINGS", "STDIN", "Source", "sources"]

TEXTS = (".txt", ".md")
ENDINGS = (*TEXTS, ".html", ".htm", ".jsonl", ".json")
"""The endings of files with articles; each may be followed by ``.gz`` or ``.zst``."""

_UNKNOWN = f"unknown kind of file; known: {' '.join(ENDINGS)}, also with .gz or .zst"
_NONE = f"no articles in this folder ({' '.join(ENDINGS)})"


@dataclass(frozen=True, slots=True)
class Source:
    """A file of articles."""

    path: Path | RemoteFile
    name: str
    """The path for messages, as the user gave it."""
    id: str
    """The default id: the path in the folder that was given, without the ending; the same on every machine."""
    ending: str
    """One of `ENDINGS`; empty for standard input."""
    sidecar: Path | RemoteFile | None
    """The file beside a text that tells more of it."""


STDIN = Source(Path("-"), "-", "stdin", "", None)


def sources(paths: Sequence[str]) -> Iterator[Source | InputError]:
    """The files of `paths`: files as they are named, folders with all that lies in them, sorted; `STDIN` for ``-``.

    A URL (``s3://…``) may name either. In folders, hidden files and files of other kinds are passed over. What is named
    itself and can't be read is reported.
    """
    sidecars = {found.sidecar for name in paths if isinstance(found := _named(name), Source)}
    for name in paths:
        found = _named(name)
        if isinstance(found, Path):
            yield from _inside(found, name)
        elif isinstance(found, dict):
            yield from _inside_remote(found, name)
        elif isinstance(found, InputError) or found.path not in sidecars:
            yield found


def _named(name: str) -> Source | Path | dict[str, RemoteFile] | InputError:
    """The file, the folder, the files in one that lies elsewhere, or why it is none of these."""
    if name == "-":
        return STDIN
    if is_url(name):
        return _named_elsewhere(name)
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
        return InputError(_UNKNOWN, name)
    return _source(path, name, path.name)


def _named_elsewhere(url: str) -> Source | dict[str, RemoteFile] | InputError:
    try:
        if (inside := files_of(url)) is not None:
            return inside
        file = RemoteFile(url)
        if _ending(file.name) is None:
            return InputError(_UNKNOWN, url)
        return _source(file, url, file.name)
    except InputError as error:
        return error


def _inside_remote(inside: dict[str, RemoteFile], url: str) -> Iterator[Source | InputError]:
    chosen = {name: file for name, file in inside.items() if not _is_hidden(name) and _ending(file.name) is not None}
    every = set(inside.values())
    found = [_source(file, file.url, name, every) for name, file in chosen.items()]
    sidecars = {source.sidecar for source in found if isinstance(source, Source)}
    articles = [source for source in found if isinstance(source, InputError) or source.path not in sidecars]
    yield from articles or (InputError(_NONE, url),)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


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
        yield InputError(_NONE, name)
    yield from (source for source in chosen if isinstance(source, InputError) or source.path.is_file())


def _source(
    path: Path | RemoteFile, name: str, relative: str, beside: Collection[Path | RemoteFile] | None = None
) -> Source | InputError:
    """A source; `beside` are the files among which that of the same name is looked for, where they are known."""
    ending = _ending(path.name) or ""
    try:
        name.encode()
    except UnicodeEncodeError:
        printable = name.encode("utf-8", "backslashreplace").decode()
        return InputError("the name of this file is not UTF-8; rename it", printable)
    told = path.with_name(_stem(path.name) + ".json")
    is_there = ending in TEXTS and (told.is_file() if beside is None else told in beside)
    sidecar = told if is_there else None
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
