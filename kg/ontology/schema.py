"""The ontology as Python sees it: class hierarchy, domains, ranges and labels, read from ``ontology/kg.ttl``.

owlready2 reads the file (https://owlready2.readthedocs.io); as it knows no Turtle, pyoxigraph turns the file into
N-Triples in memory first. What the stages ask for is taken out once, so that nothing of owlready2 leaves this room.
Terms are named by their local names: ``AirStrike``, ``locatedIn``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any, TypeVar

import owlready2
import pyoxigraph

from kg.errors import OntologyError
from kg.ontology import vocab
from kg.resources import ontology_dir

__all__ = ["Schema", "open_ontology", "read_statements"]

_T = TypeVar("_T")

_DATATYPES = {
    date: vocab.XSD_DATE,
    float: vocab.XSD_DECIMAL,
    int: vocab.XSD_INTEGER,
    str: vocab.XSD_STRING,
    owlready2.locstr: vocab.RDF + "langString",
}


@dataclass(frozen=True, slots=True)
class Schema:
    """What the ontology says of its classes and properties; made by `Schema.load`."""

    version: str
    _ancestors: Mapping[str, tuple[str, ...]]
    _superproperties: Mapping[str, tuple[str, ...]]
    _domains: Mapping[str, tuple[str, ...]]
    _ranges: Mapping[str, tuple[str, ...]]
    _datatypes: Mapping[str, tuple[str, ...]]
    _individuals: Mapping[str, str]
    _labels: Mapping[str, Mapping[str, str]]
    _comments: Mapping[str, Mapping[str, str]]
    _functional: frozenset[str]
    _disjoint: frozenset[frozenset[str]]

    @classmethod
    def load(cls, path: Path | None = None) -> Schema:
        """The schema of the OWL file at `path`, by default the one that Khabar ships; read once a process.

        Raises `OntologyError` if the file is missing, is no Turtle, or lacks a term that `kg.ontology.vocab` names.
        """
        return _load(path or ontology_dir() / "kg.ttl")

    def classes(self) -> tuple[str, ...]:
        """All classes, in the order of the file."""
        return tuple(self._ancestors)

    def properties(self) -> tuple[str, ...]:
        """All properties, in the order of the file."""
        return tuple(self._superproperties)

    def individuals(self) -> Mapping[str, str]:
        """The individuals that the ontology itself names, each with its class: ``Denied`` → ``Status``."""
        return self._individuals

    def ancestors(self, name: str) -> tuple[str, ...]:
        """The class itself, then its superclasses from the nearest to the top: AirStrike, Attack, Event."""
        return _look_up(self._ancestors, name, "class")

    def is_a(self, sub: str, sup: str) -> bool:
        """Whether the class `sub` is `sup` or a subclass of it."""
        return sup in self.ancestors(sub)

    def superproperties(self, name: str) -> tuple[str, ...]:
        """The property itself, then those of this ontology that it is a sub-property of: agent, involves."""
        return _look_up(self._superproperties, name, "property")

    def subproperties(self, name: str) -> tuple[str, ...]:
        """The property itself, then its sub-properties: involves, agent, target, participant."""
        self.superproperties(name)
        return (name, *(sub for sub, sups in self._superproperties.items() if name in sups and sub != name))

    def domain(self, name: str) -> tuple[str, ...]:
        """The classes of which a subject of the property has one."""
        return _look_up(self._domains, name, "property")

    def range(self, name: str) -> tuple[str, ...]:
        """The classes of which an object of the property has one; empty for data properties and foreign objects."""
        return _look_up(self._ranges, name, "property")

    def datatype_ranges(self, name: str) -> tuple[str, ...]:
        """The IRIs of the datatypes of which a value of the property has one; empty for object properties."""
        return _look_up(self._datatypes, name, "property")

    def is_functional(self, name: str) -> bool:
        """Whether a subject has at most one value of the property."""
        self.superproperties(name)
        return name in self._functional

    def disjoint(self, one: str, other: str) -> bool:
        """Whether nothing can be of both classes, by their own or their superclasses' disjointness."""
        pairs = ({a, b} for a in self.ancestors(one) for b in self.ancestors(other))
        return any(pair in self._disjoint for pair in pairs)

    def labels(self, name: str) -> Mapping[str, str]:
        """The labels of a class, property or individual by language."""
        return _look_up(self._labels, name, "term")

    def comments(self, name: str) -> Mapping[str, str]:
        """The explanations of a class, property or individual by language."""
        return _look_up(self._comments, name, "term")


