"""`kg backup`: a copy of a store."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.cli import EXIT_DONE
from kg.cli.options import add_store_option

__all__ = ["HELP", "configure", "run"]

HELP = """Copy a store to a folder that does not exist yet. On the same disk this takes no time and no room: the files
are shared, and none is ever changed. A build may go on writing meanwhile; the copy is of one moment.

example:
  kg backup --store war.store backups/2026-11-26"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg backup`."""
    parser.add_argument("target", type=Path, metavar="FOLDER", help="where the copy goes")
    add_store_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Copy, and say how large the copy is."""
    from kg.store.locate import folder_of
    from kg.store.oxigraph import OxigraphStore

    OxigraphStore(folder_of(arguments.store, "backup"), read_only=True).backup(arguments.target)
    size = sum(file.stat().st_size for file in arguments.target.iterdir())
    print(f"{arguments.target}: {size:,} bytes", file=sys.stderr)
    return EXIT_DONE
