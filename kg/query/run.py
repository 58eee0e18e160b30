"""From what the user typed to an answer: a saved query by name, a file, standard input, or SPARQL text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.library import SavedQuery, find, library, parse
from kg.query.parameters import bind
from kg.query.prefixes import DECLARED_LINES, with_prefixes
from kg.store.protocol import Store

__all__ = ["Answer", "Question", "ask", "question"]

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_POSITION = re.compile(r"at (\d+):(\d+)")
_UPDATE = re.compile(r"^\s*(INSERT|DELETE|DROP|CLEAR|LOAD|CREATE|ADD|MOVE|COPY)\b", re.IGNORECASE | re.MULTILINE)
_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """A query to be run, and where it came from."""

    text: str
    shown: str
    saved: SavedQuery | None = None


def question(words: str, *, stdin: TextIO, extra: Iterable[Path] = ()) -> Question:
    """The query that `words` mean: ``-``, the name of a saved query, a file, or SPARQL text.

    Raises `QueryError` if they mean nothing, naming saved queries that are close.
    """
    if words == "-":
        return Question(stdin.read(), "standard input")
    if saved := find(words, extra):
        return Question(saved.text, f"{saved.name}.rq", saved)
    path = Path(words)
    if words.endswith((".rq", ".sparql")) or ("\n" not in words and len(words) < 200 and path.is_file()):
        saved = parse(path)
        return Question(saved.text, str(path), saved)
    if _FORM.search(words) or _UPDATE.search(words):
        return Question(words, "query")
    from difflib import get_close_matches

    names = library(extra)
    close = get_close_matches(words, names, n=3)
    hint = f"did you mean {' or '.join(close)}?" if close else f"saved queries: {', '.join(names)}"
    raise QueryError(f"{words!r} is no saved query, no file and no SPARQL; {hint}")


def ask(asked: Question, store: Store, given: Mapping[str, str]) -> Answer:
    """The answer of `store`. Raises `QueryError` with line, column and a hint if the query can't be parsed."""
    saved = asked.saved
    if given and saved is None:
        raise QueryError("--param is for saved queries and files with a `#+ param:` header")
    bound = bind(saved, given, store) if saved is not None else {}
    try:
        answer: Answer = store.query(with_prefixes(asked.text), bound)
    except SyntaxError as error:
        raise QueryError(_explain(asked, str(error))) from error
    return answer


def _explain(asked: Question, message: str) -> str:
    """The parser's message with the position in the user's own text, the line itself, and a hint."""
    if _UPDATE.search(asked.text):
        return f"{asked.shown}: `kg query` reads; it does not change a store"
    match = _POSITION.search(message)
    if match is None:
        return f"{asked.shown}: {message}"
    line, column = int(match.group(1)) - DECLARED_LINES, int(match.group(2))
    lines = asked.text.splitlines()
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    expected = message[match.end() :].lstrip(": ")
    pointer = f"\n  {source}\n  {' ' * (column - 1)}^" if source else ""
    return f"{asked.shown}:{line}:{column}: {expected}{pointer}"
