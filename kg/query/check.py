"""Whether a saved query is fit for use: its header, its syntax, and its examples on a store.

Of a query that asks another service too only what it takes from the store is run: no check needs the network.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology.vocab import KG
from kg.query.diagnosis import explain
from kg.query.entities import UnknownEntityError
from kg.query.federated import is_federated, localised
from kg.query.functions import functions_in
from kg.query.library import SavedQuery
from kg.query.parameters import assign
from kg.query.prefixes import DECLARED_LINES, with_prefixes
from kg.query.run import Question, ask, filled

if TYPE_CHECKING:
    from kg.store.queryable import Queryable

__all__ = ["Finding", "check"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to be said about a saved query."""

    text: str
    is_fault: bool = True


def check(saved: SavedQuery, store: Queryable | None) -> Iterator[Finding]:
    """What is wrong with `saved`: nothing, if nothing is yielded. Without a store its examples are not run."""
    if not saved.summary:
        yield Finding("the header lacks `#+ summary:`")
    for parameter in saved.parameters:
        if not parameter.description:
            yield Finding(f"the parameter {parameter.name!r} lacks a description")
    if any(parameter.needed for parameter in saved.parameters) and not saved.examples:
        yield Finding("it needs parameters, and the header lacks `#+ example:`")
    try:
        ox.Store().query(
            with_prefixes(localised(saved.text), KG), custom_functions=dict(functions_in(saved.text) or {})
        )
    except SyntaxError as error:
        yield Finding(explain(saved.path.name, saved.text, str(error), DECLARED_LINES))
        return
    if store is not None:
        runs = [shlex.split(example) for example in saved.examples]
        if not any(parameter.needed for parameter in saved.parameters):
            runs.append([])
        for words in runs:
            yield from _run(saved, words, store)


def _run(saved: SavedQuery, words: list[str], store: Queryable) -> Iterator[Finding]:
    example = f"example {shlex.join(words)!r}" if words else "without values"
    asked = Question(saved.text, saved.path.name, saved)
    try:
        if is_federated(saved.text):
            filled(asked, store, assign(saved, words))
            return
        answer = ask(asked, store, assign(saved, words))
        if not isinstance(answer, ox.QueryBoolean):
            for _ in answer:  # the answer is made while it is read
                pass
    except UnknownEntityError as error:
        yield Finding(f"{example}: not run: {error}", is_fault=False)
    except (QueryError, RuntimeError, ValueError) as error:
        yield Finding(f"{example}: {error}")
