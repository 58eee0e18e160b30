"""`kg diff`: what one store has and another has not."""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.cli import EXIT_DONE, EXIT_FAILURES

__all__ = ["HELP", "configure", "run"]

HELP = """Compare the facts of two stores, or of two dumps (.nq .nt .trig .ttl): entities, events and claims that were
added (+), are gone (-) or have changed (~), with each statement that changed. Exit code 1 if there is a difference.

examples:
  kg diff last-week.store khabar-store
  kg diff before.nq after.nq --summary"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg diff`."""
    parser.add_argument("before", type=Path, metavar="BEFORE", help="folder of a store, or a dump")
    parser.add_argument("after", type=Path, metavar="AFTER", help="folder of a store, or a dump")
    parser.add_argument("--summary", action="store_true", help="print the counts alone")


def run(arguments: argparse.Namespace) -> int:
    """Compare and print."""
    from kg.store.difference import KINDS, compare, open_facts

    found = compare(open_facts(arguments.before), open_facts(arguments.after))
    different = False
    for kind in KINDS:
        counts = {sign: sum(item.kind == kind and item.sign == sign for item in found) for sign in "+-~"}
        different = different or any(counts.values())
        print(f"{kind:9} {counts['+']:>7,} added {counts['-']:>7,} gone {counts['~']:>7,} changed")
    if not arguments.summary:
        for item in found:
            print(f"{item.sign} {item.kind} {item.label}  <{item.node}>")
            for sign, statement in item.statements:
                print(f"    {sign} {statement}")
    return EXIT_FAILURES if different else EXIT_DONE
