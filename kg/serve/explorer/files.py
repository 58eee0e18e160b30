"""Static files of the explorer, and the buttons for language and theme, which work without a script."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.export.assets import vis_network
from kg.resources import data_dir
from kg.serve.explorer.pages import LANGUAGES, THEMES

__all__ = ["routes"]

_FILES = {
    "colours.css": "viewer/colours.css",
    "explorer.css": "explorer/explorer.css",
    "graph.js": "viewer/graph.js",
    "explorer.js": "explorer/explorer.js",
}
_YEAR = 365 * 24 * 3600


def routes() -> list[BaseRoute]:
    """``/static/NAME`` and ``/settings``."""
    return [Route("/static/{name}", _file), Route("/settings", _settings), Route("/favicon.ico", _no_icon)]


async def _file(request: Request) -> Response:
    name = request.path_params["name"]
    headers = {"Cache-Control": "max-age=600", "X-Content-Type-Options": "nosniff"}
    if name == "vis-network.js":
        return FileResponse(vis_network(), media_type="text/javascript", headers=headers)
    if name not in _FILES:
        return Response(status_code=404)
    return FileResponse(data_dir() / _FILES[name], headers=headers)


async def _settings(request: Request) -> Response:
    """Keeps a choice in a cookie and goes back to where the reader was: on this server, nowhere else."""
    back = request.query_params.get("back", "/")
    response = RedirectResponse(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/", 303)
    for name, known in (("language", LANGUAGES), ("theme", THEMES)):
        if (value := request.query_params.get(name)) in known:
            response.set_cookie(name, str(value), max_age=_YEAR, samesite="lax", httponly=True)
    return response


async def _no_icon(_: Request) -> Response:
    return Response(status_code=204)
