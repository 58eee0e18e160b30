"""`kg export`: the graph as RDF or for a graph viewer."""

from __future__ import annotations

import argparse
import sys

from kg.cli import EXIT_DONE
from kg.cli.options import add_output_option, add_store_option, written_whole
from kg.errors import ConfigError
from kg.seams import load, names

__all__ = ["HELP", "configure", "run"]

HELP = """Write the graph to a file or to standard output.

  nq       the whole store as sorted N-Quads: the same bytes for the same articles on every machine
  trig     the whole store as TriG, graph by graph
  ttl, nt  the facts layer as Turtle or N-Triples
  jsonld   the facts layer as JSON-LD with a context of plain names
  graphml  actors, places, facilities and events as nodes, roles and claims as edges: for yEd, Cytoscape, Gephi

A file appears when all of it is written.

examples:
  kg export --format nq > graph.nq
  kg export -o news.graphml"""

_ENDINGS = {"json": "jsonld", "turtle": "ttl"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg export`."""
    parser.add_argument("-f", "--format", metavar="FORMAT", help=f"one of: {' '.join(names('exporter'))}")
    add_output_option(parser)
    add_store_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Export the store."""
    from kg.store.locate import open_store

    exporter = load("exporter", _format(arguments))
    store = open_store(arguments.store, read_only=True)
    if arguments.output is None:
        sys.stdout.flush()
        exporter(store, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return EXIT_DONE
    with written_whole(arguments.output) as out:
        exporter(store, out)
    print(f"{arguments.output}: {arguments.output.stat().st_size:,} bytes", file=sys.stderr)
    return EXIT_DONE


def _format(arguments: argparse.Namespace) -> str:
    if arguments.format is not None:
        return str(arguments.format)
    known = names("exporter")
    if arguments.output is not None:
        ending = arguments.output.suffix[1:].lower()
        name: str = _ENDINGS.get(ending, ending)
        if name in known:
            return name
    raise ConfigError(f"which format? add --format, one of {' '.join(known)}, or give -o a file with such an ending")
