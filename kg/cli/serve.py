"""`kg serve`: a SPARQL endpoint, the saved queries as an API, and the explorer."""

from __future__ import annotations

import argparse
import sys

from kg.cli import EXIT_DONE
from kg.cli.options import add_queries_option, add_store_option
from kg.errors import ConfigError
from kg.query.library import folders
from kg.store.locate import folder_of

__all__ = ["HELP", "configure", "run"]

HELP = """Serve a store over HTTP, for reading only.

  /              the explorer
  /sparql        SPARQL 1.1 Protocol: queries by GET and POST; without a query, the service's description
  /api/NAME      each saved query, with its parameters: /api/attacks_by_place?place=دير+الزور&from=2021-06
  /openapi.json  the description of all that

Each query runs in a process of its own, which is ended when it meets a limit. It is then answered with 503 and a
message, never with half an answer. What `kg build` writes meanwhile is seen by the next query.

examples:
  kg serve
  kg serve --store ./khabar-store --port 8080 --timeout 10
  kg serve --host 0.0.0.0 --allow-host kg.example.org --cors https://example.org
  curl 'http://127.0.0.1:7210/api/events?type=Attack&format=csv'"""

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg serve`."""
    add_store_option(parser)
    add_queries_option(parser)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine alone)")
    parser.add_argument("--port", type=int, default=7210, help="port; 0 for any that is free (default: %(default)s)")
    parser.add_argument("--timeout", type=_number, default=30, metavar="SECONDS", help="per query (default: 30)")
    parser.add_argument("--memory", type=_number, default=2048, metavar="MB", help="per query (default: 2048)")
    parser.add_argument("--max-answer", type=_number, default=64, metavar="MB", help="of an answer (default: 64)")
    parser.add_argument("--workers", type=_number, default=4, metavar="N", help="queries at once (default: 4)")
    parser.add_argument("--queue", type=_number, default=32, metavar="N", help="queries that wait (default: 32)")
    parser.add_argument(
        "--cors", action="append", default=[], metavar="ORIGIN", help="pages of ORIGIN may read answers (default: none)"
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name under which requests may come (default: this machine's own; any, where --host is given)",
    )
    parser.add_argument(
        "--federated",
        action="store_true",
        help="queries may ask other services (SERVICE): who sends them chooses which",
    )
    parser.add_argument("--verbose", action="store_true", help="log each request")


def run(arguments: argparse.Namespace) -> int:
    """Serve until the process is interrupted."""
    from kg.serve.limits import Limits
    from kg.serve.server import serve

    folders(arguments.queries)  # complains of one that is none before anything is started
    if not 0 <= arguments.port < 65536:
        raise ConfigError(f"--port is a number from 0 to 65535, not {arguments.port}")
    limits = Limits(
        seconds=arguments.timeout,
        answer_mb=arguments.max_answer,
        memory_mb=arguments.memory,
        workers=arguments.workers,
        waiting=arguments.queue,
        federated=arguments.federated,
    )
    is_local = arguments.host in _LOOPBACK
    hosts = arguments.allow_host or ([*_LOOPBACK] if is_local else ["*"])
    if not is_local and not arguments.allow_host:
        print(f"kg serve: {arguments.host} may be reached by others; --allow-host names who is meant", file=sys.stderr)
    serve(
        folder_of(arguments.store, "serve"),
        limits,
        address=(arguments.host, arguments.port),
        queries=tuple(arguments.queries),
        hosts=hosts,
        origins=arguments.cors,
        verbose=arguments.verbose,
    )
    return EXIT_DONE


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"a number from 1 on, not {text}")
    return number
