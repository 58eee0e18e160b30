"""Bytes → text: decompression with a limit, strict UTF-8, one newline style."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import zstandard

from kg.errors import InputError

__all__ = ["COMPRESSED", "MAX_BYTES", "UNREADABLE", "decode", "lines_of", "open_bytes", "read_whole"]

MAX_BYTES = 64 * 1024 * 1024
"""Bytes of one article, decompressed. More is no article: a stray dump, or a bomb."""

COMPRESSED = (".gz", ".zst")
UNREADABLE = (OSError, EOFError, zlib.error, zstandard.ZstdError)
"""What reading and decompressing a broken file raises."""
_BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def open_bytes(path: Path) -> IO[bytes]:
    """The file's bytes, decompressed by its ending."""
    match path.suffix.lower():
        case ".gz":
            return io.BufferedReader(gzip.open(path, "rb"))
        case ".zst":
            return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(path.open("rb"), closefd=True))
    return path.open("rb")


def read_whole(file: IO[bytes], name: str) -> str:
    """The whole text of a file. Raises `InputError` if it is too large, can't be decompressed, or is no UTF-8."""
    try:
        data = file.read(MAX_BYTES + 1)
    except UNREADABLE as error:
        raise InputError(f"can't be read: {error}", name) from error
    if len(data) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES // 2**20} MiB; no article is", name)
    return decode(data, name, None)


def lines_of(file: IO[bytes], name: str) -> Iterator[tuple[int, bytes] | InputError]:
    """The lines of a file with their numbers from 1; in place of a line too long, or of a broken rest, the error."""
    number = 0
    while True:
        number += 1
        try:
            line = file.readline(MAX_BYTES + 1)
        except UNREADABLE as error:
            yield InputError(f"can't be read on: {error}", name, number)
            return
        if not line:
            return
        if len(line) > MAX_BYTES:
            yield InputError(f"a line of more than {MAX_BYTES // 2**20} MiB; no article is that long", name, number)
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_BYTES)
            continue
        yield number, line


def decode(data: bytes, name: str, line: int | None) -> str:
    """The text of `data`, newlines as ``\\n``. Raises `InputError` for anything but UTF-8, and UTF-16 with its mark."""
    encoding = next((found for mark, found in _BOMS.items() if data.startswith(mark)), "utf-8-sig")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"not UTF-8 (byte {error.start} is 0x{data[error.start]:02x}); if it is an older Arabic file, convert it: "
            "iconv -f windows-1256 -t utf-8",
            name,
            line,
        ) from error
    if "\x00" in text:
        raise InputError("holds NUL characters; this is no text", name, line)
    return text.replace("\r\n", "\n").replace("\r", "\n")
