"""Options that several commands share."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

__all__ = ["DEFAULT_STORE", "add_store_option"]

DEFAULT_STORE = "./khabar-store"


def add_store_option(parser: argparse.ArgumentParser) -> None:
    """``--store PATH``: the flag, then `KG_STORE`, then `DEFAULT_STORE`."""
    parser.add_argument(
        "--store",
        type=Path,
        default=Path(os.environ.get("KG_STORE") or DEFAULT_STORE),
        metavar="PATH",
        help=f"folder of the store (default: $KG_STORE or {DEFAULT_STORE})",
    )
