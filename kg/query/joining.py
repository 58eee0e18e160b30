"""The values that a saved query takes from another one before it is asked: ``#+ join: item linked_attacks``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.binding import Bound, fill
from kg.query.library import SavedQuery, find

if TYPE_CHECKING:
    from kg.store.queryable import Queryable

__all__ = ["joined"]


def joined(saved: SavedQuery, text: str, store: Queryable, given: Mapping[str, Sequence[str]]) -> str:
    """`text`, which is that of `saved`, with the values of each variable that it joins; of no values none fits.

    The other query gets those of the parameters `given` that it has. It is looked for beside `saved` first. Raises
    `QueryError` if there is none, if it asks another service itself, or if it has no such column.
    """
    return fill(text, {variable: _values(saved, variable, name, store, given) for variable, name in saved.joins})


def _values(
    saved: SavedQuery, variable: str, name: str, store: Queryable, given: Mapping[str, Sequence[str]]
) -> list[Bound]:
    from kg.query.run import Question, ask

    other = find(name, [saved.path.parent])
    if other is None or other.joins:
        what = "there is no such saved query" if other is None else "that query joins others itself"
        raise QueryError(f"{saved.path.name}: it joins {name!r}, but {what}")
    parameters = {parameter.name for parameter in other.parameters}
    known = {key: words for key, words in given.items() if key in parameters}
    answer = ask(Question(other.text, other.path.name, other), store, known)
    if not isinstance(answer, ox.QuerySolutions) or variable not in {column.value for column in answer.variables}:
        raise QueryError(f"{saved.path.name}: it joins {name!r}, but that has no column {variable!r}")
    found = {term for row in answer if isinstance(term := row[variable], (ox.NamedNode, ox.Literal))}
    return sorted(found, key=str)
