"""Options that several commands share."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import ConfigError
from kg.store.locate import location

TYPE_CHECKING = False  # as the type checker reads it; the name in `typing` costs the import of that module
if TYPE_CHECKING:
    from typing import BinaryIO

__all__ = [
    "DEFAULT_STORE",
    "add_output_option",
    "add_queries_option",
    "add_store_option",
    "decisions_of",
    "written_whole",
]

DEFAULT_STORE = "./khabar-store"


def add_store_option(parser: argparse.ArgumentParser) -> None:
    """``--store WHERE``, a folder or a URL: the flag, then `KG_STORE`, then `DEFAULT_STORE`."""
    parser.add_argument(
        "--store",
        type=location,
        default=location(os.environ.get("KG_STORE") or DEFAULT_STORE),
        metavar="WHERE",
        help=f"folder of the store, or URL of a SPARQL service (default: $KG_STORE or {DEFAULT_STORE})",
    )


def decisions_of(store: Path | str) -> Path:
    """The file of what people decided about links: `KG_DECISIONS`, else one beside the store.

    Nothing is beside a store behind a URL: its decisions lie in the working folder, named after it.
    """
    own = os.environ.get("KG_DECISIONS")
    if own:
        return Path(own)
    if isinstance(store, str):
        return Path(re.sub(r"\W+", "-", store).strip("-") + ".decisions.tsv")
    return store.with_name(f"{store.name}.decisions.tsv")


def add_queries_option(parser: argparse.ArgumentParser) -> None:
    """``--queries FOLDER``, any number of times."""
    parser.add_argument(
        "--queries",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="a folder of more saved queries (also $KG_QUERIES); they come before the shipped ones",
    )


def add_output_option(parser: argparse.ArgumentParser) -> None:
    """``-o FILE``."""
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write to FILE; its ending tells the format")


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file that appears under `path` when all of it is written; on an error, whatever was there stays.

    Raises `ConfigError` if the folder can't be written to.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        out = partial.open("wb")
    except OSError as error:
        raise ConfigError(f"{path}: can't be written: {error.strerror}") from error
    try:
        with out:
            yield out
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
