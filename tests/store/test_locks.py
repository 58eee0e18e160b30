"""Who has locked a file: asked of the kernel, without letting go of a lock of one's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.store.locks import locking_process, tells
from kg.store.opening import is_being_written
from kg.store.oxigraph import OxigraphStore

pytestmark = pytest.mark.skipif(not tells(), reason="this system does not tell who holds a lock")
HOLD = """
import sys
from pathlib import Path
from kg.store.oxigraph import OxigraphStore
store = OxigraphStore(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
"""


def test_another_process_is_named_as_long_as_it_writes(tmp_path: Path) -> None:
    OxigraphStore(tmp_path / "other")  # this process has a store of its own, which is none of the other's business
    path = tmp_path / "store"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        assert locking_process(path / "LOCK") == str(writer.pid)
        assert is_being_written(path)
        writer.communicate("\n")
    assert locking_process(path / "LOCK") is None
    assert not is_being_written(path)


def test_asking_for_ones_own_lock_does_not_let_go_of_it(tmp_path: Path) -> None:
    store = OxigraphStore(tmp_path)
    for _ in range(2):
        assert is_being_written(tmp_path)
    open_it = (
        "import sys; from pathlib import Path; from kg.store.oxigraph import OxigraphStore as S; S(Path(sys.argv[1]))"
    )
    second = subprocess.run([sys.executable, "-c", open_it, str(tmp_path)], capture_output=True, text=True, check=False)
    assert "another process" in second.stderr
    del store
    assert not is_being_written(tmp_path)


def test_what_is_not_there_is_not_locked(tmp_path: Path) -> None:
    assert locking_process(tmp_path / "LOCK") is None
