"""`kg shell`: ask again and again, with history and completion."""

from __future__ import annotations

import argparse
import io
import os
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path

from kg.cli import EXIT_DONE
from kg.cli.options import add_queries_option, add_store_option
from kg.errors import KgError
from kg.ontology import vocab
from kg.query.leash import can_leash, leashed
from kg.query.library import library
from kg.query.parameters import assign
from kg.query.results import Layout, write
from kg.query.run import ask, question
from kg.store.locate import open_reader

__all__ = ["HELP", "configure", "is_whole", "run", "words_for"]

HELP = """Ask a store again and again.

A line is a saved query with its values (attacks_by_place 'دير الزور' from=2021), or SPARQL, which may run over several
lines until its braces are closed. Tab completes saved queries, prefixes, classes, properties and SPARQL's words; the
arrow keys bring back what was asked before. Ctrl-C ends a query, Ctrl-D the shell.

examples:
  kg shell
  kg shell --store ./khabar-store --timeout 10"""

_KEYWORDS = (
    *("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "DISTINCT", "FILTER", "OPTIONAL", "UNION", "MINUS", "GRAPH"),
    *("BIND", "VALUES", "GROUP BY", "ORDER BY", "LIMIT", "OFFSET", "COUNT", "EXISTS", "NOT EXISTS", "CONTAINS"),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg shell`."""
    add_store_option(parser)
    add_queries_option(parser)
    parser.add_argument("--timeout", type=float, default=30, metavar="SECONDS", help="per query (default: 30)")
    parser.add_argument("--limit", type=int, default=100, metavar="N", help="rows of a table at most (default: 100)")


def words_for(extra: Iterable[Path] = ()) -> list[str]:
    """What can be completed: saved queries, terms of the ontology, prefixes, SPARQL's words."""
    terms = (*vocab.CLASSES, *vocab.INDIVIDUALS, *vocab.PROPERTIES)
    prefixed = [f"kg:{vocab.local_name(iri)}" for iri in terms]
    return [*library(extra), *prefixed, "kg:fold(", *(f"{prefix}:" for prefix in vocab.PREFIXES), *_KEYWORDS]


def is_whole(text: str) -> bool:
    """Whether nothing that was typed is still open, so that Enter asks it."""
    return text.count("{") <= text.count("}")


def run(arguments: argparse.Namespace) -> int:
    """Read, ask and print, until the input ends."""
    open_reader(arguments.store)  # complains of a store that is none
    lines = _from_terminal(arguments) if sys.stdin.isatty() else iter(sys.stdin)
    for line in lines:
        if line.strip() in {"exit", "quit"}:
            break
        if line.strip():
            try:
                _answer(line.strip(), arguments)
            except KgError as error:
                print(error, file=sys.stderr)
            except KeyboardInterrupt:
                print("interrupted", file=sys.stderr)
    return EXIT_DONE


def _answer(line: str, arguments: argparse.Namespace) -> None:
    """Ask one line and print its answer. Raises `KgError` for what can't be asked."""
    first, *values = _split(line)
    asked = question(first, stdin=io.StringIO(), extra=arguments.queries)
    given = assign(asked.saved, values) if asked.saved is not None else {}
    width = None
    if sys.stdout.isatty():
        width = os.get_terminal_size().columns

    def work() -> int | None:
        store = open_reader(arguments.store)
        layout = Layout(store.base, limit=arguments.limit, width=width, colour=width is not None)
        rows = write(ask(asked, store, given), sys.stdout.buffer, None, layout)
        sys.stdout.buffer.flush()
        return rows

    rows = leashed(work, seconds=arguments.timeout) if can_leash() else work()
    if rows is not None:
        more = ", and perhaps more (--limit)" if rows == arguments.limit else ""
        print(f"{rows} {'row' if rows == 1 else 'rows'}{more}", file=sys.stderr)


def _split(line: str) -> list[str]:
    """A saved query and its values; SPARQL is one word."""
    if "{" in line:
        return [line]
    try:
        return shlex.split(line)
    except ValueError:  # a quotation mark that is never closed
        return line.split()


def _from_terminal(arguments: argparse.Namespace) -> Iterable[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.history import FileHistory
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

    keys = KeyBindings()
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "khabar"
    folder.mkdir(parents=True, exist_ok=True)
    completer = WordCompleter(words_for(arguments.queries), ignore_case=True, WORD=True)
    session: PromptSession[str] = PromptSession(
        history=FileHistory(str(folder / "history")),
        completer=completer,
        complete_while_typing=False,
        key_bindings=keys,
        multiline=True,
        prompt_continuation="  … ",
    )

    @keys.add("enter", filter=Condition(lambda: is_whole(session.default_buffer.text)))
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    while True:
        try:
            yield session.prompt("kg> ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
