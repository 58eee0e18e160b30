"""What the user names on the command line → articles: files by their endings, folders, standard input."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, BinaryIO

from kg.errors import InputError
from kg.model import Article
from kg.read.decode import COMPRESSED, UNREADABLE, decode, lines_of, open_bytes, read_whole
from kg.read.record import FIELDS, article_of, parse_object

__all__ = ["ENDINGS", "read_articles"]

ENDINGS = (".txt", ".md", ".html", ".htm", ".jsonl", ".json")
"""The endings of files with articles; each may be followed by ``.gz`` or ``.zst``."""

Item = Article | InputError


def read_articles(paths: Sequence[str], *, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """The articles of files, folders and ``-`` (`stdin`), in a fixed order; in place of one that fails, the error.

    An id that has been seen already is an error: two articles can't share a graph.
    """
    seen: dict[str, Article] = {}
    for item in _all(paths, stdin):
        if isinstance(item, Article):
            if first := seen.get(item.id):
                at = first.origin.path + (f":{first.origin.line}" if first.origin.line else "")
                yield InputError(f"the id {item.id!r} is taken by {at}", item.origin.path, item.origin.line)
                continue
            seen[item.id] = item
        yield item


def _all(paths: Sequence[str], stdin: BinaryIO | None) -> Iterator[Item]:
    for name in paths:
        if name == "-":
            if stdin is None:
                yield InputError("there is no standard input", "-")
            else:
                yield from _stream(stdin)
            continue
        path = Path(name)
        if path.is_dir():
            inside = [p for p in sorted(path.rglob("*")) if p.is_file() and _ending(p) in ENDINGS]
            articles = [p for p in inside if not _is_sidecar(p)]
            if not articles:
                yield InputError(f"no articles in this folder ({' '.join(ENDINGS)})", name)
            for file in articles:
                yield from _file(file, str(file), file.relative_to(path).as_posix())
        elif path.is_file():
            yield from _file(path, name, path.name)
        else:
            yield InputError("no such file or folder", name)


def _ending(path: Path) -> str:
    """The ending that tells the format: that before ``.gz`` or ``.zst``."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    while suffixes and suffixes[-1] in COMPRESSED:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def _stem(relative: str) -> str:
    name = relative
    for ending in (*COMPRESSED, *ENDINGS):
        if name.lower().endswith(ending):
            name = name[: -len(ending)]
    return name


def _is_sidecar(path: Path) -> bool:
    """Whether a ``.json`` file belongs to the text of the same name beside it."""
    return path.suffix.lower() == ".json" and any(path.with_suffix(ending).is_file() for ending in (".txt", ".md"))


def _file(path: Path, shown: str, relative: str) -> Iterator[Item]:
    ending, default_id = _ending(path), _stem(relative)
    if ending not in ENDINGS:
        yield InputError(f"unknown kind of file; known: {' '.join(ENDINGS)}, also with .gz or .zst", shown)
        return
    try:
        with open_bytes(path) as file:
            if ending in {".jsonl", ".json"}:
                yield from _json(file, shown, default_id)
            else:
                yield _single(read_whole(file, shown), ending, path, shown, default_id)
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(f"can't be read: {error.strerror or error}", shown)


def _single(text: str, ending: str, path: Path, shown: str, default_id: str) -> Article:
    if not text.strip():
        raise InputError("the file is empty", shown)
    record = _page(text, shown) if ending in {".html", ".htm"} else _plain(text)
    sidecar = path.with_suffix(".json")
    if ending in {".txt", ".md"} and sidecar.is_file():
        with sidecar.open("rb") as file:
            given = parse_object(read_whole(file, str(sidecar)), str(sidecar), None)
        record |= {name: given[name] for name in FIELDS if name in given and name != "title"}
    return article_of(record, default_id, shown, None)


def _page(text: str, shown: str) -> dict[str, Any]:
    from kg.read.html import record_of_page  # its library takes half a second to import, and most inputs are no pages

    return record_of_page(text, shown)


def _plain(text: str) -> dict[str, Any]:
    """A text file: its first line is the title. The article's text is the file as it stands."""
    title, newline, body = text.partition("\n")
    return {"title": title, "text": body} if newline and title.strip() and body.strip() else {"text": text}


def _json(file: IO[bytes], shown: str, default_id: str) -> Iterator[Item]:
    """JSON Lines, or one JSON document: an object or a list of objects."""
    buffered = file if hasattr(file, "peek") else io.BufferedReader(file)  # type: ignore[type-var]
    try:
        start = buffered.peek(64)[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    except UNREADABLE as error:
        yield InputError(f"can't be read on: {error}", shown, 1)
        return
    if start.startswith(b"["):
        yield from _document(read_whole(buffered, shown), shown, default_id)
        return
    empty = True
    pretty: list[bytes] = []
    for line in lines_of(buffered, shown):
        if isinstance(line, InputError):
            yield line
            continue
        number, data = line
        if not data.strip():
            continue
        if empty and data.strip() == b"{":
            # One object over many lines: a .json file that was written for reading.
            pretty = [data, *(rest[1] for rest in lines_of(buffered, shown) if not isinstance(rest, InputError))]
            yield from _document(decode(b"".join(pretty), shown, None), shown, default_id)
            return
        empty = False
        try:
            record = parse_object(decode(data, shown, number), shown, number)
            yield article_of(record, f"{default_id}-{number}", shown, number)
        except InputError as error:
            yield error
    if empty:
        yield InputError("the file is empty", shown)


def _document(text: str, shown: str, default_id: str) -> Iterator[Item]:
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        yield InputError(f"not valid JSON: {error}", shown, getattr(error, "lineno", None))
        return
    records = value if isinstance(value, list) else [value]
    for number, record in enumerate(records, start=1):
        try:
            if not isinstance(record, dict):
                raise InputError(f"item {number} is no JSON object", shown)
            yield article_of(record, f"{default_id}-{number}" if len(records) > 1 else default_id, shown, None)
        except InputError as error:
            yield error


def _stream(stdin: BinaryIO) -> Iterator[Item]:
    """Standard input: JSON Lines if it begins like JSON, else the text of one article."""
    buffered = stdin if hasattr(stdin, "peek") else io.BufferedReader(stdin)  # type: ignore[type-var]
    start = buffered.peek(64)[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] in (b"{", b"["):
        yield from _json(buffered, "-", "stdin")
        return
    try:
        text = read_whole(buffered, "-")
        if not text.strip():
            raise InputError("standard input is empty", "-")
        yield article_of(_plain(text), "stdin", "-", None)
    except InputError as error:
        yield error
