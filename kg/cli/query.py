"""`kg query`: ask a store. This command imports neither extraction nor heavy libraries, so that it starts at once."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from kg.cli import EXIT_DONE
from kg.cli.options import add_store_option
from kg.errors import ConfigError
from kg.query.results import FORMATS, format_of, write
from kg.query.run import ask, question

__all__ = ["HELP", "configure", "run"]

HELP = """Ask a store by SPARQL.

QUERY is the name of a saved query (`kg queries` lists them), a file, - for standard input, or SPARQL text. The prefixes
kg, rdf, rdfs, xsd, owl, skos, dcterms, prov, sem, schema, geo, wd and gn need no declaration. The default graph is the
facts layer, each thing once; each article's evidence is in the named graph of the article.

examples:
  kg query events
  kg query attacks_by_place -p place='دير الزور' --format csv
  kg query 'SELECT ?name { ?x a kg:ArmedGroup ; rdfs:label ?name }'
  kg query cooccurrence -o network.ttl"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg query`."""
    parser.add_argument("query", metavar="QUERY", help="saved query, file, - or SPARQL text")
    add_store_option(parser)
    parser.add_argument("-p", "--param", action="append", default=[], metavar="NAME=VALUE", help="value of a parameter")
    parser.add_argument("-f", "--format", choices=FORMATS, metavar="FORMAT", help=f"one of: {' '.join(FORMATS)}")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write to FILE; its ending tells the format")
    parser.add_argument("--limit", type=int, metavar="N", help="print N rows at most")
    parser.add_argument(
        "--queries", type=Path, action="append", default=[], metavar="FOLDER", help="more saved queries"
    )
    parser.add_argument("--wide", action="store_true", help="never cut a table at the terminal's width")


def run(arguments: argparse.Namespace) -> int:
    """Open the store for reading, ask, print."""
    from kg.store.oxigraph import OxigraphStore

    given = dict(_pair(pair) for pair in arguments.param)
    asked = question(arguments.query, stdin=sys.stdin, extra=arguments.queries)
    answer = ask(asked, OxigraphStore(arguments.store, read_only=True), given)
    if arguments.output is None:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() and not arguments.wide else None
        sys.stdout.flush()
        write(answer, sys.stdout.buffer, arguments.format, limit=arguments.limit, width=width)
        return EXIT_DONE
    name = format_of(arguments.format, arguments.output.suffix[1:].lower())
    if name is None:
        raise ConfigError(f"{arguments.output}: the ending tells no format; add --format")
    partial = arguments.output.with_name(arguments.output.name + ".part")
    with partial.open("wb") as out:
        rows = write(answer, out, name, limit=arguments.limit)
    partial.replace(arguments.output)
    print(f"{arguments.output}: {rows} rows" if rows >= 0 else f"{arguments.output}: written", file=sys.stderr)
    return EXIT_DONE


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise ConfigError(f"--param expects NAME=VALUE, not {text!r}")
    return name, value
