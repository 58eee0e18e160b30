"""Files, folders and standard input → articles, one by one. What is wrong is reported in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Article, Origin
from kg.read.decode import RawLine, decode, raw_lines
from kg.read.html import page_text, record_of_page
from kg.read.jsonl import read_json
from kg.read.meter import Meter
from kg.read.plain import read_plain
from kg.read.record import article_of
from kg.read.unpack import MAX_BYTES, read_bytes, unpacked
from kg.read.walk import STDIN, Source, sources

__all__ = ["read_articles"]

Item = Article | InputError
_BLANK = re.compile(rb"(?:\xef\xbb\xbf)?\s*")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{|\[\s*(?:[\{\]]|\Z))")


def read_articles(paths: Sequence[str], *, stdin: BinaryIO | None = None, meter: Meter | None = None) -> Iterator[Item]:
    """The articles of files, folders and ``-`` (`stdin`), in a fixed order; in place of one that fails, the error.

    An id that has been seen already is an error: two articles can't share a graph. No article is kept in memory.
    `meter` counts the bytes that are read.
    """
    seen: dict[str, Origin] = {}
    for item in _all(paths, stdin, meter or Meter()):
        if isinstance(item, Article):
            if (first := seen.get(item.id)) is not None:
                yield _taken(item, first)
                continue
            seen[item.id] = item.origin
        yield item


def _taken(article: Article, first: Origin) -> InputError:
    at = first.path if first.line is None else f"{first.path}:{first.line}"
    reason = f"the id {article.id!r} is taken by {at}; give one of them another `id`"
    return InputError(reason, article.origin.path, article.origin.line)


def _all(paths: Sequence[str], stdin: BinaryIO | None, meter: Meter) -> Iterator[Item]:
    for source in sources(paths):
        if isinstance(source, InputError):
            yield source
        elif source is not STDIN:
            yield from _opened(source, meter)
        elif stdin is None:
            yield InputError("there is no standard input", source.name)
        else:
            yield from _stream(stdin)


def _opened(source: Source, meter: Meter) -> Iterator[Item]:
    try:
        with meter.open(source.path) as raw, unpacked(raw, source.path.suffix) as file:
            yield from _file(file, source)
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(f"can't be read: {error.strerror or error}", source.name)


def _file(file: BinaryIO, source: Source) -> Iterator[Item]:
    name = source.name
    if source.ending in {".jsonl", ".json"}:
        yield from read_json(raw_lines(file, name), name, source.id, one_document=source.ending == ".json")
        return
    data = read_bytes(file, name)
    if source.ending in {".html", ".htm"}:
        yield article_of(record_of_page(_filled(page_text(data, name), name), name), source.id, name)
    else:
        markdown = source.ending == ".md"
        yield read_plain(_text(data, name), name, source.id, markdown=markdown, sidecar=source.sidecar)


def _text(data: bytes, name: str) -> str:
    return _filled(decode(data, name), name)


def _filled(text: str, name: str) -> str:
    if not text.strip():
        raise InputError("standard input is empty" if name == STDIN.name else "the file is empty", name)
    return text


def _stream(stdin: BinaryIO) -> Iterator[Item]:
    """Standard input: JSON if it begins like an object or a list of objects, else one text."""
    lines = raw_lines(stdin, STDIN.name)
    opening: list[RawLine | InputError] = []
    for line in lines:
        opening.append(line)
        if isinstance(line, InputError) or not _BLANK.fullmatch(line[1]):
            break
    every = chain(opening, lines)
    if opening and isinstance(last := opening[-1], tuple) and _JSON.match(last[1]):
        yield from read_json(every, STDIN.name, STDIN.id, one_document=False)
        return
    try:
        text = _text(b"".join(_limited(every)), STDIN.name)
        yield read_plain(text, STDIN.name, STDIN.id, markdown=False, sidecar=None)
    except InputError as error:
        yield error


def _limited(lines: Iterator[RawLine | InputError]) -> Iterator[bytes]:
    size = 0
    for line in lines:
        if isinstance(line, InputError):
            raise line
        size += len(line[1])
        if size > MAX_BYTES:
            raise InputError(f"larger than {MAX_BYTES // 2**20} MiB; no article is", STDIN.name)
        yield line[1]
