"""`kg build`: articles in, knowledge graph out."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.cli import EXIT_DONE, EXIT_FAILURES
from kg.cli.log import FORMATS, Log
from kg.cli.options import add_store_option, decisions_of
from kg.cli.progress import Advance, articles_bar
from kg.pipeline import BuildReport, build, read, understand
from kg.seams import names
from kg.work.outcome import Failure, Item, Outcome
from kg.work.unchanged import Rebuild, without_unchanged

if TYPE_CHECKING:
    from kg.work.recipe import Recipe

__all__ = ["HELP", "configure", "run"]

HELP = """Read articles, extract their entities, events and claims, link them and put them into a store.

INPUT is a file (.txt .md .html .jsonl .json, also .gz and .zst), a folder, the URL of either (s3://…, by fsspec: pip
install 'khabar-kg[urls]'), or - for standard input.
An article that is in the store already is passed over if nothing has changed, neither its words nor the engine, the
models or the lexicons; else it is replaced. So a build that was interrupted goes on when it is run again.
Decisions (STORE.decisions.tsv) edited by hand hold for articles read from then on; `kg link` brings them to the others.

The store keeps the text of each article in a graph of its own, …/graph/texts: the explorer shows it, backups and the
SPARQL endpoint have it, `kg export` leaves it out unless asked. With --no-text nothing is kept of a text beyond its
title, the names in it and the sentences that tell events.

examples:
  kg build seeds/
  kg build --store war.store --jobs 8 articles.jsonl.gz reports/
  zcat more.jsonl.gz | kg build -"""


_PROGRESS_ARTICLES = 100


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg build`."""
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="file, folder, URL or -")
    add_store_option(parser)
    parser.add_argument("--base", metavar="IRI", help="base of the IRIs in a new store")
    engines = ", ".join(names("extractor"))
    parser.add_argument(
        "--engine", "--ner", default="accurate", help=f"how names are found: {engines} (default: %(default)s)"
    )
    parser.add_argument(
        "--linker", default="offline", help=f"how names are linked: {', '.join(names('linker'))} (default: %(default)s)"
    )
    parser.add_argument(
        "--rebuild",
        action=argparse.BooleanOptionalAction,
        help="read all articles again; with --no-rebuild, only those whose words have changed",
    )
    parser.add_argument(
        "--no-text",
        dest="text",
        action="store_false",
        help="do not keep the articles' texts, which the explorer shows, in the store (also KG_TEXT=no)",
        default=os.environ.get("KG_TEXT", "").lower() not in {"no", "0", "off", "false"},
    )
    parser.add_argument("--scheduler", metavar="WHERE", help="work on a Dask cluster: `local`, or dask://HOST:PORT")
    parser.add_argument(
        "--shards", metavar="URL", help="folder that all machines of the cluster see (default: a temporary one)"
    )
    parser.add_argument(
        "--log", choices=FORMATS, default="text", help="how to tell what happens: text, or a JSON object a line"
    )
    parser.add_argument(
        "-j", "--jobs", type=_jobs, metavar="N", help="processes that work (default: one a core, if it pays)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Build, print the summary, and say by the exit code whether every article made it."""
    from kg.link.decisions import Decisions
    from kg.read import read_articles
    from kg.read.meter import Meter
    from kg.store.locate import open_store
    from kg.work.configuration import configuration
    from kg.work.manifest import Run
    from kg.work.recipe import Recipe

    rebuild = {None: Rebuild.CHANGED, True: Rebuild.ALL, False: Rebuild.WORDS_ONLY}[arguments.rebuild]
    store = open_store(arguments.store, base=arguments.base)
    decisions = decisions_of(arguments.store)
    Decisions.read(decisions)  # what is wrong in it is told before the first article is read
    settings = configuration(arguments.engine, arguments.linker, text=arguments.text)
    this_run = Run.begin(store.base, arguments.engine, arguments.linker, settings)
    recipe = Recipe(arguments.engine, arguments.linker, store.base, this_run.iri, str(decisions), arguments.text)
    meter = Meter()
    shown = sys.stderr.isatty() and arguments.log == "text"
    total = Meter.total(arguments.inputs) if shown else None
    log = Log("build", arguments.log)
    log.say("started", None, run=this_run.iri, engine=arguments.engine, linker=arguments.linker, configuration=settings)
    with articles_bar(lambda: meter.done, total, shown=shown) as advance:
        heard = _Ear(log, advance)
        articles = read(read_articles(arguments.inputs, stdin=sys.stdin.buffer, meter=meter))
        to_do = without_unchanged(
            articles, store, settings, rebuild, on_other_configuration=lambda: _other_configuration(log, rebuild)
        )
        with _outcomes(to_do, recipe, arguments) as outcomes:
            report = build(outcomes, store=store, on_outcome=heard, run=this_run)
    _summarise(log, report, str(arguments.store))
    return EXIT_FAILURES if report.failures else EXIT_DONE


@contextmanager
def _outcomes(items: Iterable[Item], recipe: Recipe, arguments: argparse.Namespace) -> Iterator[Iterator[Outcome]]:
    """What is understood, here or on a cluster."""
    if arguments.scheduler is None:
        yield understand(items, recipe, arguments.jobs)
        return
    from kg.work.cluster import understand_on_cluster

    with TemporaryDirectory(prefix="khabar-shards-") as folder:
        yield understand_on_cluster(items, recipe, arguments.scheduler, arguments.shards or folder)


class _Ear:
    """Tells of failures at once, and of progress now and then."""

    def __init__(self, log: Log, advance: Advance) -> None:
        self._log, self._advance = log, advance
        self._count, self._started = 0, time.monotonic()

    def __call__(self, outcome: Outcome) -> None:
        self._count += 1
        if isinstance(outcome, Failure):
            fields = {"path": outcome.path, "line": outcome.line, "article": outcome.article, "reason": outcome.reason}
            self._log.say("failure", f"kg build: {outcome}", **fields)
        if self._count % _PROGRESS_ARTICLES == 0:
            seconds = time.monotonic() - self._started
            self._log.say("progress", None, articles=self._count, articles_per_s=round(self._count / seconds, 2))
        self._advance()


def _other_configuration(log: Log, rebuild: Rebuild) -> None:
    kept = rebuild is Rebuild.WORDS_ONLY
    what = "they are kept as they are" if kept else "they are read again; --no-rebuild keeps them as they are"
    text = f"kg build: another engine, model, lexicon or version has read articles of this store: {what}"
    log.say("other configuration", text, kept=kept)


def _jobs(text: str) -> int:
    jobs = int(text)
    if jobs < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return jobs


def _summarise(log: Log, report: BuildReport, store: str) -> None:
    rate = report.articles / report.seconds if report.seconds else 0.0
    text = (
        f"{report.articles} articles, {report.entities} entities, {report.events} events, {report.claims} claims, "
        f"{report.links} links, {report.quads} quads in {report.seconds:.1f} s ({rate:.1f} articles/s); "
        f"{report.unchanged} unchanged, {len(report.failures)} failures; store: {store}"
    )
    counts = ("articles", "entities", "events", "claims", "links", "quads", "unchanged")
    log.say(
        "finished",
        text,
        **{name: getattr(report, name) for name in counts},
        failures=len(report.failures),
        seconds=round(report.seconds, 3),
        stages={name: round(seconds, 3) for name, seconds in report.stages},
        store=store,
    )
