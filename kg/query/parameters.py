"""The words that a user gives for a query's parameters → RDF terms that are bound to its variables."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology import vocab
from kg.query.library import Parameter, SavedQuery
from kg.store.protocol import Store
from kg.text.normalise import name_key

__all__ = ["bind", "entity_of"]

_QID = re.compile(r"Q[1-9]\d*", re.ASCII)
_DATE = re.compile(r"-?\d{4}-\d\d-\d\d", re.ASCII)


def bind(query: SavedQuery, given: Mapping[str, str], store: Store) -> dict[str, ox.NamedNode | ox.Literal]:
    """The term for each variable of `query` that is bound.

    Raises `QueryError` for a parameter that the query does not have, one that is missing, or a value of a wrong type.
    """
    known = {parameter.name for parameter in query.parameters}
    if unknown := sorted(set(given) - known):
        has = ", ".join(sorted(known)) or "none"
        raise QueryError(f"query {query.name!r} has no parameter {unknown[0]!r}; it has: {has}")
    bound = {}
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is not None:
            bound[parameter.name] = _term(parameter, value, store)
        elif parameter.needed:
            raise QueryError(
                f"query {query.name!r} needs the parameter {parameter.name!r} ({parameter.description}): "
                f"--param {parameter.name}=VALUE"
            )
    return bound


def _term(parameter: Parameter, value: str, store: Store) -> ox.NamedNode | ox.Literal:
    match parameter.type:
        case "string":
            return ox.Literal(value)
        case "integer":
            if not re.fullmatch(r"[+-]?\d+", value, re.ASCII):
                raise QueryError(f"parameter {parameter.name!r} is an integer, not {value!r}")
            return ox.Literal(value, datatype=ox.NamedNode(vocab.XSD_INTEGER))
        case "date":
            if not _DATE.fullmatch(value):
                raise QueryError(f"parameter {parameter.name!r} is a date like 2021-07-05, not {value!r}")
            return ox.Literal(value, datatype=ox.NamedNode(vocab.XSD_DATE))
        case "iri":
            return _iri(parameter, value)
    return entity_of(value, store)


def _iri(parameter: Parameter, value: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(value)
    except ValueError as error:
        raise QueryError(f"parameter {parameter.name!r} is an IRI, not {value!r}: {error}") from error


def entity_of(name: str, store: Store) -> ox.NamedNode:
    """The canonical node of an entity, given by IRI, QID, or a name in any spelling or in English.

    Of several entities with the name, the one that most events involve. Raises `QueryError` if there is none.
    """
    if name.startswith(("http://", "https://")):
        return ox.NamedNode(name)
    if _QID.fullmatch(name):
        item = ox.NamedNode(vocab.WD + name)
        rows = store.query(_BY_ITEM, {"item": item})
        if (row := next(iter(rows), None)) is not None:
            return _node(row["x"])
        raise QueryError(f"the store has no entity that is linked with {name}")
    wanted = name_key(name)
    matches = {row["x"] for row in store.query(_NAMES) if name_key(row["name"].value) == wanted}
    if not matches:
        raise QueryError(f"the store has no entity called {name!r}; `kg query entities` lists what it has")
    return _node(max(matches, key=lambda x: (_weight(x, store), x.value)))


_BY_ITEM = f"SELECT ?x {{ ?x a <{vocab.Entity}> ; <{vocab.SKOS_EXACT_MATCH}> ?item }} ORDER BY ?x LIMIT 1"
_NAMES = f"SELECT ?x ?name {{ ?x a <{vocab.Entity}> ; <{vocab.RDFS_LABEL}>|<{vocab.SKOS_ALT_LABEL}> ?name }}"
_WEIGHT = f"SELECT (COUNT(*) AS ?n) {{ ?event ?role ?x . ?event a <{vocab.Event}> }}"


def _weight(node: ox.NamedNode, store: Store) -> int:
    return int(next(iter(store.query(_WEIGHT, {"x": node})))["n"].value)


def _node(term: object) -> ox.NamedNode:
    if not isinstance(term, ox.NamedNode):
        raise QueryError(f"expected an IRI in the store, found {term}")
    return term
