"""What the routes share: the pool, and answering a question for a client that may have gone."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import QueryError
from kg.serve.messages import Outcome, Question, Reply
from kg.serve.negotiation import Choice, choose, named
from kg.serve.pool import Pool
from kg.serve.problems import problem_of

__all__ = ["Service", "body_of", "formats"]


@dataclass(frozen=True, slots=True)
class Service:
    """Asks the store on behalf of requests."""

    pool: Pool

    async def respond(self, request: Request, question: Question, choice: Choice) -> Response:
        """The answer in a format of `choice`, or the problem. When the client goes away, its query is ended."""
        table, graph = (None if form is None else form.name for form in choice)
        asked = replace(question, table=table, graph=graph)
        reply = await _while_connected(request, self.pool.ask(asked))
        if reply.outcome is not Outcome.ANSWERED:
            return problem_of(reply)
        return Response(reply.body, media_type=choice.of(reply.form).media, headers={"Vary": "Accept"})

    async def rows(self, text: str) -> list[dict[str, Any]]:
        """The rows of a SELECT query, each variable as an object of the SPARQL JSON format.

        Raises `QueryError` if there is no answer.
        """
        return await self._bindings(Question(text=text))

    async def saved_rows(self, name: str, given: dict[str, list[str]]) -> list[dict[str, Any]]:
        """The rows of a saved query. Raises `QueryError` if there is no answer."""
        return await self._bindings(Question(name=name, given=given))

    async def _bindings(self, question: Question) -> list[dict[str, Any]]:
        reply = await self.pool.ask(question)
        if reply.outcome is not Outcome.ANSWERED:
            raise QueryError(reply.detail)
        found: list[dict[str, Any]] = json.loads(reply.body)["results"]["bindings"]
        return found


def formats(request: Request) -> Choice:
    """The formats that a request welcomes: by ``format=NAME`` in its address, else by its ``Accept`` header.

    Some clients send such a parameter to every endpoint, each with names of its own, so one that is unknown is as good
    as none, and the header has its say on the other kind of answer.
    """
    accepted = choose(request.headers.get("accept"))
    choice = named(request.query_params.get("format", ""))
    return Choice(choice.table or accepted.table, choice.graph or accepted.graph) if choice else accepted


async def body_of(request: Request, kilobytes: int) -> bytes:
    """The body of a request. Raises a 413 if it is larger than it may be."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > kilobytes * 1024:
            raise HTTPException(413, f"a request may have {kilobytes} kB")
        parts.append(part)
    return b"".join(parts)


async def _while_connected(request: Request, work: Any) -> Reply:
    """The result of `work`, which is cancelled as soon as the client is gone."""
    task: asyncio.Task[Reply] = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            task.cancel()
        return await task
    except asyncio.CancelledError:
        task.cancel()
        return Reply(Outcome.FAILED, "the client has gone")
    finally:
        gone.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
