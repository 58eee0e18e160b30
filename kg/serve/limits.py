"""What the server allows a query, and how many of them at once."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a server. A query that meets one is answered with 503 and a message, never with half an answer."""

    seconds: float = 30.0
    """Wall time that a query may take, and that it may wait for its turn."""
    answer_mb: int = 64
    """Size of an answer, before compression."""
    memory_mb: int = 2048
    """Address space of a process that answers queries."""
    workers: int = 4
    """Queries that are answered at once, each in a process of its own."""
    waiting: int = 32
    """Queries that may wait for their turn; one more is turned away at once."""
    body_kb: int = 1024
    """Size of a request's body."""
    federated: bool = False
    """Whether queries may make this machine ask other services (SERVICE): whoever sends them chooses which."""
