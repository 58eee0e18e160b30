"""JSON Lines, and JSON documents that hold one article or a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from kg.errors import InputError
from kg.model import Article
from kg.read.decode import RawLine, decode
from kg.read.record import article_of, object_of, parse_json, parse_object
from kg.read.unpack import MAX_BYTES

__all__ = ["read_json"]

_BLANK = b" \t\r\n"


def read_json(
    lines: Iterable[RawLine | InputError], name: str, default_id: str, *, one_document: bool
) -> Iterator[Article | InputError]:
    """The articles of a file. Each stands in a line of its own; or the file is one list, or one object over many lines.

    `one_document` says that the file calls itself one (``.json``): then a single article needs no number in its id,
    and a first line that closes no object begins one that goes on.
    """
    rest = (line for line in lines if isinstance(line, InputError) or line[1].strip(_BLANK))
    first = next(rest, None)
    if first is None:
        yield InputError("the file is empty", name)
        return
    if isinstance(first, InputError):
        yield first
        yield from _records(rest, name, default_id)
        return
    start = first[1].removeprefix(b"\xef\xbb\xbf").strip(_BLANK)
    if start.startswith(b"[") or start == b"{" or (one_document and not start.endswith(b"}")):
        yield from _document(first, rest, name, default_id)
        return
    second = next(rest, None)
    if second is None and one_document:
        yield from _document(first, rest, name, default_id)
    else:
        yield from _records(chain([first], [] if second is None else [second], rest), name, default_id)


def _records(lines: Iterable[RawLine | InputError], name: str, default_id: str) -> Iterator[Article | InputError]:
    for line in lines:
        if isinstance(line, InputError):
            yield line
            continue
        number, data = line
        try:
            record = parse_object(decode(data, name, number).strip(), name, number)
            yield article_of(record, f"{default_id}-{number}", name, number)
        except InputError as error:
            yield error


def _document(
    first: RawLine, rest: Iterable[RawLine | InputError], name: str, default_id: str
) -> Iterator[Article | InputError]:
    try:
        value = parse_json(_text(first, rest, name), name, first[0])
    except InputError as error:
        yield error
        return
    if isinstance(value, list):
        if not value:
            yield InputError("the list is empty", name, first[0])
        for number, item in enumerate(value, start=1):
            yield _item(item, number, name, f"{default_id}-{number}")
        return
    try:
        yield article_of(object_of(value, name, first[0]), default_id, name)
    except InputError as error:
        yield error


def _text(first: RawLine, rest: Iterable[RawLine | InputError], name: str) -> str:
    """All lines in one. Raises `InputError` if they are too long, or break off."""
    number, data = first
    parts = [decode(data, name, number)]
    size = len(data)
    for line in rest:
        if isinstance(line, InputError):
            raise line
        # Blank lines are left out, but an error's line is still to be right.
        parts.append("\n" * (line[0] - number - 1) + decode(line[1], name, line[0]))
        number = line[0]
        size += len(line[1])
        if size > MAX_BYTES:
            reason = f"a JSON document of more than {MAX_BYTES // 2**20} MiB; write one article a line, as .jsonl"
            raise InputError(reason, name, first[0])
    return "".join(parts)


def _item(item: object, number: int, name: str, default_id: str) -> Article | InputError:
    if not isinstance(item, dict):
        return InputError(f"item {number} is no JSON object", name)
    try:
        return article_of(item, default_id, name)
    except InputError as error:
        return InputError(f"item {number}: {error.reason}", name)
