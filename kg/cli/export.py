"""`kg export`: the graph as RDF or for a graph viewer."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import BinaryIO

from kg.cli import EXIT_DONE
from kg.cli.options import add_output_option, add_queries_option, add_store_option, written_whole
from kg.cli.selecting import add_selection_options, has_selection, selection_of
from kg.errors import ConfigError
from kg.export.viewer import Viewer
from kg.seams import load, names

__all__ = ["HELP", "configure", "run"]

Writing = Callable[[BinaryIO], None]
WHOLE = ("nq", "trig")
RDF = ("nq", "nt", "trig", "ttl", "jsonld")

HELP = """Write the graph to a file or to standard output.

RDF:
  nq         the whole store as sorted N-Quads: the same bytes for the same articles on every machine
  trig       the whole store as TriG, graph by graph; both without the articles' texts, unless --texts asks for them
  ttl, nt    the facts layer as Turtle or N-Triples
  jsonld     the facts layer as JSON-LD with a context of plain names

Graph viewers: actors, places, facilities and events are nodes, roles and claims are edges:
  gexf       Gephi, with time
  graphml    yEd, Cytoscape, Gephi
  cytoscape  Cytoscape and Cytoscape.js (.cyjs)
  cx2        Cytoscape and NDEx, with labels and colours
  dot        Graphviz
  csv        a table of edges for Gephi; -o NAME.csv also writes NAME.nodes.csv (by itself: csv-nodes)
  neo4j      the same with the headers of neo4j-admin (nodes by themselves: neo4j-nodes)
  geojson    maps: places, and events where they happen
  html       one page for any browser, which needs no network: search, filters, the sentences that say so

Entities are linked with Wikidata and GeoNames by skos:exactMatch. With --same-as the RDF also says owl:sameAs, for
reasoners that join graphs by it: all that Wikidata says of the item is then said of the entity, and the reverse.

For viewers a part may be chosen: around an entity, in a span of time, of a class, or what a query names. A file
appears when all of it is written.

examples:
  kg export --format nq > graph.nq
  kg export -o facts.ttl --same-as
  kg export -o news.gexf
  kg export -o around.graphml --around 'حقل العمر' --hops 2
  kg export -o july.csv --type Attack --from 2021-07 --to 2021-07
  kg export -o who.gexf --network actors
  kg export -o net.cyjs --query attacks_by_place -p place='دير الزور'"""

_ENDINGS = {"json": "jsonld", "turtle": "ttl", "cyjs": "cytoscape", "gv": "dot", "htm": "html"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg export`."""
    parser.add_argument("-f", "--format", metavar="FORMAT", help=f"one of: {' '.join(names('exporter'))}")
    add_output_option(parser)
    add_store_option(parser)
    parser.add_argument(
        "--texts", action="store_true", help="nq, trig: also the articles' texts; mind whose they are before publishing"
    )
    parser.add_argument(
        "--same-as", action="store_true", help="RDF: state owl:sameAs, too, where skos:exactMatch links an entity"
    )
    add_selection_options(parser)
    add_queries_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Export the store, or a part of it."""
    name = _format(arguments)
    exporter = load("exporter", name)
    if arguments.texts:
        if name not in WHOLE:
            raise ConfigError(f"--texts is for {' and '.join(WHOLE)}, which hold the whole store; {name} does not")
        exporter = partial(exporter, texts=True)
    if arguments.same_as:
        if name not in RDF:
            raise ConfigError(f"--same-as is for RDF ({' '.join(RDF)}); {name} is for graph viewers")
        exporter = partial(exporter, same_as=True)
    if name in RDF:
        if has_selection(arguments):
            raise ConfigError(
                f"{name} is the whole graph; parts are for graph viewers ({' '.join(_viewers())}). "
                "A part as RDF is what a CONSTRUCT query gives: kg query"
            )
        from kg.store.locate import open_store

        store = open_store(arguments.store, read_only=True)
        return _whole(arguments.output, lambda out: exporter(store, out))
    from kg.export.projection import project
    from kg.store.locate import open_reader

    reader = open_reader(arguments.store)
    selection = selection_of(arguments, reader)
    if not isinstance(exporter, Viewer):  # of an installed package
        return _whole(arguments.output, lambda out: exporter(reader, out))
    projection = project(reader, selection)
    print(f"{len(projection.nodes):,} nodes, {len(projection.edges):,} edges", file=sys.stderr)
    return _whole(
        arguments.output,
        lambda out: exporter.write(projection, out),
        companion=exporter.companion and (lambda out: exporter.companion(projection, out)),
    )


def _whole(path: Path | None, write: Writing, companion: Writing | None = None) -> int:
    """Write to `path` or to standard output; the companion beside `path`, as ``NAME.nodes.csv``."""
    if path is None:
        sys.stdout.flush()
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return EXIT_DONE
    files = {path: write}
    if companion is not None:
        files[path.with_suffix(f".nodes{path.suffix}")] = companion
    with ExitStack() as stack:
        for target, writing in files.items():
            writing(stack.enter_context(written_whole(target)))
    for target in files:
        print(f"{target}: {target.stat().st_size:,} bytes", file=sys.stderr)
    return EXIT_DONE


def _viewers() -> list[str]:
    return [name for name in names("exporter") if name not in RDF]


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
