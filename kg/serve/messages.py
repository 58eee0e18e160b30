"""What the server and the processes that answer its queries say to each other: heads in JSON, bodies of bytes."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

__all__ = ["FRAME", "Outcome", "Question", "Reply", "packed"]

FRAME = struct.Struct(">II")
"""Sizes of the head and of the body, in bytes."""


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    MALFORMED = "malformed"
    """It can't be parsed, or a value does not fit its parameter."""
    UNKNOWN = "unknown"
    """It names a saved query or an entity that is not there."""
    UNACCEPTABLE = "unacceptable"
    """Its answer can't be had in any of the formats that were asked for."""
    LIMITED = "limited"
    """It met a limit of time, memory or size."""
    BUSY = "busy"
    """Too many others wait before it."""
    FAILED = "failed"
    """The store could not answer it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query by its text, or by the name of a saved query, with the formats in which an answer is welcome."""

    text: str | None = None
    name: str | None = None
    given: dict[str, list[str]] = field(default_factory=dict)
    """Values of the parameters of a saved query."""
    table: str | None = "json"
    """Format of an answer in rows or of yes and no (`kg.query.results.FORMATS`); `None` if none is welcome."""
    graph: str | None = "ttl"
    """Format of an answer that is a graph; `None` if none is welcome."""
    limit: int | None = None
    offset: int = 0
    default_graphs: list[str] = field(default_factory=list)
    """IRIs of the graphs that stand for the default graph; by default the facts layer."""
    named_graphs: list[str] = field(default_factory=list)

    def packed(self) -> bytes:
        """The question in one frame."""
        return packed(asdict(self))


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a question, and the answer whole in `body`, in `form`."""

    outcome: Outcome
    detail: str = ""
    """What went wrong, in words for the user."""
    form: str = ""
    """Format of the answer, one of `kg.query.results.FORMATS`."""
    body: bytes = b""

    def packed(self) -> bytes:
        """The reply in one frame."""
        return packed({"outcome": self.outcome, "detail": self.detail, "form": self.form}, self.body)

    @classmethod
    def unpacked(cls, head: bytes, body: bytes) -> Reply:
        """The reply of a frame's head and body."""
        said: dict[str, str] = json.loads(head)
        return cls(Outcome(said["outcome"]), said["detail"], said["form"], body)


def packed(head: dict[str, Any], body: bytes = b"") -> bytes:
    """One frame."""
    raw = json.dumps(head).encode()
    return FRAME.pack(len(raw), len(body)) + raw + body
