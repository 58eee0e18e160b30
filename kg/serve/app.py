"""The application: the endpoint, the API and the explorer over one pool."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from kg.serve import api, endpoint, explorer
from kg.serve.pool import Pool
from kg.serve.problems import on_http_error
from kg.serve.service import Service

__all__ = ["LOOPBACK", "application"]

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def application(
    pool: Pool,
    *,
    hosts: Iterable[str] = LOOPBACK,
    origins: Iterable[str] = (),
    when_ready: Callable[[], None] = lambda: None,
) -> Starlette:
    """The ASGI application over `pool`, which it opens when it starts; then it calls `when_ready`.

    It answers under the names `hosts` alone (``*`` for any): a page elsewhere that has its name point here is not
    answered. Pages of `origins` may read the answers (CORS); by default none.
    """
    service = Service(pool)
    allowed = list(origins)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with pool.open():
            when_ready()
            yield

    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)]
    if allowed:
        middleware.append(Middleware(CORSMiddleware, allow_origins=allowed, allow_methods=["GET", "POST"]))
    middleware.append(Middleware(GZipMiddleware, minimum_size=1024, compresslevel=5))
    return Starlette(
        routes=[*endpoint.routes(service), *api.routes(service), *explorer.routes(service)],
        middleware=middleware,
        exception_handlers={HTTPException: on_http_error},
        lifespan=lifespan,
    )
