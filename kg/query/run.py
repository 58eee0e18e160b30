"""From what the user typed to an answer: a saved query by name, a file, standard input, or SPARQL text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.functions import functions_in
from kg.query.library import SavedQuery, find, library, parse
from kg.query.prefixes import DECLARED_LINES, with_prefixes

if TYPE_CHECKING:
    from kg.store.reading import Queryable

__all__ = ["Answer", "Question", "ask", "explained", "question"]

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_LOOKS_LIKE_SPARQL = re.compile(r"[{}?]")
_ENDINGS = (".rq", ".sparql")


class Question(NamedTuple):
    """A query to be run, and where it came from."""

    text: str
    shown: str
    saved: SavedQuery | None = None
    """The saved query that it is, or the file whose header declares its parameters."""


def question(words: str, *, stdin: TextIO, extra: Iterable[Path] = ()) -> Question:
    """The query that `words` mean: ``-``, the name of a saved query, a file, or SPARQL text.

    Raises `QueryError` if they mean nothing, naming saved queries that are close.
    """
    extra = tuple(extra)
    if words == "-":
        try:
            return Question(stdin.read(), "standard input")
        except UnicodeDecodeError as error:
            raise QueryError(f"standard input: not UTF-8: {error}") from error
    if saved := find(words, extra):
        return Question(saved.text, f"{saved.name}.rq", saved)
    if words.endswith(_ENDINGS):
        saved = parse(Path(words))
        return Question(saved.text, words, saved)
    if _LOOKS_LIKE_SPARQL.search(words):
        return Question(words, "query")
    from difflib import get_close_matches

    names = library(extra)
    close = get_close_matches(words, names, n=3)
    hint = f"did you mean {' or '.join(close)}?" if close else f"saved queries: {', '.join(names)}"
    raise QueryError(f"{words!r} is no saved query, no .rq file and no SPARQL; {hint}")


def ask(asked: Question, store: Queryable, given: Mapping[str, Sequence[str]]) -> Answer:
    """The answer of `store`, with parameters bound as `given`.

    Raises `QueryError` with line, column and a hint if the query can't be parsed.
    """
    text = _filled(asked, store, given)
    try:
        functions = functions_in(text)
        whole = with_prefixes(text, store.base)
        answer: Answer = store.query(whole, functions=functions) if functions else store.query(whole)
    except SyntaxError as error:
        from kg.query.diagnosis import explain

        raise QueryError(explain(asked.shown, asked.text, str(error), DECLARED_LINES)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"{asked.shown}: {error}") from error
    return answer


def explained(asked: Question, store: Queryable, given: Mapping[str, Sequence[str]]) -> str:
    """The query as the store gets it: parameters bound, prefixes and base declared. It is valid SPARQL of its own.

    Raises `QueryError` as `ask` does, also if it can't be parsed.
    """
    ask(asked, store, given)  # an answer is made while it is read, and nobody reads this one
    head, _, body = with_prefixes(_filled(asked, store, given), store.base).partition("\n")
    return head.replace(" PREFIX ", "\nPREFIX ") + "\n\n" + body


def _filled(asked: Question, store: Queryable, given: Mapping[str, Sequence[str]]) -> str:
    if asked.saved is not None and (given or asked.saved.parameters):
        from kg.query.binding import fill
        from kg.query.parameters import bind

        return fill(asked.text, bind(asked.saved, given, store))
    if given:
        raise QueryError("parameters are for saved queries and for files with a `#+ param:` header")
    return asked.text
