"""`kg show`: an entity or an event, its facts, and the sentences that say so."""

from __future__ import annotations

import argparse
import sys

from kg.cli import EXIT_DONE
from kg.cli.options import add_store_option
from kg.cli.passages import by_sentence, shown
from kg.query.entities import entities_called, entity_of
from kg.query.evidence import passages
from kg.query.library import find
from kg.query.prefixes import expand, shorten
from kg.query.results import Layout, write
from kg.query.run import Question, ask
from kg.store.locate import open_reader

__all__ = ["HELP", "configure", "run"]

HELP = """Show an entity or an event: its facts, and the sentences that say so, with the words marked.

NAME is a name in any spelling, Arabic, English or Latin, a QID, or an IRI as tables print it. Of several entities with
one name, that in most events is shown, and the others are named.

examples:
  kg show 'دير الزور'
  kg show Q858 --sentences 20
  kg show article/syria-2021-07/event/1"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg show`."""
    parser.add_argument("name", metavar="NAME", help="a name, a QID or an IRI")
    parser.add_argument("--sentences", type=int, default=10, metavar="N", help="sentences at most (default: 10)")
    add_store_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Find the node, print its facts and its passages."""
    store = open_reader(arguments.store)
    node = entity_of(arguments.name, store)
    print(shorten(node.value, store.base))
    saved = find("about")
    assert saved is not None  # noqa: S101 - it is shipped
    answer = ask(Question(saved.text, "about.rq", saved), store, {"entity": [str(node)]})
    sys.stdout.flush()
    width = None
    if sys.stdout.isatty():
        from shutil import get_terminal_size

        width = get_terminal_size().columns
    write(answer, sys.stdout.buffer, "table", Layout(store.base, width=width, isolate=True))
    sys.stdout.buffer.flush()
    found = passages(node, store)
    print(
        f"\n{len(found)} passages" if len(found) <= arguments.sentences else f"\n{arguments.sentences} of {len(found)}"
    )
    for together in by_sentence(found[: arguments.sentences]):
        print(shown(together, "  "))
    if expand(arguments.name, store.base) is None:
        others = [one for one in entities_called(arguments.name, store) if one != node]
        for other in others:
            print(f"kg show: also called so: {shorten(other.value, store.base)}", file=sys.stderr)
    return EXIT_DONE
