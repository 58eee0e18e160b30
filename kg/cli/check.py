"""`kg check`: is a store in order?"""

from __future__ import annotations

import argparse
import sys

from kg.cli import EXIT_DONE, EXIT_FAILURES
from kg.cli.options import add_store_option

__all__ = ["HELP", "configure", "run"]

HELP = """Look whether a store is in order: each article's graph is whole, no statement belongs to an article that is
not there, and the facts layer is what follows from the articles. (Whether it obeys the ontology: kg validate.) What a
killed process has left halfway is completed when the store is opened. Exit code 1 if something is out of order.

example:
  kg check --store war.store --repair"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg check`."""
    add_store_option(parser)
    parser.add_argument("--repair", action="store_true", help="remake the facts layer if it is out of order")


def run(arguments: argparse.Namespace) -> int:
    """Check, repair if asked to, and print what is out of order still."""
    from kg.store.checking import check
    from kg.store.locate import folder_of
    from kg.store.oxigraph import OxigraphStore

    store = OxigraphStore(folder_of(arguments.store, "check"), create=False, read_only=not arguments.repair)
    problems = check(store)
    if arguments.repair and problems:
        for problem in problems:
            print(f"kg check: {problem}", file=sys.stderr)
        if store.is_outdated:
            store.remake_merges()
        else:
            store.remake_facts()
        problems = check(store)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems" if problems else "in order", file=sys.stderr)
    return EXIT_FAILURES if problems else EXIT_DONE
