"""The explorer: what people see at ``/``. The server mounts `routes` after its own, which are ``/sparql``, ``/api`` and
``/openapi.json``.
"""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from kg.query.library import library
from kg.serve.service import Service

__all__ = ["routes"]


def routes(service: Service) -> list[BaseRoute]:
    """Everything of the explorer: pages, data that only they need, and static files."""

    async def page(_: Request) -> Response:
        items = "".join(
            f'<li><a href="/api/{saved.name}">{saved.name}</a> {escape(saved.summary)}</li>'
            for saved in library(service.pool.queries).values()
        )
        body = (
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>Khabar KG</title><h1>Khabar KG</h1>'
            '<p>SPARQL endpoint: <a href="/sparql">/sparql</a>. '
            f'Interface: <a href="/openapi.json">/openapi.json</a>.</p><ul>{items}</ul></html>'
        )
        return HTMLResponse(body, headers={"Content-Security-Policy": "default-src 'none'"})

    return [Route("/", page)]
