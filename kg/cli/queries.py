"""`kg queries`: the library of saved queries."""

from __future__ import annotations

import argparse
import os
import sys

from kg.cli import EXIT_DONE, EXIT_FAILURES
from kg.cli.options import add_queries_option, add_store_option
from kg.errors import QueryError
from kg.query.library import Parameter, SavedQuery, find, library

__all__ = ["HELP", "configure", "listing", "run"]

_ISOLATED = "\u2068{}\u2069"

HELP = """List the saved queries, or show one with its parameters and its text.

--check parses every query and, if there is a store, runs each with its examples; an example whose entity the store
lacks is named, but is no fault. Exit code 1 if a query is invalid.

examples:
  kg queries
  kg queries attacks_by_place
  kg queries --lang ar
  kg queries --check --queries my-queries/"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg queries`."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="show this query")
    parser.add_argument("--check", action="store_true", help="check all queries, or the one that is named")
    parser.add_argument(
        "--lang",
        default="en",
        metavar="TAG",
        help="language of the summaries, such as ar; English where a query has none in it (default: %(default)s)",
    )
    add_queries_option(parser)
    add_store_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """List, show or check."""
    if arguments.name is None:
        chosen = list(library(arguments.queries).values())
    elif (saved := find(arguments.name, arguments.queries)) is not None:
        chosen = [saved]
    else:
        raise QueryError(f"no saved query is called {arguments.name!r}; `kg queries` lists them")
    if arguments.check:
        return _check(chosen, arguments)
    if arguments.name is not None:
        print(_shown(chosen[0], arguments.lang))
        return EXIT_DONE
    width = os.get_terminal_size().columns if sys.stdout.isatty() else None
    print(listing(chosen, arguments.lang, width), end="")
    return EXIT_DONE


def listing(chosen: list[SavedQuery], language: str, width: int | None) -> str:
    """A line a query: its name with its parameters, and what it answers; in `width` columns, as a table."""
    rows = [[_called(saved), saved.summary_in(language)] for saved in chosen]
    if width is not None:
        from kg.query.table import draw

        return draw(["query", "answers"], rows, width=width)
    longest = max((len(called) for called, _ in rows), default=0)
    # In an isolate, so that a summary from right to left stays on its side.
    return "".join(
        f"{called:{longest}}  {summary if summary.isascii() else _ISOLATED.format(summary)}\n"
        for called, summary in rows
    )


def _called(saved: SavedQuery) -> str:
    """The name with its parameters, those that may be left away in brackets."""
    return " ".join([saved.name, *(p.name.upper() if p.needed else f"[{p.name}=]" for p in saved.parameters)])


def _shown(saved: SavedQuery, language: str) -> str:
    lines = [saved.summary_in(language), *([saved.description] if saved.description else [])]
    if saved.parameters:
        lines += ["", *(f"  {p.name:10} {p.shown_type:10} {p.description} ({_need(p)})" for p in saved.parameters)]
    lines += ["", *(f"  kg query {saved.name} {example}".rstrip() for example in saved.examples or ("",))]
    return "\n".join([*lines, "", saved.body])


def _need(parameter: Parameter) -> str:
    if parameter.needed:
        return "needed"
    return "optional" if parameter.default is None else f"default: {parameter.default}"


def _check(chosen: list[SavedQuery], arguments: argparse.Namespace) -> int:
    from kg.query.check import check
    from kg.store.locate import open_reader

    exists = isinstance(arguments.store, str) or (arguments.store / "CURRENT").exists()
    store = open_reader(arguments.store) if exists else None
    faults = 0
    for saved in chosen:
        for finding in check(saved, store):
            faults += finding.is_fault
            print(f"{saved.path}: {finding.text}", file=sys.stderr)
    ran = f"run on {arguments.store}" if exists else f"parsed only: there is no store in {arguments.store}"
    print(f"{len(chosen)} queries, {faults} faults; {ran}", file=sys.stderr)
    return EXIT_FAILURES if faults else EXIT_DONE
