"""Opening a store's folder: for writing, by one process at a time, and for reading, beside a process that writes.

Opening a folder read-only while another process writes to it is undefined in Oxigraph: the writer may remove files that
the reader has yet to open. So a reader that finds a writer takes a picture first, as RocksDB's checkpoints do: hard
links to the data files, which are never changed once written, and copies of the few that grow. If those have changed
meanwhile, it takes another. The picture is a state in which a crash might have left the store, and so a whole one.
"""

from __future__ import annotations

import os
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.ontology.vocab import RDF
from kg.store.compaction import give_way
from kg.store.guard import Guard, is_guarded
from kg.store.locks import locking_process, note_own, tells

__all__ = [
    "PENDING", "guarded", "holder", "is_being_written", "open_folder", "open_picture", "open_whole", "pictures_of",
]  # fmt: skip

PENDING = RDF + "value"
"""The property of the one statement in a store's journal (`kg.store.journal`)."""
_TRIES = 200
_PATIENCE_SECONDS = 20


def open_folder(path: Path, *, read_only: bool, again: bool = False) -> ox.Store:
    """The Oxigraph store in `path`, made if it is not there and may be written.

    Who opens a store `again` has looked already for what a killed process left in it. Raises `StoreError` if it is to
    be written and another process is writing to it, or if it can't be opened at all.
    """
    if read_only:
        return _opened(ox.Store.read_only, path, path)
    before = [] if again else list(path.glob("*.sst"))
    store = _opened(ox.Store, path, path)
    give_way()
    note_own(path / "LOCK")
    if before:
        _remove_leaked(store, path, before)
    return store


def guarded(path: Path) -> Guard:
    """The guard of the folder `path`, which is made if it is not there. Raises `StoreError`."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        return Guard(path)
    except BlockingIOError as error:
        raise _in_use(path) from error
    except OSError as error:
        raise StoreError(f"{path}: the store can't be made: {error}") from error


def _in_use(path: Path) -> StoreError:
    return StoreError(
        f"{path}: another process{holder(path)} is writing to this store; wait until it has ended, "
        "or use another --store"
    )


def _remove_leaked(store: ox.Store, path: Path, files: list[Path]) -> None:
    """Remove those of the `files` found before the store was opened that are no part of it.

    A bulk load that is killed leaves the files that it had begun, and Oxigraph never looks at them again. A backup,
    which is made of hard links, shows what belongs to the store.
    """
    live = path.with_name(f".{path.name}.live-{os.getpid()}-{time.monotonic_ns()}")
    try:
        store.backup(str(live))
        kept = {file.name for file in live.iterdir()}
        for file in files:
            if file.name not in kept:
                file.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        pass  # no links here, or no room: the files stay, and harm no one
    finally:
        _remove(live)


def open_whole(path: Path, reader: object) -> ox.Store:
    """The store in `path`, read-only, in a state in which no write is halfway.

    Where a process was killed halfway, its write is completed first. If a picture of the store has to be taken, it goes
    when `reader` goes. Raises `StoreError`.
    """
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        store, picture = open_picture(path) if is_being_written(path) else (open_folder(path, read_only=True), None)
        if next(store.quads_for_pattern(None, ox.NamedNode(PENDING), None), None) is None:
            if picture is not None:
                weakref.finalize(reader, _remove, picture)
            return store
        if picture is not None:
            _remove(picture)
        if time.monotonic() > until:
            raise StoreError(f"{path}: a write to this store is halfway for {_PATIENCE_SECONDS} s{holder(path)}")
        if is_being_written(path):
            time.sleep(0.05)
            continue
        from kg.store.journal import complete

        del store
        complete(path)


def open_picture(path: Path) -> tuple[ox.Store, Path]:
    """A picture of the store in `path`, read-only, and its folder, beside that of the store."""
    for picture in pictures_of(path):
        if not _lives(picture):
            _remove(picture)
    picture = path.with_name(f".{path.name}.picture-{os.getpid()}-{time.monotonic_ns()}")
    try:
        _take(path, picture)
    except OSError as error:
        _remove(picture)
        raise StoreError(
            f"{path}: another process{holder(path)} is writing to this store, and no picture of it can be taken beside "
            f"it: {error}; wait until it has ended, or ask a backup (kg backup)"
        ) from error
    return _opened(ox.Store.read_only, picture, path), picture


def _remove(folder: Path) -> None:
    import shutil  # takes as long to import as opening a store, and most readers need no picture

    shutil.rmtree(folder, ignore_errors=True)


def pictures_of(path: Path) -> list[Path]:
    """The folders of all pictures of a store that are there."""
    return sorted(path.parent.glob(f".{path.name}.picture-*"))


def is_being_written(path: Path) -> bool:
    """Whether a process has the store open for writing. Where the system does not tell, one may."""
    return not tells() or locking_process(path / "LOCK") is not None or is_guarded(path)


def holder(path: Path) -> str:
    """Which process writes to a store, for a message; empty where the system does not tell."""
    process = locking_process(path / "LOCK")
    if not process:
        return ""
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
    except OSError:
        command = ""
    return f" ({process}: {command})" if command else f" ({process})"


def _opened(opener: Callable[[str], ox.Store], folder: Path, path: Path) -> ox.Store:
    try:
        return opener(str(folder))
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).lower():
            raise _in_use(path) from error
        raise StoreError(f"{path}: the store can't be opened: {error}") from error
    except MemoryError as error:
        raise StoreError(f"{path}: the store can't be opened: there is too little memory") from error


def _take(path: Path, picture: Path) -> None:
    """Take pictures until one is of a single moment. Raises `OSError`."""
    import shutil

    for _ in range(_TRIES):
        before = _growing(path)
        try:
            picture.mkdir()
            for file in path.iterdir():
                if file.suffix in {".sst", ".blob"}:
                    (picture / file.name).hardlink_to(file)
                elif not file.name.startswith("LO"):  # neither its lock nor its own log of what it does
                    shutil.copyfile(file, picture / file.name)
            if _growing(path) == before:
                return
        except FileNotFoundError:
            pass  # removed between listing and linking
        _remove(picture)
        time.sleep(0.01)
    raise OSError("it changes too fast")


def _growing(path: Path) -> dict[str, int]:
    """The files that tell which data files count, and the logs, by size."""
    return dict(_sizes(path))


def _sizes(path: Path) -> Iterator[tuple[str, int]]:
    for entry in os.scandir(path):
        if entry.name.startswith(("MANIFEST", "CURRENT")) or entry.name.endswith(".log"):
            yield entry.name, entry.stat().st_size


def _lives(picture: Path) -> bool:
    """Whether the process that took a picture is still there."""
    number = picture.name.rpartition("picture-")[2].partition("-")[0]
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        pass
    return True
