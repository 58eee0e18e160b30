"""`kg restore`: a store of a backup."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.cli import EXIT_DONE
from kg.cli.options import add_store_option

__all__ = ["HELP", "configure", "run"]

HELP = """Make a store of a backup. A store that is there stays as it is, unless --replace is given; then it goes when
the new one is complete.

example:
  kg restore --store war.store --replace backups/2026-11-26"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg restore`."""
    parser.add_argument("backup", type=Path, metavar="FOLDER", help="a backup, made by `kg backup`")
    add_store_option(parser)
    parser.add_argument("--replace", action="store_true", help="replace the store that is there")


def run(arguments: argparse.Namespace) -> int:
    """Restore, and say what the store holds."""
    from kg.store.keeping import restore
    from kg.store.locate import folder_of

    articles = restore(arguments.backup, folder_of(arguments.store, "restore"), replace=arguments.replace)
    print(f"{arguments.store}: {articles:,} articles", file=sys.stderr)
    return EXIT_DONE
