"""Oxigraph's threads that merge files stand behind the others of a process that writes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from kg.store.compaction import NICENESS, give_way, merging_threads
from kg.store.oxigraph import OxigraphStore

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="threads have no niceness of their own")


def test_threads_that_merge_files_give_way_once_a_store_is_open_for_writing(tmp_path: Path) -> None:
    own = os.getpriority(os.PRIO_PROCESS, os.getpid())
    store = OxigraphStore(tmp_path / "store")
    threads = merging_threads()
    assert threads
    assert all(os.getpriority(os.PRIO_PROCESS, thread) >= min(own + NICENESS, 19) for thread in threads)
    assert os.getpriority(os.PRIO_PROCESS, os.getpid()) == own
    del store


def test_a_thread_that_stands_further_behind_stays_there(tmp_path: Path) -> None:
    store = OxigraphStore(tmp_path / "store")
    for thread in merging_threads():
        os.setpriority(os.PRIO_PROCESS, thread, 19)
    give_way()
    assert {os.getpriority(os.PRIO_PROCESS, thread) for thread in merging_threads()} == {19}
    del store
