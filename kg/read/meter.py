"""How much of the input has been read: bytes as they lie on the disk, compressed ones as such."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.read.remote import RemoteFile
from kg.read.walk import STDIN, Source, sources

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["Meter"]


class Meter:
    """Counts the bytes that are read from the files it opens."""

    def __init__(self) -> None:
        self.done = 0

    def open(self, path: Path | RemoteFile) -> BinaryIO:
        """The file's bytes, counted. Raises `OSError`, `InputError`."""
        raw = path.open("rb", buffering=0) if isinstance(path, Path) else path.open()
        return io.BufferedReader(_Counted(raw, self))

    @staticmethod
    def total(paths: Sequence[str]) -> int | None:
        """The bytes of all files in `paths`; `None` where standard input is among them, whose end nobody knows."""
        found = [source for source in sources(paths) if isinstance(source, Source)]
        return None if STDIN in found else sum(_size(source.path) for source in found)


def _size(path: Path | RemoteFile) -> int:
    return path.stat().st_size if isinstance(path, Path) else path.size()


class _Counted(io.RawIOBase):
    def __init__(self, file: io.RawIOBase | BinaryIO, meter: Meter) -> None:
        self._file, self._meter = file, meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        count: int | None = self._file.readinto(buffer)  # type: ignore[union-attr]
        self._meter.done += count or 0
        return count

    def close(self) -> None:
        self._file.close()
        super().close()
