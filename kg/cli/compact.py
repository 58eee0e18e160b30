"""`kg compact`: fewer, larger files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.cli import EXIT_DONE
from kg.cli.options import add_store_option

__all__ = ["HELP", "configure", "run"]

HELP = """Merge the files of a store, and let go of what was replaced. It takes seconds for each million statements;
queries that look at much of the store are up to twice as fast afterwards.

Words of articles that were forgotten or replaced stay in the files, though no query finds them. With --rewrite the
store is written anew, and they are gone; that takes the time of loading it, and room for a second one. Backups stay as
they are.

examples:
  kg compact --store war.store
  kg forget --store war.store article-17; kg compact --store war.store --rewrite"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg compact`."""
    add_store_option(parser)
    parser.add_argument(
        "--rewrite", action="store_true", help="write the store anew: nothing forgotten stays in its files"
    )


def run(arguments: argparse.Namespace) -> int:
    """Compact, and say how large the store was and is."""
    from kg.store.keeping import rewrite
    from kg.store.locate import folder_of
    from kg.store.oxigraph import OxigraphStore

    folder = folder_of(arguments.store, "compact")
    before = _size(folder)
    if arguments.rewrite:
        rewrite(folder)
    else:
        OxigraphStore(folder, create=False).compact()
    print(f"{folder}: {before:,} bytes before, {_size(folder):,} after", file=sys.stderr)
    return EXIT_DONE


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.glob("*.sst"))
