"""Asking from Python: ``kg.open(store).query("attacks_by_place", place="دير الزور")``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import pyoxigraph as ox

from kg.errors import MissingDataError, QueryError
from kg.query.run import ask, question
from kg.store.locate import location, open_reader

if TYPE_CHECKING:
    import pandas

__all__ = ["Graph", "Rows"]

Value = str | int | float | bool | None
_NUMBERS = {"integer": int, "decimal": float, "double": float, "float": float}


class Rows(Sequence[dict[str, Value]]):
    """The rows of an answer: dictionaries from variable to value. IRIs and texts are strings, numbers are numbers."""

    def __init__(self, columns: Sequence[str], rows: Sequence[dict[str, Value]]) -> None:
        self.columns = tuple(columns)
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> dict[str, Value]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[dict[str, Value]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Value] | Sequence[dict[str, Value]]:
        return self._rows[index]

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self._rows)

    def frame(self) -> pandas.DataFrame:
        """The rows as a frame of pandas. Raises `MissingDataError` if it is not installed."""
        try:
            import pandas
        except ImportError as error:
            raise MissingDataError("frames need pandas: pip install pandas") from error
        return pandas.DataFrame(list(self._rows), columns=list(self.columns))


class Graph:
    """A store that is open for reading: a folder, or the URL of a SPARQL service.

    `queries` are folders of more saved queries.
    """

    def __init__(self, store: str | Path, *, queries: Sequence[str | Path] = ()) -> None:
        self._store = open_reader(location(str(store)))
        self._queries = tuple(map(Path, queries))

    def query(self, query: str, **parameters: Any) -> Rows | bool | list[ox.Triple]:
        """The answer to a saved query, by name, or to SPARQL: rows, yes or no, or the triples of a graph.

        `parameters` are those of the saved query; lists give several values, and one that is a word of Python is
        written with an underscore behind it (``from_="2021-07"``). Raises `QueryError`.
        """
        if query == "-":
            raise QueryError("standard input is for the command")
        asked = question(query, stdin=StringIO(), extra=self._queries)
        given = {name.removesuffix("_"): _words(value) for name, value in parameters.items() if value is not None}
        answer = ask(asked, self._store, given)
        if isinstance(answer, ox.QueryBoolean):
            return bool(answer)
        if isinstance(answer, ox.QueryTriples):
            return list(answer)
        columns = [variable.value for variable in answer.variables]
        return Rows(columns, [{name: _value(row[name]) for name in columns} for row in answer])


def _words(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, (list, tuple, set)) else [str(value)]


def _value(term: object) -> Value:
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return getattr(term, "value", str(term))
    kind = term.datatype.value.rpartition("#")[2]
    if kind == "boolean":
        return term.value in {"true", "1"}
    return _NUMBERS[kind](term.value) if kind in _NUMBERS else term.value
