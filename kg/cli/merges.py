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
  decisions          what people have decided, one line a decision
  undo NODE          what was decided about a node is taken back, and the rules hold again
  sample             merges drawn at random, each with two of its members as their articles tell them, to be judged
  remake             merge all articles anew by the rules of this version; decisions stay, no article is read again

A decision stands above every rule and survives every rebuild of its articles. Decisions are kept in …/graph/decisions.

examples:
  kg merges list --of events
  kg merges show article/a010/event/1
  kg merges reject article/a011/event/1
  kg merges accept entity/Q57315 entity/x-25fb1e61b710d7cd
  kg merges sample --of entities --number 100 --seed 7"""

_NODES = {"list": 0, "show": 1, "reject": 1, "accept": 2, "decisions": 0, "undo": 1, "sample": 0, "remake": 0}
_READING = ("list", "show", "decisions", "sample")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg merges`."""
    parser.add_argument("action", choices=tuple(_NODES), help="what to do")
    parser.add_argument("nodes", nargs="*", metavar="NODE", help="an IRI, or the part of it behind the store's base")
    parser.add_argument("--of", choices=("all", "entities", "events"), default="all", help="list these alone")
    parser.add_argument("--number", type=int, default=50, metavar="N", help="merges in a sample (default: 50)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="another sample for another seed (default: 0)")
    parser.add_argument("--by", metavar="NAME", help="who decides (default: your user name)")
    add_store_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """List, show, sample or decide."""
    from kg.store.locate import folder_of
    from kg.store.oxigraph import OxigraphStore

    action, wanted = arguments.action, _NODES[arguments.action]
    if len(arguments.nodes) != wanted:
        raise ConfigError(f"kg merges {action} takes {wanted} NODE, see --help")
    reading = action in _READING
    store = OxigraphStore(folder_of(arguments.store, "merges"), create=False, read_only=reading)
    nodes = [f"<{node if ':' in node else store.base + node}>" for node in (n.strip("<>") for n in arguments.nodes)]
    if reading:
        for line in _lines(store, nodes, arguments):
            print(line)
    elif action == "remake":
        store.remake_merges()
        print("merged anew", file=sys.stderr)
    else:
        print(_decide(store, nodes, arguments), file=sys.stderr)
    return EXIT_DONE


def _lines(store: OxigraphStore, nodes: list[str], arguments: argparse.Namespace) -> Iterator[str]:
    match arguments.action:
        case "list":
            yield from _list(store, arguments.of)
        case "show":
            yield from store.articles.merge_of(store.articles.canonical(nodes[0]))
        case "decisions":
            yield from _decisions(store)
        case _:
            from kg.cli.sampling import sampled

            kinds = ("entities", "events") if arguments.of == "all" else (arguments.of,)
            for kind in kinds:
                yield from sampled(store, kind, arguments.number, arguments.seed)


def _decide(store: OxigraphStore, nodes: list[str], arguments: argparse.Namespace) -> str:
    """Carry out a decision, and say what was done."""
    from kg.store.judging import accepted, concerning, rejected

    store.keep_up()
    if arguments.action == "undo":
        withdrawn = concerning(nodes[0], store.articles, store.verdicts)
        store.judge((), withdrawn)
        return f"{len(withdrawn)} decisions taken back"
    by, on = arguments.by or getpass.getuser(), datetime.now(UTC).date().isoformat()
    if arguments.action == "reject":
        verdicts = list(rejected(nodes[0], store.articles, by, on))
    else:
        verdicts = list(accepted(nodes[0], nodes[1], store.articles, by, on))
    store.judge(verdicts)
    return f"{len(verdicts)} decisions by {by}"


def _decisions(store: OxigraphStore) -> Iterator[str]:
    from kg.store.decisions import term_of

    for verdict in store.verdicts:
        ends = [term_of(end)[1:-1].removeprefix(store.base) for end in (verdict.one, verdict.other)]
        yield f"{verdict.judgement.value:<9}  {'  '.join(dict.fromkeys(ends))}  {verdict.by}, {verdict.on}"


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
