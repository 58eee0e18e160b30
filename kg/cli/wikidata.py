"""`kg wikidata index`: an index for linking, made of a dump of Wikidata."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli import EXIT_DONE, EXIT_FAILURES
from kg.errors import ConfigError

if TYPE_CHECKING:
    from kg.link.dump import Progress as Done

__all__ = ["HELP", "configure", "run"]

HELP = """Make an index for linking of a dump of Wikidata: latest-all.json or latest-truthy.nt, also .gz .bz2 .zst.

The dump is read as a stream, in constant memory. A run that was stopped goes on where it was; the file appears under
its name when all of it is there. Use it as a layer above the shipped index: KG_INDEX=wikidata.sqlite kg build …
Dumps: https://dumps.wikimedia.org/wikidatawiki/entities/ (CC0)

examples:
  kg wikidata index latest-all.json.bz2 --lang ar,en -o wikidata.sqlite
  kg wikidata index latest-truthy.nt.gz --type Person --type City --min-sitelinks 3"""

_TYPES_HELP = "a class of the ontology to take, any number of times (default: all)"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg wikidata`."""
    parser.add_argument("action", choices=("index",), help="what to do with the dump")
    parser.add_argument("dump", type=Path, metavar="DUMP", help="the dump")
    parser.add_argument("--lang", default="ar,en", metavar="CODES", help="languages of names (default: %(default)s)")
    parser.add_argument("--type", action="append", default=[], metavar="CLASS", help=_TYPES_HELP)
    parser.add_argument(
        "--min-sitelinks", type=int, default=1, metavar="N", help="pages that an item needs (default: %(default)s)"
    )
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("wikidata.sqlite"), metavar="FILE", help="default: %(default)s"
    )


def run(arguments: argparse.Namespace) -> int:
    """Make the index; exit code 1 if lines of the dump could not be read."""
    from datetime import UTC, datetime

    from kg.gazetteer.index import Index
    from kg.link.dump import Filters, index_dump
    from kg.link.wikidata_item import class_names

    languages = tuple(code.strip() for code in arguments.lang.split(",") if code.strip())
    unknown = set(arguments.type) - class_names()
    if not languages or unknown:
        wrong = f"no class is called {', '.join(sorted(unknown))}; there are: {', '.join(sorted(class_names()))}"
        raise ConfigError(wrong if unknown else "--lang needs a language, such as ar,en")
    if not arguments.dump.is_file():
        raise ConfigError(f"{arguments.dump}: no such file; dumps: https://dumps.wikimedia.org/wikidatawiki/entities/")
    day = datetime.fromtimestamp(arguments.dump.stat().st_mtime, UTC).date().isoformat()
    with _progress(arguments.dump) as advance:
        report = index_dump(
            arguments.dump,
            arguments.output,
            filters=Filters(languages, frozenset(arguments.type), arguments.min_sitelinks),
            version=day,
            date=day,
            country_codes=Index().country_codes(),
            on_progress=advance,
        )
    for line, reason in report.broken:
        print(f"kg wikidata: {arguments.dump}:{line}: {reason}", file=sys.stderr)
    resumed = f" (went on from line {report.resumed_at})" if report.resumed_at else ""
    print(
        f"{report.lines} lines{resumed}, {report.items} items, {report.names} names, {report.broken_count} lines not "
        f"read; index: {arguments.output}",
        file=sys.stderr,
    )
    return EXIT_FAILURES if report.broken_count else EXIT_DONE


@contextmanager
def _progress(dump: Path) -> Iterator[Callable[[Done], None]]:
    """A progress bar over the bytes of the dump on a terminal, with lines a second; nothing where stderr is piped."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    import time

    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (DownloadColumn(), BarColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("index", total=dump.stat().st_size, rate="")
        started: list[float] = []
        first: list[int] = []

        def advance(done: Done) -> None:
            if not started:
                started.append(time.monotonic())
                first.append(done.lines)
                return
            rate = (done.lines - first[0]) / max(time.monotonic() - started[0], 0.001)
            progress.update(task, completed=done.position, rate=f"{rate:,.0f} lines/s, {done.items:,} items")

        yield advance
