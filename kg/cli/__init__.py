"""The command `kg`: finds the command's module by name, imports that one alone, and turns errors into exit codes.

Exit codes: 0 done, 1 some articles failed or a check said no, 2 usage, 3 bad data, query or store.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from kg import __version__
from kg.errors import ConfigError, KgError

TYPE_CHECKING = False  # as the type checker reads it; the name in `typing` costs the import of that module
if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["COMMANDS", "EXIT_BAD_DATA", "EXIT_DONE", "EXIT_FAILURES", "EXIT_USAGE", "command", "main", "parser_of"]

EXIT_DONE, EXIT_FAILURES, EXIT_USAGE, EXIT_BAD_DATA = 0, 1, 2, 3

COMMANDS = {
    "build": "read articles and put what they say into a store",
    "extract": "show what is understood of an article, without a store",
    "query": "ask a store: a saved query, a file, or SPARQL text",
    "show": "show an entity or event with the sentences that say so",
    "why": "tell from which characters a statement was read",
    "shell": "ask a store again and again, with history and completion",
    "queries": "list the saved queries, or show one",
    "serve": "serve a store over HTTP: SPARQL endpoint, API, explorer",
    "export": "write the graph as RDF or for a graph viewer",
    "plot": "draw a timeline, map, network or matrix",
    "stats": "count what a store holds",
    "validate": "check a store against the ontology and its shapes",
    "forget": "remove an article from a store",
    "merges": "what is one over several articles, why, and what people say of it",
    "diff": "compare the facts of two stores",
    "backup": "copy a store, also while a build writes to it",
    "restore": "make a store of a backup",
    "check": "look whether a store is in order, and repair it",
    "compact": "merge a store's files, so that queries are faster",
    "bench": "measure how fast this machine reads, writes, checks and asks",
    "link": "link with Wikidata: explain, decide, search live, write out",
    "wikidata": "make an index for linking of a Wikidata dump",
}
"""Each command with its line in the help. The modules are imported on demand: `kg query` starts at once."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] not in COMMANDS:
        return _without_command(words)
    name = words[0]
    module = import_module(f"kg.cli.{name}")
    parser = parser_of(name, module)
    try:
        # Values may stand before and after options: kg query NAME --store PATH VALUE.
        arguments = parser.parse_intermixed_args(words[1:])
    except SystemExit as stop:  # argparse has printed help or its complaint
        return stop.code if isinstance(stop.code, int) else EXIT_USAGE
    try:
        code: int = module.run(arguments)
        sys.stdout.flush()
    except ConfigError as error:
        print(f"kg {name}: {error}", file=sys.stderr)
        return EXIT_USAGE
    except KgError as error:
        print(f"kg {name}: {error}", file=sys.stderr)
        return EXIT_BAD_DATA
    except BrokenPipeError:
        # The reader (head, less) has had enough. Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_DONE
    except KeyboardInterrupt:
        print(f"kg {name}: interrupted", file=sys.stderr)
        return 130
    return code


def command() -> NoReturn:
    """Run the command of this process and end it.

    What only asks leaves nothing behind, so its process goes at once: to take down modules and an open store piece by
    piece takes Python a tenth of the time of a small query.
    """
    only_asks = sys.argv[1:2] == ["query"] and "--update" not in sys.argv
    if only_asks:
        gc.disable()  # nothing that is made while asking refers to itself
    code = main()
    if only_asks:
        _leave(code)
    sys.exit(code)


def _leave(code: int) -> NoReturn:
    atexit._run_exitfuncs()  # noqa: SLF001 - pictures of a store that is being written are removed there
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def parser_of(name: str, module: ModuleType) -> argparse.ArgumentParser:
    """The argument parser of one command, as its module configures it."""
    parser = argparse.ArgumentParser(prog=f"kg {name}", description=module.HELP, formatter_class=_HelpFormatter)
    module.configure(parser)
    return parser


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Knows its width: argparse makes one for each argument and would import `shutil` to ask the terminal."""

    def __init__(self, prog: str) -> None:
        try:
            width = int(os.environ.get("COLUMNS") or os.get_terminal_size(1).columns)
        except (OSError, ValueError):
            width = 120
        super().__init__(prog, width=width - 2)


def _without_command(words: list[str]) -> int:
    listing = "\n".join(f"  {name:10} {line}" for name, line in COMMANDS.items())
    usage = (
        "usage: kg COMMAND [options]\n\nKnowledge graphs from Arabic news.\n\ncommands:\n"
        f"{listing}\n\n`kg COMMAND --help` explains one, with examples."
    )
    if words and words[0] in {"-h", "--help"}:
        print(usage)
        return EXIT_DONE
    if words and words[0] in {"-V", "--version"}:
        print(f"kg {__version__}")
        return EXIT_DONE
    if words:
        print(f"kg: no command {words[0]!r}", file=sys.stderr)
    print(usage, file=sys.stderr)
    return EXIT_USAGE
