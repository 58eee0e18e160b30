"""What becomes of one piece of input: an article that was understood, one that is as it was, or a failure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

from kg.errors import InputError
from kg.model import Article
from kg.rdf.mapper import ArticleGraph

__all__ = ["Counts", "Failure", "Item", "Outcome", "Timer", "Unchanged", "Understood"]


@dataclass(frozen=True, slots=True)
class Failure:
    """An article, or a stretch of input, that did not make it into the store."""

    path: str
    line: int | None
    article: str | None
    reason: str

    @classmethod
    def of_input(cls, error: InputError) -> Failure:
        """What could not be read."""
        return cls(error.path, error.line, None, error.reason)

    @classmethod
    def of_article(cls, article: Article, reason: str) -> Failure:
        """What could not be understood."""
        return cls(article.origin.path, article.origin.line, article.id, reason)

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        subject = f" ({self.article})" if self.article else ""
        return f"{place}{subject}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An article that the store has already, read by the same configuration from the same words."""

    article: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found in one article."""

    entities: int
    events: int
    claims: int
    links: int


@dataclass(frozen=True, slots=True)
class Understood:
    """An article's graph, ready to be written."""

    graph: ArticleGraph
    counts: Counts
    seconds: tuple[tuple[str, float], ...]
    """How long each stage took: ``text``, ``extract``, ``link``, ``map``."""


Item = Article | Failure | Unchanged
"""What goes in; an article is worked on, the rest passes through in its place."""
Outcome = Understood | Failure | Unchanged


class Timer:
    """Adds up how long stages take."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Times what happens inside as part of the stage `name`."""
        started = perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - started
