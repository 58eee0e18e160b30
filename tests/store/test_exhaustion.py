"""No room on the disk, no right to write, no memory left: whole articles only, and a second run completes them."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.bench.synthetic import graphs
from kg.errors import StoreError
from kg.rdf.mapper import ArticleGraph
from kg.store.checking import check
from kg.store.oxigraph import OxigraphStore
from kg.store.stored import as_stored

resource = pytest.importorskip("resource")

ARTICLES, BATCH = 100, 20
WRITER = """
import resource, sys
from pathlib import Path
from kg.bench.synthetic import graphs
from kg.errors import StoreError
from kg.store.oxigraph import OxigraphStore

path, limit = Path(sys.argv[1]), sys.argv[2]
articles, batch, amount = map(int, sys.argv[3:])
made = list(graphs(articles))
store = OxigraphStore(path)
print(0, flush=True)
if limit:
    if limit == "RLIMIT_AS":  # so much more than what is there already
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        amount += pages * resource.getpagesize()
    resource.setrlimit(getattr(resource, limit), (amount, amount))
try:
    for start in range(0, articles, batch):
        store.write(made[start : start + batch])
        print(start + batch, flush=True)
except StoreError as error:
    sys.exit(f"StoreError: {error}")
"""


@pytest.fixture(scope="module")
def made() -> list[ArticleGraph]:
    return list(graphs(ARTICLES))


@pytest.fixture(scope="module")
def expected(made: list[ArticleGraph], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    store = OxigraphStore(tmp_path_factory.mktemp("expected") / "store")
    store.write(made)
    return _dump(store)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes, where this process may make one."""
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if mount is None or unmount is None or os.geteuid() != 0 or sys.platform != "linux":
        pytest.skip("mounting a file system takes root, on Linux")
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.decode()}")
    yield folder
    subprocess.run([unmount, "-l", str(folder)], check=True)


def _dump(store: OxigraphStore) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


def _written(path: Path, limit: str = "", amount: int = 0) -> tuple[int, subprocess.CompletedProcess[str]]:
    """How many articles a writer said it had written before it failed, and how it ended."""
    command = [sys.executable, "-c", WRITER, str(path), limit, str(ARTICLES), str(BATCH), str(amount)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return int(done.stdout.split()[-1]), done


def _look_and_complete(path: Path, made: list[ArticleGraph], reported: int, expected: bytes) -> None:
    """The store has the articles that were reported, and perhaps the batch that was on its way, each of them whole."""
    store = OxigraphStore(path)
    there = [article for article in made if store.articles.has(article.article)]
    assert len(there) in {reported, reported + BATCH}
    assert there == made[: len(there)]
    for article in there:
        assert set(store.articles.quads(None, article.article)) == set(as_stored(article.quads))
    assert check(store) == ()
    store.write(made[reported:])
    assert _dump(store) == expected


def test_a_file_that_may_not_grow(tmp_path: Path, made: list[ArticleGraph], expected: bytes) -> None:
    reported, done = _written(tmp_path / "store", "RLIMIT_FSIZE", 120_000)
    assert "the store can't be written" in done.stderr
    assert reported < ARTICLES
    _look_and_complete(tmp_path / "store", made, reported, expected)


def test_a_full_disk(small_disk: Path, tmp_path: Path, made: list[ArticleGraph], expected: bytes) -> None:
    reported, done = _written(small_disk / "store")
    assert "No space left on device" in done.stderr
    assert reported < ARTICLES
    moved = tmp_path / "moved"
    shutil.copytree(small_disk / "store", moved)
    _look_and_complete(moved, made, reported, expected)


def test_a_limit_of_memory(tmp_path: Path, made: list[ArticleGraph], expected: bytes) -> None:
    reported, done = _written(tmp_path / "store", "RLIMIT_AS", 24_000_000)
    # Oxigraph ends a process that gets no memory; Python raises an error.
    assert done.returncode == -signal.SIGABRT or "Error" in done.stderr
    assert reported < ARTICLES
    _look_and_complete(tmp_path / "store", made, reported, expected)


def test_a_disk_that_is_read_only(small_disk: Path, made: list[ArticleGraph]) -> None:
    path = small_disk / "store"
    store = OxigraphStore(path)
    store.write(made[:2])
    before = _dump(store)
    del store
    subprocess.run([str(shutil.which("mount")), "-o", "remount,ro", str(small_disk)], check=True)
    assert _dump(OxigraphStore(path, read_only=True)) == before
    with pytest.raises(StoreError, match="the store can't be opened: .*[Rr]ead-only file system"):
        OxigraphStore(path)


def test_a_folder_that_may_not_be_written_to(tmp_path: Path, made: list[ArticleGraph]) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere; see the read-only disk")
    path = tmp_path / "store"
    OxigraphStore(path).write(made[:2])
    path.chmod(0o555)
    try:
        assert OxigraphStore(path, read_only=True).statistics().articles == 2
        with pytest.raises(StoreError, match="the store can't be opened"):
            OxigraphStore(path)
    finally:
        path.chmod(0o755)
