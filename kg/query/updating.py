"""Changing a store by SPARQL Update (https://www.w3.org/TR/sparql11-update/), where the user says so expressly."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, TextIO

from kg.errors import QueryError
from kg.query.diagnosis import explain
from kg.query.prefixes import DECLARED_LINES, with_prefixes

__all__ = ["Updatable", "text_of", "update"]


class Updatable(Protocol):
    """What an update needs of a store, whoever keeps the quads."""

    @property
    def base(self) -> str:
        """The base IRI of this store's resources."""
        ...

    def update(self, text: str) -> None:
        """Run an update, all of it or nothing."""
        ...


def text_of(words: str, *, stdin: TextIO) -> tuple[str, str]:
    """The update that `words` mean, and what to call it: ``-``, a file (``.rq``, ``.ru``, ``.sparql``), or its text.

    Raises `QueryError` if the file or standard input can't be read.
    """
    try:
        if words == "-":
            return stdin.read(), "standard input"
        if words.endswith((".rq", ".ru", ".sparql")):
            return Path(words).read_text("utf-8"), words
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{words}: can't be read: {error}") from error
    return words, "update"


def update(text: str, shown: str, store: Updatable) -> None:
    """Run the update `text`, named `shown`, with the prefixes and the base that queries know too.

    Raises `QueryError` with line, column and a hint if it can't be parsed, or if it is a query; `StoreError` if the
    store can't be written to.
    """
    if not text.strip():
        raise QueryError(f"{shown}: the update is empty")
    try:
        store.update(with_prefixes(text, store.base))
    except SyntaxError as error:
        raise QueryError(explain(shown, text, str(error), DECLARED_LINES, is_update=True)) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"{shown}: {error}") from error
