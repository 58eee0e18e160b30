"""`kg forget`: remove an article and all that only it said."""

from __future__ import annotations

import argparse

from kg.cli import EXIT_DONE, EXIT_FAILURES
from kg.cli.options import add_store_option

__all__ = ["HELP", "configure", "run"]

HELP = """Remove articles from a store, with all that only they said.

ARTICLE is the id that the article had in its file (dcterms:identifier), or its IRI. Its words stay in the store's
files, where no query finds them, until the store is written anew: kg compact --rewrite.

example:
  kg forget a017"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg forget`."""
    parser.add_argument("articles", nargs="+", metavar="ARTICLE", help="id or IRI of an article")
    add_store_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Forget each article; say by the exit code whether all of them were there."""
    import sys

    from kg.store.locate import open_store

    store = open_store(arguments.store, create=False)
    unknown = [article for article in arguments.articles if not store.forget(article)]
    for article in unknown:
        print(f"kg forget: the store has no article {article!r}", file=sys.stderr)
    return EXIT_FAILURES if unknown else EXIT_DONE
