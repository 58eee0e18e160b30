"""A query on a leash: in a child process that can be ended at any moment and can't take all memory.

Oxigraph has neither a time limit nor a way to cancel, it does not hear Ctrl-C inside an aggregate, and out of memory it
aborts its process. A child of ours may do all of that.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from select import select
from typing import NoReturn

from kg.errors import ConfigError, KgError, QueryError

__all__ = ["MEMORY_MB", "can_leash", "lacks_memory", "leashed", "limit_memory"]

MEMORY_MB = 4096
"""What a query may take by default, in megabytes."""
_CHILDS_FAULT = 70
"""Exit code of a child that met an error which is nobody's message (EX_SOFTWARE)."""
_NO_MEMORY = 71
"""Exit code of a child that had too little memory, and lived to notice (EX_OSERR)."""


def can_leash() -> bool:
    """Whether this system can fork a process, which is how the child is made."""
    return hasattr(os, "fork")


def leashed(work: Callable[[], int | None], *, seconds: float | None, memory_mb: int = MEMORY_MB) -> int | None:
    """What `work` returns, called in a child process, which must open the store itself.

    Raises `QueryError` if it takes more than `seconds` of wall time or `memory_mb` of address space, and whatever
    `KgError` it raised, with the same message. On Ctrl-C the child is ended at once.
    """
    if not can_leash():
        raise ConfigError("this system can't fork a process, so --timeout does not work on it")
    sys.stdout.flush()
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(readable)
        _be_the_child(work, writable, memory_mb)
    os.close(writable)
    try:
        finished = bool(select([readable], [], [], seconds)[0])
        answer = _read_all(readable) if finished else b""
    finally:
        os.close(readable)
        os.kill(child, signal.SIGKILL)  # harmless if it has ended: until the next line it keeps its number
        status = os.waitpid(child, 0)[1]
    if not finished:
        raise QueryError(f"the query was ended after {seconds:g} s (--timeout); LIMIT or a narrower pattern may help")
    return _result(answer, status, memory_mb)


def _result(answer: bytes, status: int, memory_mb: int) -> int | None:
    if answer:
        result = json.loads(answer)
        if (message := result.get("error")) is not None:
            raise QueryError(message)
        rows: int | None = result["rows"]
        return rows
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) != _NO_MEMORY:
        raise QueryError("the query failed with the error above; please report it")
    raise QueryError(
        f"the query needed more than {memory_mb} MB of memory and was ended; LIMIT may help, or a larger --memory"
    )


def _be_the_child(work: Callable[[], int | None], report: int, memory_mb: int) -> NoReturn:
    """Do the work, report it through the pipe, and leave without unwinding into the parent's code."""
    code = _CHILDS_FAULT
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # the default ends a process even inside foreign code
        limit_memory(memory_mb)
        try:
            result: dict[str, int | str | None] = {"rows": work()}
            sys.stdout.flush()
        except KgError as error:
            if lacks_memory(error):
                raise
            result = {"error": str(error)}
        except BrokenPipeError:  # the reader (head, less) has had enough
            result = {"rows": None}
        os.write(report, json.dumps(result).encode())
        code = 0
    except (KgError, MemoryError, OSError) as error:
        if not lacks_memory(error):
            raise
        code = _NO_MEMORY
    finally:
        if sys.exc_info()[0] is not None:
            traceback.print_exc()
        sys.stderr.flush()
        os._exit(code)


def limit_memory(memory_mb: int) -> None:
    """Let this process have `memory_mb` of address space and no more."""
    import resource

    limit = memory_mb * 1024 * 1024
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def lacks_memory(error: BaseException) -> bool:
    """Whether an error says that no memory was left, or was raised from one that does.

    Calls of the system say so by their error number, RocksDB by its text alone.
    """
    if isinstance(error, MemoryError) or (error.__cause__ is not None and lacks_memory(error.__cause__)):
        return True
    return isinstance(error, OSError) and (error.errno == errno.ENOMEM or os.strerror(errno.ENOMEM) in str(error))


def _read_all(pipe: int) -> bytes:
    parts = []
    while part := os.read(pipe, 65536):
        parts.append(part)
    return b"".join(parts)
