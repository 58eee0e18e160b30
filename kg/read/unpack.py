"""Files as bytes, decompressed by their endings, and read with a limit.

Decompression is done in steps, so that a small file can't fill the memory; a file that ends too early says so.
"""

from __future__ import annotations

import gzip
import io
import zlib
from typing import TYPE_CHECKING, BinaryIO

import zstandard

from kg.errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["COMPRESSED", "MAX_BYTES", "UNREADABLE", "read_bytes", "unpacked", "why"]

MAX_BYTES = 64 * 1024 * 1024
"""Bytes of one article, decompressed. More is no article: a stray dump, or a bomb."""

COMPRESSED = (".gz", ".zst")
UNREADABLE = (OSError, EOFError, zlib.error, zstandard.ZstdError)
"""What reading and decompressing a broken file raises."""

_STEP = 1024
"""Compressed bytes that are unpacked at once. In Zstandard they can't become more than about 32 MiB."""


def unpacked(file: BinaryIO, ending: str) -> BinaryIO:
    """The bytes of an open file, decompressed as the `ending` of its name says. To be closed before the file."""
    match ending.lower():
        case ".gz":
            return io.BufferedReader(gzip.GzipFile(fileobj=file, mode="rb"))
        case ".zst":
            return io.BufferedReader(_ZstdFile(file))
    return file


def read_bytes(file: BinaryIO, name: str) -> bytes:
    """All bytes of a file. Raises `InputError` if they are too many or can't be read."""
    try:
        data = file.read(MAX_BYTES + 1)
    except UNREADABLE as error:
        raise InputError(f"can't be read: {why(error)}", name) from error
    if len(data) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES // 2**20} MiB; no article is", name)
    return data


def why(error: BaseException) -> str:
    """What an error of reading says, without numbers and paths."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


class _ZstdFile(io.RawIOBase):
    """A Zstandard file of any number of frames.

    The library's own reader takes a file that breaks off for one that ends: its articles would be lost in silence.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._packed = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        while not self._ready and self._unpack():
            pass
        target = memoryview(buffer).cast("B")
        count = min(len(target), len(self._ready))
        target[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _unpack(self) -> bool:
        """Makes some bytes ready; returns whether there may be more."""
        packed = self._packed or self._file.read(_STEP)
        if not packed:
            if self._frame is not None:
                raise EOFError("the compressed data break off before their end")
            return False
        frame = self._frame or zstandard.ZstdDecompressor().decompressobj()
        self._ready = memoryview(frame.decompress(packed))
        self._packed = frame.unused_data
        self._frame = None if frame.eof else frame
        return True
