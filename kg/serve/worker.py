"""The process that answers queries for the server, one at a time. It can be ended at any moment; its memory is bounded.

    python -m kg.serve.worker STORE --memory MB --answer MB --seconds S [--queries FOLDER]…

Reads frames with questions from standard input and writes frames with replies to standard output, until the input
ends. The server ends a query that takes too long by ending this process; should the server itself be gone, an alarm
does it.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg.errors import KgError, QueryError, StoreError
from kg.query.entities import UnknownEntityError
from kg.query.federated import is_federated
from kg.query.leash import lacks_memory, limit_memory
from kg.query.library import find
from kg.query.results import Layout, write
from kg.query.run import Answer, ask
from kg.query.run import Question as Query
from kg.serve.messages import FRAME, Outcome, Question, Reply
from kg.store.reading import StoreReader

__all__ = ["Answerer", "main"]

_SPARE_SECONDS = 2
"""The alarm comes this much later than the server's own limit."""


class _TooLargeError(QueryError):
    """An answer outgrew its limit."""


class _Bounded(BytesIO):
    """Bytes up to a limit."""

    def __init__(self, megabytes: int) -> None:
        super().__init__()
        self._megabytes = megabytes
        self._left = megabytes * 1024 * 1024

    def write(self, data: Any) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise _TooLargeError(f"the answer is larger than {self._megabytes} MB; LIMIT or a narrower query may help")
        return super().write(data)


class Answerer:
    """Answers questions from a store, which is opened anew when its files have changed."""

    def __init__(self, store: Path, *, answer_mb: int, queries: tuple[Path, ...] = (), federated: bool = False) -> None:
        self._path, self._answer_mb, self._queries = store, answer_mb, queries
        self._federated = federated
        self._open()

    def reply(self, asked: Question) -> Reply:
        """The reply to a question. What goes wrong is part of it."""
        try:
            if _files(self._path) != self._seen:
                self._open()
            return self._answered(asked)
        except UnknownEntityError as error:
            return Reply(Outcome.UNKNOWN, str(error))
        except _TooLargeError as error:
            return Reply(Outcome.LIMITED, str(error))
        except StoreError as error:
            return Reply(Outcome.FAILED, str(error))
        except KgError as error:
            return Reply(Outcome.MALFORMED, str(error))

    def _open(self) -> None:
        self._seen = _files(self._path)
        self._store = StoreReader(self._path)

    def _answered(self, asked: Question) -> Reply:
        query, given = Query(asked.text or "", "query"), asked.given
        if asked.name is not None:
            saved = find(asked.name, self._queries)
            if saved is None:
                return Reply(Outcome.UNKNOWN, f"no saved query is called {asked.name!r}; /api lists them")
            query = Query(saved.text, f"{saved.name}.rq", saved)
        if not self._federated and is_federated(query.text):
            raise QueryError("this server asks no other services (SERVICE); it does if started with --federated")
        answer = ask(query, _Part(self._store, asked), given)
        form = asked.graph if isinstance(answer, ox.QueryTriples) else asked.table
        if form is None:
            return Reply(Outcome.UNACCEPTABLE, _offered(answer))
        out = _Bounded(self._answer_mb)
        write(answer, out, form, Layout(limit=asked.limit, offset=asked.offset))
        return Reply(Outcome.ANSWERED, form=form, body=out.getvalue())


class _Part:
    """The part of a store that a request chose as its dataset (https://www.w3.org/TR/sparql11-protocol/#dataset)."""

    def __init__(self, store: StoreReader, asked: Question) -> None:
        self._store, self._asked = store, asked

    @property
    def base(self) -> str:
        return self._store.base

    def query(
        self,
        text: str,
        substitutions: Mapping[str, Any] | None = None,
        functions: Mapping[ox.NamedNode, Callable[..., Any]] | None = None,
    ) -> Any:
        if not self._asked.default_graphs and not self._asked.named_graphs:
            return self._store.query(text, substitutions, functions)
        return self._store.query_dataset(text, self._asked.default_graphs, self._asked.named_graphs, functions)


def _offered(answer: Answer) -> str:
    if isinstance(answer, ox.QueryTriples):
        return "the answer is a graph: Turtle, N-Triples, N-Quads, JSON-LD or RDF/XML"
    return "the answer is a table: JSON, XML, CSV or TSV of SPARQL results"


def _files(store: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells that a store was written to: its data files with size and time."""
    found = []
    with os.scandir(store) as entries:
        for entry in entries:
            if entry.name.endswith((".log", ".sst")) or entry.name.startswith(("CURRENT", "MANIFEST")):
                try:
                    status = entry.stat()
                except FileNotFoundError:  # a writer has just merged it into another
                    continue
                found.append((entry.name, status.st_size, status.st_mtime_ns))
    return tuple(sorted(found))


def main() -> None:
    """Answer until there are no more questions."""
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("--memory", type=int, required=True)
    parser.add_argument("--answer", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--queries", type=Path, action="append", default=[])
    parser.add_argument("--federated", action="store_true")
    arguments = parser.parse_args()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its workers
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing but replies may come to the server
    limit_memory(arguments.memory)
    try:
        answerer = Answerer(
            arguments.store,
            answer_mb=arguments.answer,
            queries=tuple(arguments.queries),
            federated=arguments.federated,
        )
    except ImportError:  # without memory a module can't be loaded either
        return  # the server sees the pipe end, and says what may help
    except (KgError, MemoryError, OSError) as error:
        if lacks_memory(error):
            return
        if not isinstance(error, KgError):
            raise
        _send(out, Reply(Outcome.FAILED, str(error)))
        return
    _send(out, Reply(Outcome.ANSWERED))
    while (asked := _received(sys.stdin.buffer)) is not None:
        _alarm(arguments.seconds + _SPARE_SECONDS)
        reply = answerer.reply(asked)
        _alarm(0)
        _send(out, reply)


def _alarm(seconds: float) -> None:
    if hasattr(signal, "alarm"):  # its default action ends the process, also inside foreign code
        signal.alarm(ceil(seconds))


def _received(source: BinaryIO) -> Question | None:
    sizes = source.read(FRAME.size)
    if len(sizes) < FRAME.size:
        return None
    head, body = FRAME.unpack(sizes)
    asked = source.read(head)
    source.read(body)
    return Question(**json.loads(asked))


def _send(out: BinaryIO, reply: Reply) -> None:
    out.write(reply.packed())
    out.flush()


if __name__ == "__main__":
    main()
