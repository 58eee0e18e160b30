"""`kg link`: why a name is linked, linking a store anew, decisions of people, and the links as tables."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli import EXIT_DONE, EXIT_FAILURES
from kg.cli.options import add_store_option, decisions_of, written_whole
from kg.errors import ConfigError

if TYPE_CHECKING:
    from kg.link.linker import OfflineLinker
    from kg.link.scoring import Scored

__all__ = ["HELP", "configure", "run"]

HELP = """Link the entities of a store with Wikidata and GeoNames, explain a link, decide one, or write the links out.

Without option the store is linked anew with the offline index: after a new index, or with other layers.
accept, reject, set and undo keep a decision beside the store (STORE.decisions.tsv), where no rebuild touches it, and
apply it at once. accept takes a candidate that the linker found, set any Wikidata id, or NIL for no item.
After editing that file by hand run `kg link`: a build alone applies it only to the articles that it reads.

examples:
  kg link --explain طرابلس --type City --state LB
  kg link set 'حقل العمر' Q28969560 --type EnergySite
  kg link reject 'الميدان' Q5972
  kg link undo 'الميدان'
  kg link --wikidata --contact you@example.org
  kg link --export sssom -o links.sssom.tsv"""

_VERBS = {"accept": ("NAME", "QID"), "reject": ("NAME", "QID"), "set": ("NAME", "QID"), "undo": ("NAME",)}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg link`."""
    parser.add_argument("decision", nargs="*", metavar="accept|reject|set|undo NAME QID", help="decide about a name")
    add_store_option(parser)
    parser.add_argument(
        "--explain", metavar="NAME", help="show the candidates for a name, with what makes their scores"
    )
    parser.add_argument("--type", metavar="CLASS", help="the class that the name is of (for --explain: Place)")
    parser.add_argument(
        "--state", metavar="ISO", action="append", default=[], help="with --explain: a state of the article"
    )
    parser.add_argument("--article", metavar="ID", help="the one article for which a decision holds (default: all)")
    parser.add_argument("--export", choices=("sssom", "csv", "openrefine"), help="write the links as a table")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="with --export: write to FILE")
    parser.add_argument("--wikidata", action="store_true", help="search Wikidata for what the index does not settle")
    parser.add_argument("--offline", action="store_true", help="with --wikidata: the cache alone, never the network")
    parser.add_argument(
        "--contact",
        default=os.environ.get("KG_CONTACT", ""),
        metavar="ADDRESS",
        help="with --wikidata: mail or page of whoever runs this (default: $KG_CONTACT)",
    )
    parser.add_argument("--api", default=os.environ.get("KG_WIKIDATA_API", ""), metavar="URL", help=argparse.SUPPRESS)
    parser.add_argument(
        "--cache",
        type=Path,
        default=Path(os.environ.get("KG_CACHE") or Path.home() / ".cache" / "khabar-kg") / "wikidata.sqlite",
        metavar="FILE",
        help="with --wikidata: where answers are kept (default: in $KG_CACHE or ~/.cache/khabar-kg)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Do the one thing that was asked for."""
    asked = [bool(arguments.decision), arguments.explain is not None, arguments.export is not None, arguments.wikidata]
    if sum(asked) > 1:
        raise ConfigError("a decision, --explain, --export and --wikidata: one of them at a time")
    if arguments.offline and not arguments.wikidata:
        raise ConfigError("--offline goes with --wikidata; without it nothing asks the network")
    if arguments.explain is not None:
        return _explain(arguments)
    if arguments.export is not None:
        return _export(arguments)
    if arguments.decision:
        return _decide(arguments)
    return _wikidata(arguments) if arguments.wikidata else _relink(arguments)


def _explain(arguments: argparse.Namespace) -> int:
    """Print the candidates, the best first; exit code 1 if there are none."""
    from kg.link.linker import OfflineLinker

    states = dict.fromkeys((code.upper() for code in arguments.state), 1.0)
    linker = OfflineLinker()
    candidates = linker.explain(arguments.explain, arguments.type or "Place", states)
    best = linker.chosen(arguments.explain, arguments.type or "Place", states)
    for scored in candidates:
        row = scored.row
        ids = " ".join(part for part in (row.qid or "", f"gn:{row.geonames}" if row.geonames else "") if part)
        features = ", ".join(f"{name} {value:.2f}" for name, value in scored.features.items() if value)
        mark = "*" if best is not None and row.id == best.row.id else " "
        print(f"{mark} {scored.score:.2f}  {ids:24} {row.type:16} {row.label_en} ({row.country or '–'})  [{features}]")
    verdict = f"linked with {best.row.qid or f'gn:{best.row.geonames}'}" if best else "not linked"
    print(f"{verdict}; {len(candidates)} candidates; source of the best: {candidates[0].row.source}" if candidates else
          "not linked: the index has no such name of this type", file=sys.stderr)  # fmt: skip
    return EXIT_DONE if candidates else EXIT_FAILURES


def _export(arguments: argparse.Namespace) -> int:
    from kg.export.links import as_csv, as_openrefine, as_sssom, records
    from kg.ontology.schema import Schema
    from kg.store.locate import folder_of
    from kg.store.oxigraph import OxigraphStore

    store = OxigraphStore(folder_of(arguments.store, "link"), read_only=True)
    schema = Schema.load()
    found = records(store, {name: len(schema.ancestors(name)) for name in schema.classes()})
    match arguments.export:
        case "sssom":
            lines = as_sssom(found, store.base)
        case "csv":
            lines = as_csv(found)
        case _:
            lines = as_openrefine(found)
    if arguments.output is None:
        sys.stdout.writelines(lines)
    else:
        with written_whole(arguments.output) as out:
            out.writelines(line.encode() for line in lines)
    return EXIT_DONE


def _decide(arguments: argparse.Namespace) -> int:
    from kg.link.decisions import Decisions, Judgement, decide
    from kg.link.linker import OfflineLinker

    verb, *words = arguments.decision
    if verb not in _VERBS or not len(_VERBS[verb]) <= len(words) <= len(("NAME", "QID")):
        usage = "; ".join(f"kg link {name} {' '.join(places)}" for name, places in _VERBS.items())
        raise ConfigError(f"a decision is one of: {usage}")
    name, qid = words[0], words[1] if len(words) > 1 else None
    path = decisions_of(arguments.store)
    decisions = Decisions.read(path)
    if verb == "undo":
        changed = decisions.without(name, qid)
        if changed == decisions:
            print(f"kg link: {path} has no decision on {name!r}", file=sys.stderr)
            return EXIT_FAILURES
    else:
        judgement = Judgement.REJECTED if verb == "reject" else Judgement.ACCEPTED
        decision = decide(name, judgement, str(qid), arguments.type, arguments.article)
        if verb == "accept" and qid not in {one.row.qid for one in _offered(OfflineLinker(), name, arguments.type)}:
            raise ConfigError(
                f"{qid} is no candidate of {name!r}; see kg link --explain, or decide it with: kg link set"
            )
        changed = decisions.with_(decision)
    changed.write(path)
    return _relink(arguments, names=(name,))


def _offered(linker: OfflineLinker, name: str, kind: str | None) -> Iterator[Scored]:
    for one in (kind,) if kind else ("Place", "Person", "Organization", "Facility"):
        yield from linker.explain(name, one)


def _relink(arguments: argparse.Namespace, names: tuple[str, ...] | None = None) -> int:
    from kg.link.decisions import Decisions
    from kg.link.linker import OfflineLinker

    decisions = Decisions.read(decisions_of(arguments.store))
    return _apply(arguments, OfflineLinker(decisions=decisions), names)


def _wikidata(arguments: argparse.Namespace) -> int:
    from kg.link.decisions import Decisions
    from kg.link.live import WikidataLinker
    from kg.link.wikidata import API, Settings, WikidataClient

    settings = Settings(arguments.contact, arguments.cache, api=arguments.api or API, offline=arguments.offline)
    client = WikidataClient(settings, tell=lambda wait: print(f"kg link: {wait}", file=sys.stderr))
    try:
        return _apply(arguments, WikidataLinker(client, Decisions.read(decisions_of(arguments.store))), None)
    finally:
        print(f"requests to Wikidata: {client.requests}", file=sys.stderr)
        client.close()


def _apply(arguments: argparse.Namespace, linker: OfflineLinker, names: tuple[str, ...] | None) -> int:
    from kg.ontology.schema import Schema
    from kg.rdf.mapper import Mapper
    from kg.relink import relink
    from kg.store.locate import folder_of
    from kg.store.oxigraph import OxigraphStore

    store = OxigraphStore(folder_of(arguments.store, "link"), create=False)
    schema = Schema.load()
    with _progress() as advance:
        report = relink(store, linker, schema, Mapper(schema, store.base), names=names, on_article=advance)
    print(
        f"{report.articles} articles, {report.entities} entities, {report.links} links; "
        f"{report.changed} articles changed; store: {arguments.store}",
        file=sys.stderr,
    )
    return EXIT_DONE


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on a terminal; nothing where stderr is piped."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("linking"), BarColumn(), MofNCompleteColumn(), TextColumn("articles"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("link", total=None)
        yield lambda _, number, total: progress.update(task, completed=number, total=total)
