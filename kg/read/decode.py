"""Bytes → text: strict UTF-8, or UTF-16 with its mark, and one newline style. No encoding is ever guessed."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import InputError
from kg.read.unpack import MAX_BYTES, UNREADABLE, why

__all__ = ["RawLine", "decode", "newlines", "raw_lines"]

RawLine = tuple[int, bytes]
"""A line's number, from 1, and its bytes in UTF-8 with the newline."""

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NO_TEXTS = {
    b"\x1f\x8b": "compressed by gzip; give the file the ending .gz, or decompress it",
    b"\x28\xb5\x2f\xfd": "compressed by zstd; give the file the ending .zst, or decompress it",
    b"PK\x03\x04": "a zip archive or an office document, not text",
    b"\xfd7zXZ\x00": "compressed by xz; decompress it, or compress it by gzip or zstd",
    b"BZh": "compressed by bzip2; decompress it, or compress it by gzip or zstd",
    b"%PDF": "a PDF, not text",
}


def decode(data: bytes, name: str, line: int | None = None) -> str:
    """The text of `data`, its newlines as ``\\n``. Raises `InputError` for anything that is no UTF-8 and no UTF-16
    with a mark.
    """
    encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(_not_text(data, encoding, error), name, line) from error
    if "\x00" in text:
        raise InputError("holds NUL characters; if it is UTF-16, convert it: iconv -f utf-16le -t utf-8", name, line)
    return newlines(text)


def newlines(text: str) -> str:
    """`text` with ``\\n`` for every style of newline."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_text(data: bytes, encoding: str, error: UnicodeDecodeError) -> str:
    for magic, what in _NO_TEXTS.items():
        if data.startswith(magic):
            return what
    if encoding == "utf-16":
        return f"begins as UTF-16, but is none from byte {error.start} on"
    # The decoder counts behind a byte order mark.
    start = error.start + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
    return (
        f"not UTF-8 (byte {start} is 0x{data[start]:02x}); if it is an older Arabic file, convert it: "
        "iconv -f windows-1256 -t utf-8"
    )


def raw_lines(file: BinaryIO, name: str) -> Iterator[RawLine | InputError]:
    """The lines of a file; in place of one that is too long, or of a rest that can't be read, the error."""
    buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(file)  # type: ignore[type-var]  # any readable will do
    number = 0
    try:
        if buffered.peek(2)[:2] in _UTF_16:
            yield from _utf_16_lines(buffered, name)
            return
        while line := buffered.readline(MAX_BYTES + 1):
            number += 1
            if len(line) <= MAX_BYTES:
                yield number, line
                continue
            yield _too_long(name, number)
            while line and not line.endswith(b"\n"):
                line = buffered.readline(MAX_BYTES)
    except UNREADABLE as error:
        yield InputError(f"can't be read on: {why(error)}", name, number + 1)


def _utf_16_lines(file: BinaryIO, name: str) -> Iterator[RawLine | InputError]:
    text = io.TextIOWrapper(file, "utf-16", newline="\n")
    number = 0
    try:
        while line := text.readline(MAX_BYTES // 4):
            number += 1
            if line.endswith("\n") or len(line) < MAX_BYTES // 4:
                yield number, line.encode()
                continue
            yield _too_long(name, number)
            while line and not line.endswith("\n"):
                line = text.readline(MAX_BYTES // 4)
    except UnicodeDecodeError:
        yield InputError("begins as UTF-16, but is none from here on", name, number + 1)
    finally:
        # The wrapper must not close what others opened; whoever stops early may have closed it already.
        if not file.closed:
            text.detach()


def _too_long(name: str, number: int) -> InputError:
    return InputError(f"a line of more than {MAX_BYTES // 2**20} MiB; no article is that long", name, number)
