"""Files of articles that lie elsewhere, named by URL: ``s3://bucket/news/``, ``gs://…``, whatever fsspec opens
(https://filesystem-spec.readthedocs.io).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from kg.errors import InputError, MissingDataError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

__all__ = ["RemoteFile", "files_of", "is_url"]

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_url(name: str) -> bool:
    """Whether an input is named by URL. A letter alone is a drive of Windows."""
    return _URL.match(name) is not None


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file by its URL; as far as reading goes it is used like a `pathlib.Path`."""

    url: str

    def __str__(self) -> str:
        return self.url

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.url.rpartition("/")[2]

    @property
    def suffix(self) -> str:
        """The ending of the name, with its dot."""
        return PurePosixPath(self.name).suffix

    def with_name(self, name: str) -> RemoteFile:
        """The file of that name beside this one."""
        return RemoteFile(f"{self.url.rpartition('/')[0]}/{name}")

    def open(self, _mode: str = "rb") -> BinaryIO:
        """Its bytes. Raises `OSError`."""
        files, path = _reached(self.url)
        with _told(self.url):
            return cast("BinaryIO", files.open(path, "rb"))

    def size(self) -> int:
        """Its size in bytes, 0 where nobody knows. Raises `OSError`."""
        files, path = _reached(self.url)
        return files.size(path) or 0

    def is_file(self) -> bool:
        """Whether it is there. Raises `InputError` if that can't be told."""
        files, path = _reached(self.url)
        with _told(self.url):
            return bool(files.isfile(path))


def files_of(url: str) -> dict[str, RemoteFile] | None:
    """The files in a folder, by their paths in it, sorted; `None` where `url` names a file.

    Raises `InputError` if it names neither or can't be reached, `MissingDataError` without fsspec.
    """
    files, path = _reached(url)
    with _told(url):
        if files.isfile(path):
            return None
        found = sorted(files.find(path))
        if not found and not files.isdir(path):
            raise InputError("no such file or folder", url)
    root = path.rstrip("/")
    return {
        (inside := name[len(root) :].lstrip("/")): RemoteFile(f"{url.rstrip('/')}/{inside}")
        for name in found
        if name.startswith(root)
    }


def _reached(url: str) -> tuple[AbstractFileSystem, str]:
    try:
        import fsspec
    except ImportError as error:
        raise MissingDataError(f"{url}: reading by URL needs fsspec: pip install 'khabar-kg[urls]'") from error
    try:
        files, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:  # a protocol that nobody knows, or that needs another package
        raise InputError(f"can't be reached: {error}", url) from error
    return files, path


@contextmanager
def _told(url: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror or error}", url) from error
