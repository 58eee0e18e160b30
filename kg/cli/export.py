"""`kg export`: the graph for other programs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.cli import EXIT_DONE
from kg.cli.options import add_store_option
from kg.errors import ConfigError

__all__ = ["HELP", "configure", "run"]

_FORMATS = ("nq", "ttl", "trig", "jsonld", "graphml")

HELP = """Write the graph in a format of RDF or of graph viewers.

  nq       the whole store as N-Quads, sorted: the same graph gives the same bytes
  trig     the whole store as TriG
  ttl      the facts layer as Turtle
  jsonld   the facts layer as JSON-LD
  graphml  the facts layer for Gephi, yEd and Cytoscape

examples:
  kg export -o graph.graphml
  kg export --format nq | sha256sum"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg export`."""
    add_store_option(parser)
    parser.add_argument("-f", "--format", choices=_FORMATS, help="default: what the file's ending says")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write to FILE instead of standard output")


def run(arguments: argparse.Namespace) -> int:
    """Export; a file appears whole or not at all."""
    from kg.export import exporter
    from kg.store.oxigraph import OxigraphStore

    ending = arguments.output.suffix[1:].lower() if arguments.output else ""
    name = arguments.format or (ending if ending in _FORMATS else None)
    if name is None:
        raise ConfigError(f"which format? add --format, one of: {', '.join(_FORMATS)}")
    write = exporter(name)
    store = OxigraphStore(arguments.store, read_only=True)
    if arguments.output is None:
        sys.stdout.flush()
        write(store, sys.stdout.buffer)
        return EXIT_DONE
    partial = arguments.output.with_name(arguments.output.name + ".part")
    with partial.open("wb") as out:
        write(store, out)
    partial.replace(arguments.output)
    print(f"{arguments.output}: written", file=sys.stderr)
    return EXIT_DONE
