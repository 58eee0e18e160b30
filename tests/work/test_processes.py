"""Several processes: the outcomes of one, in the same order, whatever happens to the others."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.model import Article, Origin
from kg.pipeline import understand
from kg.work.outcome import Failure, Item, Understood
from kg.work.processes import portions, understand_in_processes
from kg.work.recipe import MAX_CHARACTERS, Recipe


def _articles(*texts: str) -> list[Item]:
    return [Article(f"a{n}", text, origin=Origin("x.jsonl", n)) for n, text in enumerate(texts, 1)]


def test_processes_give_what_one_gives_in_the_same_order(obedient: str) -> None:
    items = _articles(*(f"مدينة{n} قصيرة" for n in range(50)), "fail", "مدينة أخرى")
    items.insert(7, Failure("broken.txt", None, None, "no"))
    recipe = Recipe(obedient, "none")

    def comparable(jobs: int) -> list[object]:
        outcomes = understand(items, recipe, jobs)
        return [(o.graph, o.counts) if isinstance(o, Understood) else o for o in outcomes]

    one = comparable(1)
    assert len(one) == len(items)
    assert one[7] == items[7]
    assert one[51] == Failure("x.jsonl", 51, "a51", "ZeroDivisionError: told to")
    assert comparable(2) == one


def test_a_process_that_dies_takes_no_other_article_with_it(obedient: str) -> None:
    items = _articles(*(["مدينة"] * 20), "die", *(["مدينة"] * 20))
    outcomes = list(understand_in_processes(items, Recipe(obedient, "none"), 2))
    wrong = [(n, o) for n, o in enumerate(outcomes) if not isinstance(o, Understood)]
    reason = "the process that read it died twice: out of memory?"
    assert wrong == [(20, Failure("x.jsonl", 21, "a21", reason))]
    assert len(outcomes) == 41


def test_no_more_is_read_than_what_keeps_the_processes_busy(obedient: str) -> None:
    read = 0

    def endless() -> Iterator[Item]:
        nonlocal read
        while True:
            read += 1
            yield Article(f"a{read}", "مدينة")

    outcomes = understand_in_processes(endless(), Recipe(obedient, "none"), 1)
    for _ in range(100):
        assert isinstance(next(outcomes), Understood)
    outcomes.close()  # type: ignore[attr-defined]
    assert read <= 100 + 16 * 4


def test_portions_are_bounded_by_number_and_by_length() -> None:
    assert [len(p) for p in portions(_articles(*["س"] * 40))] == [16, 16, 8]
    assert [len(p) for p in portions(_articles("س" * 50_000, "س" * 30_000, "س" * 30_000, "س"))] == [1, 2, 1]


def test_a_book_is_no_article(obedient: str) -> None:
    (outcome,) = understand(_articles("س" * (MAX_CHARACTERS + 1)), Recipe(obedient, "none"), 1)
    assert isinstance(outcome, Failure)
    assert "500,001 characters are too many" in outcome.reason


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes as Linux shows them")
def test_workers_end_with_a_parent_that_is_killed(obedient: str, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import itertools, multiprocessing\n"
        "from kg.model import Article\n"
        "from kg.work.processes import understand_in_processes\n"
        "from kg.work.recipe import Recipe\n"
        "if __name__ == '__main__':\n"
        "    articles = (Article(f'a{n}', 'word') for n in itertools.count())\n"
        "    outcomes = understand_in_processes(articles, Recipe('obedient', 'none'), 2)\n"
        "    next(outcomes)\n"
        "    print(*(p.pid for p in multiprocessing.active_children()), flush=True)\n"
        "    for _ in outcomes: pass\n"
    )
    paths = ":".join(sys.path)
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": paths}
    ) as parent:
        assert parent.stdout is not None
        workers = [Path(f"/proc/{pid}/cmdline") for pid in parent.stdout.readline().split()]
        assert len(workers) == 2
        parent.kill()
    deadline = time.monotonic() + 10
    while any(_runs(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_runs(worker) for worker in workers)


def _runs(cmdline: Path) -> bool:
    """Whether a process is there and is no mere entry that waits for its parent to look at it."""
    try:
        return b"multiprocessing" in cmdline.read_bytes()
    except OSError:
        return False
