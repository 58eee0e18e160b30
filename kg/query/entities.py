"""Finding the entity that a user means by an IRI, a QID, or a name in any spelling."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology import vocab
from kg.query.prefixes import expand

TYPE_CHECKING = False  # as the type checker reads it; the name in `typing` costs the import of that module
if TYPE_CHECKING:
    from kg.store.queryable import Queryable

__all__ = ["UnknownEntityError", "entities_called", "entity_of"]

_QID = re.compile(r"(?:wd:)?(Q[1-9]\d*)", re.ASCII)
_NAMED = f"?x a <{vocab.Entity}> ; <{vocab.RDFS_LABEL}>|<{vocab.SKOS_ALT_LABEL}> ?name"


class UnknownEntityError(QueryError):
    """The store has no entity of that name or QID."""


def entity_of(words: str, store: Queryable) -> ox.NamedNode:
    """The canonical node of an entity, given by IRI, QID, or a name in any spelling, Arabic, English or Latin.

    Of several entities with the name, the one that most events involve. Raises `UnknownEntityError` if there is none.
    """
    if match := _QID.fullmatch(words):
        item = f"<{vocab.WD}{match[1]}>"
        rows = store.query(
            f"SELECT ?x {{ ?x <{vocab.SKOS_EXACT_MATCH}> {item} ; a <{vocab.Entity}> }} ORDER BY ?x LIMIT 1"
        )
        if (row := next(iter(rows), None)) is not None:
            return _node(row["x"])
        raise UnknownEntityError(f"the store has no entity that is linked with {match[1]}")
    if (iri := expand(words, store.base)) is not None:
        try:
            return ox.NamedNode(iri)
        except ValueError as error:
            raise QueryError(f"not an IRI: {words!r}: {error}") from error
    found = entities_called(words, store)
    if not found:
        raise UnknownEntityError(f"the store has no entity called {words!r}; `kg query entities` lists what it has")
    return found[0]


def entities_called(name: str, store: Queryable) -> tuple[ox.NamedNode, ...]:
    """The canonical nodes that bear `name` in any spelling, those in most events first.

    The spelling as given is looked up in the index; only if no entity has it, all names are folded and compared.
    """
    literals = " ".join(str(ox.Literal(name, language=tag)) for tag in ("ar", "en", "ar-Latn"))
    nodes = {_node(row["x"]) for row in store.query(f"SELECT DISTINCT ?x {{ VALUES ?name {{ {literals} }} {_NAMED} }}")}
    if not nodes:
        from kg.text.normalise import name_key  # a third of the start-up time, for the few who need it

        wanted = name_key(name)
        rows = store.query(f"SELECT ?x ?name {{ {_NAMED} }}")
        nodes = {_node(row["x"]) for row in rows if wanted and name_key(row["name"].value) == wanted}
    if len(nodes) < 2:
        return tuple(nodes)
    return tuple(sorted(nodes, key=lambda node: (-_events(node, store), node.value)))


def _events(node: ox.NamedNode, store: Queryable) -> int:
    """How many events involve `node` or take place there."""
    rows = store.query(f"SELECT (COUNT(DISTINCT ?e) AS ?n) {{ ?e ?role {node} ; a <{vocab.Event}> }}")
    return int(next(iter(rows))["n"].value)


def _node(term: object) -> ox.NamedNode:
    if not isinstance(term, ox.NamedNode):
        raise QueryError(f"expected an IRI in the store, found {term}")
    return term
