"""The explorer: what people see at ``/``. The server mounts `routes` after its own, which are ``/sparql``, ``/api`` and
``/openapi.json``.

Pages are made here, from templates that escape whatever they are given; scripts come from files of this server alone,
and draw graphs.
"""

from __future__ import annotations

from starlette.routing import BaseRoute

from kg.serve.explorer import asking, browsing, files
from kg.serve.explorer.pages import Pages
from kg.serve.service import Service

__all__ = ["routes"]


def routes(service: Service) -> list[BaseRoute]:
    """Everything of the explorer: pages, data that only they need, and static files."""
    pages = Pages()
    return [*browsing.routes(service, pages), *asking.routes(service, pages), *files.routes()]
