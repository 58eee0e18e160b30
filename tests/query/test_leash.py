"""Queries that would never end are ended, those that would take all memory too; the store stays usable."""

from __future__ import annotations

import errno
import functools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import QueryError, StoreError
from kg.query.leash import can_leash, leashed
from kg.query.results import write
from kg.query.run import Question, ask
from kg.store.oxigraph import OxigraphStore
from kg.store.reading import StoreReader

pytestmark = pytest.mark.skipif(not can_leash(), reason="this system can't fork")

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?l ?a"


def test_the_answer_comes_back() -> None:
    assert leashed(lambda: 7, seconds=10) == 7
    assert leashed(lambda: None, seconds=None) is None


def test_the_work_is_done_in_another_process() -> None:
    assert leashed(os.getpid, seconds=10) != os.getpid()


def test_an_error_comes_back_with_its_message() -> None:
    def work() -> int:
        raise QueryError("query:1:2: هذا خطأ")

    with pytest.raises(QueryError, match="query:1:2: هذا خطأ"):
        leashed(work, seconds=10)


def test_a_fault_of_ours_is_shown_and_not_taken_for_an_answer(capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> int:
        return 1 // 0

    with pytest.raises(QueryError, match="the query failed with the error above"):
        leashed(work, seconds=10)
    assert "ZeroDivisionError" in capfd.readouterr().err


@pytest.mark.parametrize("error", [MemoryError(), OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))])
def test_an_error_for_want_of_memory_is_told_as_that(error: Exception, capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> int:
        raise error

    def opening() -> int:
        raise StoreError("news: the store can't be opened") from error

    for failing in (work, opening):
        with pytest.raises(QueryError, match="the query needed more than 500 MB of memory and was ended"):
            leashed(failing, seconds=10, memory_mb=500)
    assert capfd.readouterr().err == ""


def test_an_endless_query_is_ended_in_time_and_the_store_stays_usable(news_path: Path) -> None:
    def work() -> int | None:
        with Path(os.devnull).open("wb") as out:
            return write(ask(Question(ENDLESS, "query"), StoreReader(news_path), {}), out, None)

    started = time.monotonic()
    with pytest.raises(QueryError, match=r"ended after 0.5 s \(--timeout\)"):
        leashed(work, seconds=0.5)
    assert time.monotonic() - started < 20  # and not for ever, on however busy a machine
    assert OxigraphStore(news_path, read_only=True).statistics().articles == 3


def test_a_greedy_query_is_ended_before_it_takes_all_memory(news_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "query", GREEDY, "--store", str(news_path), "-f", "csv", "--memory", "700"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 3
    assert "kg query: the query needed more than 700 MB of memory and was ended" in done.stderr
    assert done.stdout == ""


def _wait_for_a_child(pid: int) -> None:
    """Until the command has handed its query to the process that runs it."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    until = time.monotonic() + 30
    while children.exists() and not children.read_text().strip() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(0.5)


def test_ctrl_c_ends_an_aggregate_at_once(news_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "query", ENDLESS, "--store", str(news_path), "--timeout", "60"]
    # A shell's background jobs ignore the signal, and what they start with them.
    heeding = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=heeding) as process:
        _wait_for_a_child(process.pid)
        started = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(10) == 130
        assert time.monotonic() - started < 20


def test_an_unfinished_answer_leaves_no_file(news_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "answer.csv"
    command = [sys.executable, "-m", "kg", "query", ENDLESS.replace("(COUNT(*) AS ?n)", "*"), "--store", str(news_path)]
    done = subprocess.run(
        [*command, "--timeout", "0.5", "-o", str(target)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert "ended after 0.5 s" in done.stderr
    assert list(tmp_path.iterdir()) == []
