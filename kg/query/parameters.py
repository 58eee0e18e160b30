"""The words that a user gives for a query's parameters → RDF terms that are bound to its variables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology import vocab
from kg.query.binding import Bound
from kg.query.entities import entity_of
from kg.query.library import Parameter, SavedQuery
from kg.query.prefixes import expand

TYPE_CHECKING = False  # as the type checker reads it; the name in `typing` costs the import of that module
if TYPE_CHECKING:
    from kg.store.queryable import Queryable

__all__ = ["assign", "bind", "term_of"]

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_DATATYPES = {4: vocab.XSD_G_YEAR, 7: vocab.XSD_G_YEAR_MONTH, 10: vocab.XSD_DATE}


def assign(query: SavedQuery, words: Iterable[str]) -> dict[str, list[str]]:
    """What each parameter is given: ``name=value`` by name, bare values in the order of the header.

    A word with an equals sign whose left side is no parameter is a bare value (an IRI, say). Raises `QueryError` for
    a value too many and for a single-valued parameter that is given twice.
    """
    parameters = {parameter.name: parameter for parameter in query.parameters}
    given: dict[str, list[str]] = {}
    bare: list[str] = []
    for word in words:
        name, equals, value = word.partition("=")
        if equals and name in parameters:
            given.setdefault(name, []).append(value)
        elif equals and re.fullmatch(r"[a-z_]+", name):
            raise QueryError(f"query {query.name!r} has no parameter {name!r}; it has: {_listed(query)}")
        else:
            bare.append(word)
    for value in bare:
        free = next((p for p in query.parameters if p.is_list or p.name not in given), None)
        if free is None:
            raise QueryError(f"query {query.name!r} takes no further value, so {value!r} is too many: {_listed(query)}")
        given.setdefault(free.name, []).append(value)
    for name, values in given.items():
        if len(values) > 1 and not parameters[name].is_list:
            raise QueryError(f"parameter {name!r} of query {query.name!r} takes one value, not {len(values)}")
    return given


def bind(query: SavedQuery, given: Mapping[str, Sequence[str]], store: Queryable) -> dict[str, list[Bound]]:
    """The terms for each variable of `query` that is bound.

    Raises `QueryError` for a parameter that the query does not have, one that is missing, or a value of a wrong type.
    """
    known = {parameter.name for parameter in query.parameters}
    if unknown := sorted(set(given) - known):
        raise QueryError(f"query {query.name!r} has no parameter {unknown[0]!r}; it has: {_listed(query)}")
    bound: dict[str, list[Bound]] = {}
    for parameter in query.parameters:
        default = [] if parameter.default is None else [parameter.default]
        values = given.get(parameter.name) or default
        if values:
            bound[parameter.name] = [term_of(parameter, value, store) for value in values]
        elif parameter.needed:
            raise QueryError(
                f"query {query.name!r} needs {parameter.name!r} ({parameter.description}): give {parameter.name}=…"
            )
    return bound


def term_of(parameter: Parameter, value: str, store: Queryable) -> Bound:
    """The term that `value` stands for by the type of `parameter`. Raises `QueryError` if it can't be one."""
    if any("\ud800" <= char <= "\udfff" for char in value):  # bytes of the command line that are no UTF-8
        raise QueryError(f"parameter {parameter.name!r} is not valid UTF-8: {value!r}")
    match parameter.type:
        case "string":
            return ox.Literal(value)
        case "integer":
            if not re.fullmatch(r"[+-]?\d+", value, re.ASCII):
                raise QueryError(f"parameter {parameter.name!r} is an integer, not {value!r}")
            return ox.Literal(value, datatype=ox.NamedNode(vocab.XSD_INTEGER))
        case "decimal":
            if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", value, re.ASCII):
                raise QueryError(f"parameter {parameter.name!r} is a decimal number, not {value!r}")
            return ox.Literal(value, datatype=ox.NamedNode(vocab.XSD_DECIMAL))
        case "date":
            return _date(parameter, value)
        case "iri":
            return _iri(parameter, value, store)
        case "term":
            return _ontology_term(parameter, value)
    return entity_of(value, store)


def _listed(query: SavedQuery) -> str:
    return ", ".join(f"{p.name} ({p.shown_type})" for p in query.parameters) or "none"


def _date(parameter: Parameter, value: str) -> ox.Literal:
    from datetime import date

    match = _DATE.fullmatch(value)
    try:
        if match is None:
            raise ValueError("not of the form 2021, 2021-07 or 2021-07-05")
        year, month, day = (int(part or 1) for part in match.groups())
        date(year, month, day)
    except ValueError as error:
        raise QueryError(f"parameter {parameter.name!r} is a date, not {value!r}: {error}") from error
    return ox.Literal(value, datatype=ox.NamedNode(_DATATYPES[len(value)]))


def _iri(parameter: Parameter, value: str, store: Queryable) -> ox.NamedNode:
    try:
        return ox.NamedNode(expand(value, store.base) or value)
    except ValueError as error:
        raise QueryError(f"parameter {parameter.name!r} is an IRI, not {value!r}: {error}") from error


def _ontology_term(parameter: Parameter, value: str) -> ox.NamedNode:
    """A class or an individual of the ontology, by its local name in any case."""
    wanted = value.removeprefix("kg:").lower()
    terms = {vocab.local_name(iri): iri for iri in (*vocab.CLASSES, *vocab.INDIVIDUALS)}
    for name, iri in terms.items():
        if name.lower() == wanted:
            return ox.NamedNode(iri)
    from difflib import get_close_matches

    close = get_close_matches(value.removeprefix("kg:"), terms, n=3)
    hint = f"; did you mean {' or '.join(close)}?" if close else ""
    raise QueryError(f"parameter {parameter.name!r} is a term of the ontology like AirStrike, not {value!r}{hint}")
