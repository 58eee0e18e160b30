"""`kg query`: ask a store. Neither extraction nor heavy libraries are imported on this way: it starts at once."""

from __future__ import annotations

import argparse
import os
import sys

from kg.cli import EXIT_DONE
from kg.cli.options import add_output_option, add_queries_option, add_store_option, written_whole
from kg.errors import ConfigError
from kg.query.library import SavedQuery
from kg.query.results import FORMATS, Layout, format_of, write
from kg.query.run import Question, ask, explained, question
from kg.store.locate import open_reader

TYPE_CHECKING = False  # as the type checker reads it; the name in `typing` costs the import of that module
if TYPE_CHECKING:
    from typing import BinaryIO

__all__ = ["HELP", "configure", "run"]

HELP = """Ask a store by SPARQL.

QUERY is the name of a saved query (`kg queries` lists them), a .rq file, - for standard input, or SPARQL text. VALUES
are for the parameters of a saved query, in their order or as NAME=VALUE; an entity is given by its name in any
spelling, its English name, QID or IRI.

The prefixes kg, rdf, rdfs, xsd, owl, skos, dcterms, prov, sem, schema, geo, wd, gn … need no declaration, and IRIs are
relative to the store's base: <entity/Q858>. The default graph is the facts layer, which has each thing once; the
evidence is in the named graph of each article.

examples:
  kg query events
  kg query attacks_by_place 'دير الزور' from=2021-06 --format csv
  kg query 'SELECT ?name { ?x a kg:ArmedGroup ; rdfs:label ?name }'
  kg query cooccurrence -o network.ttl
  kg query my-question.rq --timeout 30
  kg query --update 'DELETE WHERE { <entity/Q858> skos:altLabel "سوريه"@ar }'"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg query`."""
    # Said here, since argparse takes as long to make it up as to read the arguments.
    parser.usage = "%(prog)s QUERY [VALUE ...] [options]"
    parser.add_argument("query", metavar="QUERY", help="saved query, file, - or SPARQL text")
    parser.add_argument("values", nargs="*", metavar="VALUE", help="values of its parameters, or NAME=VALUE")
    add_store_option(parser)
    parser.add_argument("-p", "--param", action="append", default=[], metavar="NAME=VALUE", help="the same as VALUE")
    parser.add_argument("-f", "--format", choices=FORMATS, metavar="FORMAT", help=f"one of: {' '.join(FORMATS)}")
    add_output_option(parser)
    parser.add_argument("--limit", type=_count, metavar="N", help="print N rows at most")
    parser.add_argument("--offset", type=_count, default=0, metavar="N", help="leave N rows out before them")
    parser.add_argument("--explain", action="store_true", help="print what is asked, all filled in, and do not ask it")
    parser.add_argument(
        "--update", action="store_true", help="QUERY is an update, and changes the store: SPARQL Update, file or -"
    )
    parser.add_argument("--width", type=_count, metavar="N", help="columns of a table; 0 never wraps a cell")
    parser.add_argument(
        "--bidi",
        choices=("isolate", "plain"),
        default="isolate",
        help="whether Arabic cells of a table carry marks that keep them in their columns (default: %(default)s)",
    )
    parser.add_argument("--timeout", type=_seconds, metavar="SECONDS", help="end a query that takes longer")
    parser.add_argument(
        "--memory", type=_count, metavar="MB", help="end a query that takes more memory (default with --timeout: 4096)"
    )
    add_queries_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Open the store for reading, ask, print; or change it, where that is asked for."""
    if arguments.update:
        return _update(arguments)
    asked = question(arguments.query, stdin=sys.stdin, extra=arguments.queries)
    words = [*arguments.param, *arguments.values]
    if words and asked.saved is None:
        raise ConfigError("values are for saved queries and for files with a `#+ param:` header")
    given = _assigned(asked.saved, words) if asked.saved is not None and words else {}
    if arguments.explain:
        print(explained(asked, open_reader(arguments.store), given))
        return EXIT_DONE
    name = _format(arguments)
    if arguments.output is None:
        sys.stdout.flush()
        _answer(asked, given, name, sys.stdout.buffer, arguments)
    else:
        with written_whole(arguments.output) as out:
            _answer(asked, given, name, out, arguments)
    return EXIT_DONE


def _update(arguments: argparse.Namespace) -> int:
    """Change the store, in a child process where there is a limit."""
    from kg.query.updating import text_of, update
    from kg.store.locate import open_store

    if arguments.values or arguments.param or arguments.explain or arguments.output or arguments.format:
        raise ConfigError("an update takes no values and prints nothing: leave VALUE, --explain, --format, -o away")
    text, shown = text_of(arguments.query, stdin=sys.stdin)

    def work() -> None:
        update(text, shown, open_store(arguments.store, create=False))

    if arguments.timeout is not None or arguments.memory is not None:
        from kg.query.leash import MEMORY_MB, leashed

        leashed(work, seconds=arguments.timeout, memory_mb=arguments.memory or MEMORY_MB)
    else:
        work()
    print(
        f"{arguments.store}: updated; `kg check` tells whether the facts still follow from the articles",
        file=sys.stderr,
    )
    return EXIT_DONE


def _assigned(saved: SavedQuery, words: list[str]) -> dict[str, list[str]]:
    from kg.query.parameters import assign

    return assign(saved, words)


def _answer(
    asked: Question, given: dict[str, list[str]], name: str | None, out: BinaryIO, arguments: argparse.Namespace
) -> None:
    """Ask and write; in a child process where there is a limit, or somebody who may press Ctrl-C."""
    to_terminal = arguments.output is None and sys.stdout.isatty()
    width = _width(arguments.width, to_terminal=to_terminal)

    def work() -> int | None:
        store = open_reader(arguments.store)
        layout = Layout(
            base=store.base,
            limit=arguments.limit,
            offset=arguments.offset,
            width=width,
            isolate=arguments.bidi == "isolate",
            colour=to_terminal and "NO_COLOR" not in os.environ,
        )
        rows = write(ask(asked, store, given), out, name, layout)
        out.flush()
        return rows

    if arguments.timeout is not None or arguments.memory is not None or sys.stderr.isatty():
        from kg.query.leash import MEMORY_MB, leashed

        rows = leashed(work, seconds=arguments.timeout, memory_mb=arguments.memory or MEMORY_MB)
    else:
        rows = work()
    if rows is not None and (to_terminal or arguments.output is not None):
        where = "" if arguments.output is None else f"{arguments.output}: "
        print(f"{where}{rows} {'row' if rows == 1 else 'rows'}", file=sys.stderr)


def _format(arguments: argparse.Namespace) -> str | None:
    if arguments.output is None:
        return format_of(arguments.format, "")
    name = format_of(arguments.format, arguments.output.suffix[1:].lower())
    if name is None:
        raise ConfigError(f"{arguments.output}: its ending tells no format; add --format, one of {' '.join(FORMATS)}")
    return name


def _width(wanted: int | None, *, to_terminal: bool) -> int | None:
    if wanted is not None:
        return wanted or None
    if not to_terminal:
        return None
    import shutil

    return shutil.get_terminal_size().columns


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"a number from 0 on, not {text}")
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"a number of seconds above 0, not {text}")
    return number
