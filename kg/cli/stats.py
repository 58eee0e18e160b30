"""`kg stats`: what a store holds, counted."""

from __future__ import annotations

import argparse
import dataclasses
import json

from kg.cli import EXIT_DONE
from kg.cli.options import add_store_option

__all__ = ["HELP", "configure", "run"]

HELP = """Count what a store holds. Entities, events and claims are counted once, however many articles tell them.

example:
  kg stats --json"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg stats`."""
    add_store_option(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Count and print."""
    from kg.store.locate import open_store

    statistics = dataclasses.asdict(open_store(arguments.store, read_only=True).statistics())
    if arguments.json:
        print(json.dumps(statistics))
        return EXIT_DONE
    for name, number in statistics.items():
        print(f"{name:10} {number:>12,}")
    return EXIT_DONE
