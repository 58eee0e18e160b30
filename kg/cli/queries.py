"""`kg queries`: the library of saved queries."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.cli import EXIT_DONE, EXIT_FAILURES
from kg.errors import QueryError
from kg.query.library import SavedQuery, find, library

__all__ = ["HELP", "configure", "run"]

HELP = """List the saved queries, show one with its parameters, or check that all of them are valid SPARQL.

examples:
  kg queries
  kg queries attacks_by_place
  kg queries --check --queries my-queries/"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg queries`."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="show this query")
    parser.add_argument(
        "--queries", type=Path, action="append", default=[], metavar="FOLDER", help="more saved queries"
    )
    parser.add_argument("--check", action="store_true", help="parse every query; exit code 1 if one is invalid")


def run(arguments: argparse.Namespace) -> int:
    """List, show or check."""
    if arguments.name is not None:
        saved = find(arguments.name, arguments.queries)
        if saved is None:
            raise QueryError(f"no saved query is called {arguments.name!r}; `kg queries` lists them")
        print(_shown(saved))
        return EXIT_DONE
    saved_queries = library(arguments.queries)
    if arguments.check:
        return _check(saved_queries)
    width = max(map(len, saved_queries), default=0)
    for saved in saved_queries.values():
        print(f"{saved.name:{width}}  {saved.summary}")
    return EXIT_DONE


def _shown(saved: SavedQuery) -> str:
    lines = [f"{saved.name}: {saved.summary}"]
    lines += [saved.description] if saved.description else []
    for parameter in saved.parameters:
        default = "needed" if parameter.needed else f"default {parameter.default}" if parameter.default else "optional"
        lines.append(f"  -p {parameter.name}=…  {parameter.type}, {default}: {parameter.description}")
    lines += [f"  kg query {saved.name} -p {example}" for example in saved.examples]
    body = "\n".join(line for line in saved.text.splitlines() if not line.startswith("#+"))
    return "\n".join(lines) + "\n\n" + body.strip()


def _check(saved_queries: dict[str, SavedQuery]) -> int:
    import pyoxigraph

    from kg.query.prefixes import with_prefixes

    store = pyoxigraph.Store()
    invalid = 0
    for saved in saved_queries.values():
        try:
            store.query(with_prefixes(saved.text))
        except SyntaxError as error:
            invalid += 1
            print(f"{saved.path}: {error}", file=sys.stderr)
        if not saved.summary:
            invalid += 1
            print(f"{saved.path}: lacks `#+ summary:`", file=sys.stderr)
    print(f"{len(saved_queries)} queries, {invalid} problems", file=sys.stderr)
    return EXIT_FAILURES if invalid else EXIT_DONE
