"""A progress bar on standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["Advance", "articles_bar"]

Advance = Callable[[], None]


@contextmanager
def articles_bar(done: Callable[[], int], total: int | None, *, shown: bool) -> Iterator[Advance]:
    """A bar that counts articles and tells their rate; to be advanced by one.

    `done` of `total` bytes tell how far the input is read, and so how much time remains; `None` is an unknown total.
    Where it is not `shown`, nothing is drawn.
    """
    if not shown:
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.fields[articles]:,} articles"),
        TextColumn("{task.fields[rate]}"),
        BarColumn(),
        TimeElapsedColumn(),
        *(() if total is None else (TextColumn("left"), TimeRemainingColumn())),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("build", total=total, articles=0, rate="")
        articles = 0

        def advance() -> None:
            nonlocal articles
            articles += 1
            elapsed = progress.tasks[0].elapsed or 0.0
            rate = f"{articles / elapsed:,.1f}/s" if elapsed > 1 else ""
            progress.update(task, completed=done() if total is not None else articles, articles=articles, rate=rate)

        yield advance
