"""From what the user typed to an answer: a saved query by name, a file, standard input, or SPARQL text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.functions import functions_in
from kg.query.library import SavedQuery, find, library, parse
from kg.query.prefixes import DECLARED_LINES, with_prefixes
from kg.query.record import Record

TYPE_CHECKING = False  # as the type checker reads it; the name in `typing` costs the import of that module
if TYPE_CHECKING:
    from typing import TextIO

    from kg.store.queryable import Queryable

__all__ = ["Answer", "Question", "ask", "explained", "filled", "question"]

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_SPARQL_SIGNS = frozenset("{}?")
_ENDINGS = (".rq", ".sparql")


class Question(Record):
    """A query to be run, and where it came from.

    `saved` is the saved query that it is, or the file whose header declares its parameters.
    """

    __slots__ = ("saved", "shown", "text")

    def __init__(self, text: str, shown: str, saved: SavedQuery | None = None) -> None:
        self.text = text
        self.shown = shown
        self.saved = saved


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
    if not _SPARQL_SIGNS.isdisjoint(words):
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
    text = filled(asked, store, given)
    try:
        functions = functions_in(text)
        query = with_prefixes(text, store.base)
        answer: Answer = store.query(query, functions=functions) if functions else store.query(query)
        return _complete(text, answer)
    except SyntaxError as error:
        from kg.query.diagnosis import explain

        raise QueryError(explain(asked.shown, asked.text, str(error), DECLARED_LINES)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"{asked.shown}: {error}") from error


def _complete(text: str, answer: Answer) -> Answer:
    """`answer` as it comes, while it is read; where other services are asked, read to its end."""
    if "SERVICE" not in text.upper():
        return answer
    from kg.query.federated import is_federated, whole

    try:
        return whole(answer) if is_federated(text) else answer
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query asks another service, and that failed: {error}") from error


def explained(asked: Question, store: Queryable, given: Mapping[str, Sequence[str]]) -> str:
    """The query as the store gets it: parameters bound, prefixes and base declared. It is valid SPARQL of its own.

    Raises `QueryError` as `ask` does, also if it can't be parsed. No other service is asked.
    """
    from kg.query.federated import localised

    text = filled(asked, store, given)
    # An answer is made while it is read, and nobody reads this one.
    ask(Question(localised(text), asked.shown), store, {})
    head, _, body = with_prefixes(text, store.base).partition("\n")
    return head.replace(" PREFIX ", "\nPREFIX ") + "\n\n" + body


def filled(asked: Question, store: Queryable, given: Mapping[str, Sequence[str]]) -> str:
    """The text of `asked` with the terms of its parameters, and with what the queries that it joins answer.

    Raises `QueryError` for parameters that are wrong, and for a query that it joins and that there isn't.
    """
    text = asked.text
    if asked.saved is not None and (given or asked.saved.parameters):
        from kg.query.binding import fill
        from kg.query.parameters import bind

        text = fill(text, bind(asked.saved, given, store))
    elif given:
        raise QueryError("parameters are for saved queries and for files with a `#+ param:` header")
    if "SERVICE" not in text.upper():
        return text
    from kg.query.federated import directed
    from kg.query.joining import joined

    return directed(text if asked.saved is None else joined(asked.saved, text, store, given))
