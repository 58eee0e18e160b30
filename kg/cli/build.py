"""`kg build`: articles in, knowledge graph out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kg.cli import EXIT_DONE, EXIT_FAILURES
from kg.cli.options import add_store_option
from kg.errors import InputError
from kg.model import Article
from kg.pipeline import BuildReport, Failure, build
from kg.seams import load, names

__all__ = ["HELP", "configure", "run"]

HELP = """Read articles, extract their entities, events and claims, link them and put them into a store.

INPUT is a file (.txt .md .html .jsonl .json, also .gz and .zst), a folder, or - for standard input.
An article that is in the store already is replaced; nothing else in the store changes.

examples:
  kg build seeds/
  kg build --store war.store articles.jsonl.gz reports/
  zcat more.jsonl.gz | kg build -"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg build`."""
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="file, folder or -")
    add_store_option(parser)
    parser.add_argument("--base", metavar="IRI", help="base of the IRIs in a new store")
    engines = ", ".join(names("extractor"))
    parser.add_argument("--engine", default="accurate", help=f"how names are found: {engines} (default: %(default)s)")
    parser.add_argument(
        "--linker", default="offline", help=f"how names are linked: {', '.join(names('linker'))} (default: %(default)s)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Build, print the summary, and say by the exit code whether every article made it."""
    from kg.ontology.schema import Schema
    from kg.rdf.mapper import Mapper
    from kg.read import read_articles
    from kg.store.oxigraph import OxigraphStore

    extractor, linker = load("extractor", arguments.engine)(), load("linker", arguments.linker)()
    store = OxigraphStore(arguments.store, base=arguments.base)
    with _progress() as advance:
        report = build(
            read_articles(arguments.inputs, stdin=sys.stdin.buffer),
            extractor=extractor,
            linker=linker,
            mapper=Mapper(Schema.load(), store.base),
            store=store,
            on_article=advance,
            on_failure=_complain,
        )
    _summarise(report, str(arguments.store))
    return EXIT_FAILURES if report.failures else EXIT_DONE


def _complain(failure: Failure) -> None:
    print(f"kg build: {failure}", file=sys.stderr)


@contextmanager
def _progress() -> Iterator[Callable[[Article | InputError], None]]:
    """A progress line on a terminal; nothing where stderr is piped."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} articles"),
        BarColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("build", total=None, rate="")

        def advance(_: Article | InputError) -> None:
            speed = progress.tasks[task].speed
            progress.update(task, advance=1, rate=f"{speed:.1f}/s" if speed else "")

        yield advance


def _summarise(report: BuildReport, store: str) -> None:
    rate = report.articles / report.seconds if report.seconds else 0.0
    print(
        f"{report.articles} articles, {report.entities} entities, {report.events} events, {report.claims} claims, "
        f"{report.links} links, {report.quads} quads in {report.seconds:.1f} s ({rate:.1f} articles/s); "
        f"{len(report.failures)} failures; store: {store}",
        file=sys.stderr,
    )
