"""Errors as the client sees them: RFC 9457 problem documents."""

from __future__ import annotations

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from kg.serve.messages import Outcome, Reply

__all__ = ["RETRY_SECONDS", "STATUSES", "on_http_error", "problem", "problem_of"]

STATUSES = {
    Outcome.MALFORMED: HTTPStatus.BAD_REQUEST,
    Outcome.UNKNOWN: HTTPStatus.NOT_FOUND,
    Outcome.UNACCEPTABLE: HTTPStatus.NOT_ACCEPTABLE,
    Outcome.LIMITED: HTTPStatus.SERVICE_UNAVAILABLE,
    Outcome.BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
    Outcome.FAILED: HTTPStatus.INTERNAL_SERVER_ERROR,
}
RETRY_SECONDS = 5
"""When a client that was turned away may come again."""


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """A problem document."""
    title = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": int(status), "detail": detail}
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def problem_of(reply: Reply) -> JSONResponse:
    """The problem document of a question that was not answered."""
    retry = {"Retry-After": str(RETRY_SECONDS)} if reply.outcome is Outcome.BUSY else None
    return problem(STATUSES[reply.outcome], reply.detail, retry)


async def on_http_error(request: Request, error: Exception) -> JSONResponse:
    """What the framework itself refuses: unknown paths, methods, bodies that can't be read."""
    if not isinstance(error, HTTPException):
        raise error
    said = error.detail
    if said == HTTPStatus(error.status_code).phrase:  # the framework says no more than the title
        said = f"there is no {request.method} {request.url.path}"
    return problem(error.status_code, said, dict(error.headers or {}))
