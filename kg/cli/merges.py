"""`kg merges`: what was made one over several articles, why, and what people say of it."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kg.cli import EXIT_DONE
from kg.cli.options import add_store_option
from kg.errors import ConfigError

if TYPE_CHECKING:
    from kg.store.oxigraph import OxigraphStore

__all__ = ["HELP", "configure", "run"]

HELP = """List and show merges: entities and events of several articles that are one node. Undo one, or make one.

  list               one line a merged node: how sure, how many members, its name, its IRI
  show NODE          its members, and what decided for each
  reject NODE        its members are none of each other; given an article's own node, that one is none of the others
  accept NODE NODE   the two are one

A decision stands above every rule and survives every rebuild of its articles. Decisions are kept in …/graph/decisions.

examples:
  kg merges list --of events
  kg merges show article/a010/event/1
  kg merges reject article/a011/event/1
  kg merges accept entity/Q57315 entity/x-25fb1e61b710d7cd"""

_NODES = {"list": 0, "show": 1, "reject": 1, "accept": 2}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg merges`."""
    parser.add_argument("action", choices=tuple(_NODES), help="what to do")
    parser.add_argument("nodes", nargs="*", metavar="NODE", help="an IRI, or the part of it behind the store's base")
    parser.add_argument("--of", choices=("all", "entities", "events"), default="all", help="list these alone")
    parser.add_argument("--by", metavar="NAME", help="who decides (default: your user name)")
    add_store_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """List, show or decide."""
    from kg.store.judging import accepted, rejected
    from kg.store.locate import folder_of
    from kg.store.oxigraph import OxigraphStore

    if len(arguments.nodes) != _NODES[arguments.action]:
        raise ConfigError(f"kg merges {arguments.action} takes {_NODES[arguments.action]} NODE, see --help")
    deciding = arguments.action in ("reject", "accept")
    store = OxigraphStore(folder_of(arguments.store, "merges"), create=False, read_only=not deciding)
    nodes = [f"<{node if ':' in node else store.base + node}>" for node in (n.strip("<>") for n in arguments.nodes)]
    if arguments.action == "list":
        for line in _list(store, arguments.of):
            print(line)
    elif arguments.action == "show":
        for line in store.articles.merge_of(store.articles.canonical(nodes[0])):
            print(line)
    else:
        by, on = arguments.by or getpass.getuser(), datetime.now(UTC).date().isoformat()
        if arguments.action == "reject":
            verdicts = list(rejected(nodes[0], store.articles, by, on))
        else:
            verdicts = list(accepted(nodes[0], nodes[1], store.articles, by, on))
        store.judge(verdicts)
        print(f"{len(verdicts)} decisions by {by}", file=sys.stderr)
    return EXIT_DONE


def _list(store: OxigraphStore, kind: str) -> Iterator[str]:
    rows = store.query(
        f"""PREFIX kg: <https://w3id.org/khabar/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?node (MIN(?sure) AS ?least) (COUNT(?merge) AS ?n) (SAMPLE(?label) AS ?name) {{
          GRAPH <{store.base}graph/merges> {{ ?merge a kg:Merge ; kg:subject ?member ; kg:confidence ?sure .
            OPTIONAL {{ ?member kg:canonical ?joined }} BIND(COALESCE(?joined, ?member) AS ?node) }}
          ?node rdfs:label ?label . FILTER(LANG(?label) = "ar")
        }} GROUP BY ?node ORDER BY ?least ?node"""
    )
    for row in rows:
        node = row["node"].value
        if kind == "all" or (kind == "events") == ("/event/" in node):
            sure, count = float(row["least"].value), len(store.articles.members(f"<{node}>"))
            yield f"{sure:.2f}  {count:>5}  {row['name'].value}  {node.removeprefix(store.base)}"
