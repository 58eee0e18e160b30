"""The SPARQL 1.1 Protocol, for queries (https://www.w3.org/TR/sparql11-protocol/). Updates are refused."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import QueryError
from kg.serve.description import describe
from kg.serve.messages import Question
from kg.serve.problems import problem
from kg.serve.service import Service, body_of, formats

__all__ = ["PATH", "routes"]

PATH = "/sparql"
_QUERY, _UPDATE, _FORM = "application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded"


def routes(service: Service) -> list[Route]:
    """The endpoint's one route."""

    async def endpoint(request: Request) -> Response:
        try:
            choice = formats(request)
            said = await _said(request, service.pool.limits.body_kb)
            if said is None:
                return describe(str(request.url.replace(query="")), request.headers.get("accept"))
            question = _question(said)
        except QueryError as error:
            return problem(400, str(error))
        return await service.respond(request, question, choice)

    return [Route(PATH, endpoint, methods=["GET", "POST"])]


async def _said(request: Request, body_kb: int) -> list[tuple[str, str]] | None:
    """The parameters of the operation; `None` if no query is asked and the service is to be described."""
    in_address = request.query_params.multi_items()
    if request.method == "POST":
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await body_of(request, body_kb)
        return _posted(media, body, in_address)
    _refuse_update(in_address)
    return in_address if any(name == "query" for name, _ in in_address) else None


def _posted(media: str, body: bytes, in_address: list[tuple[str, str]]) -> list[tuple[str, str]]:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"the body is not UTF-8: {error}") from error
    if media == _QUERY:
        return [*in_address, ("query", text)]
    if media == _UPDATE:
        raise _no_update()
    if media != _FORM:
        raise HTTPException(415, f"a query comes as {_QUERY} or {_FORM}, not as {media or 'nothing that is named'}")
    parameters = parse_qsl(text, keep_blank_values=True)
    _refuse_update(parameters)
    return parameters


def _question(parameters: list[tuple[str, str]]) -> Question:
    """Raises `QueryError` if there is not exactly one query."""

    def values(name: str) -> Iterable[str]:
        return (value for key, value in parameters if key == name)

    queries = list(values("query"))
    if len(queries) != 1:
        raise QueryError(f"one query is needed, not {len(queries)}: the parameter is called `query`")
    return Question(
        text=queries[0],
        default_graphs=list(values("default-graph-uri")),
        named_graphs=list(values("named-graph-uri")),
    )


def _refuse_update(parameters: Iterable[tuple[str, str]]) -> None:
    if any(name == "update" for name, _ in parameters):
        raise _no_update()


def _no_update() -> HTTPException:
    return HTTPException(403, "this endpoint answers queries; updates are off, the store is open for reading only")
