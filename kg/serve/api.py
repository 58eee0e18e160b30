"""The saved queries as an API: ``GET /api/NAME?param=…``, and its description."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.errors import QueryError
from kg.query.library import SavedQuery, find, library
from kg.serve.messages import Question
from kg.serve.negotiation import GRAPHS, TABLES
from kg.serve.openapi import OPENAPI_PATH, RESERVED, openapi
from kg.serve.problems import problem
from kg.serve.service import Service, formats

__all__ = ["routes"]


def routes(service: Service) -> list[Route]:
    """The list of queries, its OpenAPI description, and a route for each query, found anew at each request."""
    queries = service.pool.queries

    async def listed(_: Request) -> Response:
        return JSONResponse([_summary(saved) for saved in library(queries).values()])

    async def described(_: Request) -> Response:
        return JSONResponse(openapi(library(queries).values()))

    async def answered(request: Request) -> Response:
        saved = find(request.path_params["name"], queries)
        if saved is None:
            return problem(404, f"no saved query is called {request.path_params['name']!r}; /api lists them")
        try:
            question = _question(saved, request)
            _check_format(saved, request)
        except QueryError as error:
            return problem(400, str(error))
        return await service.respond(request, question, formats(request))

    return [
        Route("/api", listed),
        Route(OPENAPI_PATH, described),
        Route("/api/{name}", answered),
    ]


def _question(saved: SavedQuery, request: Request) -> Question:
    """Raises `QueryError` for a parameter that the query does not have, or that is given too often."""
    lists = {parameter.name: parameter.is_list for parameter in saved.parameters}
    given: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if name in RESERVED:
            continue
        if name not in lists:
            known = ", ".join((*lists, *RESERVED))
            raise QueryError(f"query {saved.name!r} has no parameter {name!r}; it has: {known}")
        if name in given and not lists[name]:
            raise QueryError(f"parameter {name!r} of query {saved.name!r} takes one value")
        if value:  # an empty field of a form gives none
            given.setdefault(name, []).append(value)
    limit = _number(request, "limit")
    return Question(name=saved.name, given=given, limit=limit, offset=_number(request, "offset") or 0)


def _check_format(saved: SavedQuery, request: Request) -> None:
    offered = GRAPHS if saved.is_graph else TABLES
    name = request.query_params.get("format")
    if name and name not in offered:
        raise QueryError(f"the answer of {saved.name!r} comes as {', '.join(offered)}, not as {name!r}")


def _number(request: Request, name: str) -> int | None:
    value = request.query_params.get(name)
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise QueryError(f"{name!r} is a whole number from 0 on, not {value!r}")
    return int(value)


def _summary(saved: SavedQuery) -> dict[str, object]:
    """A saved query as the explorer's forms need it."""
    return {
        "name": saved.name,
        "summary": saved.summary,
        "summaries": {"en": saved.summary, **dict(saved.translations)},
        "description": saved.description,
        "is_graph": saved.is_graph,
        "examples": list(saved.examples),
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "list": parameter.is_list,
                "needed": parameter.needed,
                "default": parameter.default,
                "description": parameter.description,
            }
            for parameter in saved.parameters
        ],
    }
