"""Made-up articles are valid, and the same on every machine."""

from __future__ import annotations

import hashlib

import pyoxigraph as ox

from kg.bench.synthetic import graphs
from kg.rdf.terms import lines
from kg.rdf.validate import Severity, validate


def test_they_obey_the_shapes_and_the_ontology() -> None:
    made = list(graphs(12))
    text = "".join(lines((*graph.quads, *graph.links, *graph.merges)) for graph in made)
    assert 200 * 12 < text.count("\n") < 400 * 12
    found = validate(ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS))
    assert [v for v in found if v.severity is Severity.VIOLATION] == []


def test_number_and_seed_tell_all() -> None:
    def digest(seed: int) -> str:
        return hashlib.sha256("".join(lines(graph.quads) for graph in graphs(5, seed=seed)).encode()).hexdigest()

    assert digest(0) == digest(0) != digest(1)