def read_statements(path: Path) -> list[pyoxigraph.Triple]:
    """The triples of a Turtle file. Raises `OntologyError` with the line where it can't be read."""
    try:
        return [quad.triple for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE)]
    except OSError as error:
        raise OntologyError(f"{path}: the ontology can't be read ({error.strerror}); reinstall khabar-kg") from error
    except SyntaxError as error:
        raise OntologyError(f"{path}:{error.lineno}: not valid Turtle: {error.msg}") from error


def open_ontology(triples: list[pyoxigraph.Triple]) -> Any:
    """The triples as an ontology of owlready2, in a world of its own."""
    data = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    ontology = owlready2.World().get_ontology(vocab.ONTOLOGY)
    return ontology.load(fileobj=BytesIO(data or b""))


@lru_cache(maxsize=4)
def _load(path: Path) -> Schema:
    ontology = open_ontology(read_statements(path))
    classes = [c for c in ontology.classes() if c.iri.startswith(vocab.KG)]
    properties = [p for p in ontology.properties() if p.iri.startswith(vocab.KG)]
    individuals = [i for i in ontology.individuals() if i.iri.startswith(vocab.KG)]
    _check_terms(path, {t.iri for t in (*classes, *properties, *individuals)})
    terms = (*classes, *properties, *individuals)
    return Schema(
        version=str(next(iter(ontology.metadata.versionInfo), "")),
        _ancestors={c.name: _upward(c) for c in classes},
        _superproperties={p.name: _upward(p) for p in properties},
        _domains={p.name: _classes(p.domain) for p in properties},
        _ranges={p.name: _classes(p.range) for p in properties},
        _datatypes={p.name: _datatypes(p.range) for p in properties},
        _individuals={i.name: i.is_a[0].name for i in individuals},
        _labels={t.name: {text.lang: str(text) for text in t.label} for t in terms},
        _comments={t.name: {text.lang: str(text) for text in t.comment} for t in terms},
        _functional=frozenset(p.name for p in properties if owlready2.FunctionalProperty in p.is_a),
        _disjoint=frozenset(
            frozenset((a.name, b.name))
            for axiom in ontology.disjoint_classes()
            for a, b in combinations(axiom.entities, 2)
        ),
    )


def _check_terms(path: Path, found: set[str]) -> None:
    missing = sorted({*vocab.CLASSES, *vocab.PROPERTIES, *vocab.INDIVIDUALS} - found)
    if missing:
        names = ", ".join(f"kg:{vocab.local_name(iri)}" for iri in missing)
        raise OntologyError(f"{path}: lacks {names}, which the code relies on; define it there or reinstall khabar-kg")


def _upward(term: Any) -> tuple[str, ...]:
    """The names of a class or property and of what it descends from in this ontology, nearest first."""
    found: dict[str, None] = {}
    queue = deque([term])
    while queue:
        current = queue.popleft()
        if getattr(current, "iri", "").startswith(vocab.KG) and current.name not in found:
            found[current.name] = None
            queue.extend(current.is_a)
    return tuple(found)


def _members(constructs: Any) -> list[Any]:
    """What a domain or range consists of, unions taken apart."""
    flat: list[Any] = []
    for construct in constructs:
        flat.extend(construct.Classes if isinstance(construct, owlready2.Or) else [construct])
    return flat


def _classes(constructs: Any) -> tuple[str, ...]:
    return tuple(c.name for c in _members(constructs) if isinstance(c, owlready2.ThingClass))


def _datatypes(constructs: Any) -> tuple[str, ...]:
    # A datatype for which owlready2 has no Python type stays an IRI.
    members = [m for m in _members(constructs) if not isinstance(m, owlready2.ThingClass)]
    return tuple(m if isinstance(m, str) else _DATATYPES[m] for m in members)


def _look_up(table: Mapping[str, _T], name: str, kind: str) -> _T:
    try:
        return table[name]
    except KeyError:
        raise OntologyError(f"the ontology has no {kind} kg:{name}; see ontology/kg.ttl for those it has") from None
