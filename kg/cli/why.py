"""`kg why`: from what the graph says of a node to the characters that it was read from."""

from __future__ import annotations

import argparse

import pyoxigraph as ox

from kg.cli import EXIT_DONE
from kg.cli.options import add_store_option
from kg.cli.passages import by_sentence, shown
from kg.errors import QueryError
from kg.query.entities import entity_of
from kg.query.evidence import Passage, passages, statements
from kg.store.locate import open_reader

__all__ = ["HELP", "configure", "run"]

HELP = """Tell why the graph says something: each statement about a node, and the characters it was read from.

IRI is that of an event, a claim or an entity, as tables print it, or an entity's name. Under each statement stand the
passages of its value, else those of the node: the sentence with the words marked, source, date, article and offsets. A
passage that stands above already is named by its offsets alone.

examples:
  kg why article/syria-2021-07/event/1
  kg why article/syria-2021-07/event/1 --property status
  kg why article/syria-2021-07/claim/2"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg why`."""
    parser.add_argument("iri", metavar="IRI", help="an event, a claim or an entity")
    parser.add_argument("--property", metavar="NAME", help="only this property, such as agent or date")
    add_store_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the statements and their passages."""
    store = open_reader(arguments.store)
    node: ox.NamedNode = entity_of(arguments.iri, store)
    wanted = None if arguments.property is None else f"kg:{arguments.property.removeprefix('kg:')}"
    told = [statement for statement in statements(node, store) if wanted in (None, statement.property)]
    if wanted is not None and not told:
        raise QueryError(f"no article states {wanted} of {arguments.iri}")
    printed: set[Passage] = set()
    for statement in told:
        print(f"{statement.subject} {statement.property} \u2068{statement.value}\u2069")
        for together in by_sentence(p for p in statement.passages if p not in printed):
            print(shown(together, "    "))
        again: dict[str, list[str]] = {}
        for passage in statement.passages:
            if passage in printed:
                again.setdefault(passage.article, []).append(f"[{passage.begin}–{passage.end}]")
        for article, offsets in again.items():
            print(f"    as above: \u2068{article}\u2069 {' '.join(offsets)}")
        printed.update(statement.passages)
    if not told:
        for together in by_sentence(passages(node, store)):
            print(shown(together, ""))
    return EXIT_DONE
