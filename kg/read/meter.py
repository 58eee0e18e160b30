"""How much of the input has been read: bytes as they lie on the disk, compressed ones as such."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.read.walk import STDIN, Source, sources

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["Meter"]


class Meter:
    """Counts the bytes that are read from the files it opens."""

    def __init__(self) -> None:
        self.done = 0

    def open(self, path: Path) -> BinaryIO:
        """The file's bytes, counted. Raises `OSError`."""
        return io.BufferedReader(_Counted(path, self))

    @staticmethod
    def total(paths: Sequence[str]) -> int | None:
        """The bytes of all files in `paths`; `None` where standard input is among them, whose end nobody knows."""
        found = [source for source in sources(paths) if isinstance(source, Source)]
        return None if STDIN in found else sum(source.path.stat().st_size for source in found)


class _Counted(io.FileIO):
    def __init__(self, path: Path, meter: Meter) -> None:
        super().__init__(path, "rb")
        self._meter = meter

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        count = super().readinto(buffer)
        self._meter.done += count or 0
        return count

    def readall(self) -> bytes:
        data = super().readall()
        self._meter.done += len(data)
        return data
