"""Running the application on a port, by uvicorn (https://www.uvicorn.org)."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import uvicorn

from kg.errors import ConfigError
from kg.serve.app import application
from kg.serve.limits import Limits
from kg.serve.pool import Pool
from kg.store.reading import StoreReader

__all__ = ["serve"]

_GRACE_SECONDS = 2
"""What requests in progress are given when the server is interrupted."""


def serve(
    store: Path,
    limits: Limits,
    *,
    address: tuple[str, int],
    queries: tuple[Path, ...] = (),
    hosts: Sequence[str],
    origins: Sequence[str] = (),
    verbose: bool = False,
) -> None:
    """Serve `store` at `address` until the process is interrupted.

    Raises `StoreError` if the store can't be opened, `ConfigError` if the address can't be had.
    """
    # Complains of a store that is none, or of limits that are too narrow, before anything is listened to.
    StoreReader(store)
    asyncio.run(Pool(store, limits, queries).probe())
    with _bound(address) as listening:
        host, port = listening.getsockname()[:2]
        where = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        app = application(
            Pool(store, limits, queries),
            hosts=hosts,
            origins=origins,
            when_ready=lambda: print(where, file=sys.stderr, flush=True),  # noqa: T201 - talk of the command
        )
        config = uvicorn.Config(
            app,
            log_config=_LOGS,
            log_level="info" if verbose else "warning",
            access_log=verbose,
            timeout_graceful_shutdown=_GRACE_SECONDS,
            server_header=False,
        )
        with suppress(KeyboardInterrupt):  # uvicorn has ended in good order, and raises it once more
            uvicorn.Server(config).run([listening])


def _bound(address: tuple[str, int]) -> socket.socket:
    host, port = address
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()  # from now on nobody is turned away
    except OSError as error:
        raise ConfigError(f"can't listen on {host}:{port}: {error.strerror or error}; try another --port") from error
    return listening


_LOGS = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "kg serve: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "stream": "ext://sys.stderr"}},
    "loggers": {"uvicorn": {"handlers": ["stderr"], "propagate": False}},
}
