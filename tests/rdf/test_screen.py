"""Screening: SPARQL finds every node that the full validation finds fault with."""

from __future__ import annotations

from random import Random

import pyoxigraph as ox
import pytest

from kg.bench.synthetic import graphs
from kg.ontology import vocab
from kg.rdf.screen import queries
from kg.rdf.slices import Layer, layer_of
from kg.rdf.suspects import suspects
from kg.rdf.validate import validate
from kg.store.oxigraph import OxigraphStore


@pytest.fixture(scope="module")
def quads(tmp_path_factory: pytest.TempPathFactory) -> list[ox.Quad]:
    """A whole small store: article graphs, links, merges, facts."""
    store = OxigraphStore(tmp_path_factory.mktemp("screen") / "store")
    store.write(list(graphs(4)))
    return sorted(store._store, key=str)


def _spoilt(quads: list[ox.Quad], random: Random) -> list[ox.Quad]:
    """Some statements dropped, doubled with another value, given another class, or made of a wrong datatype."""
    classes = [ox.NamedNode(iri) for iri in vocab.CLASSES]
    values = [
        ox.Literal("-1", datatype=ox.NamedNode(vocab.XSD_INTEGER)),
        ox.Literal("abc", datatype=ox.NamedNode(vocab.XSD_INTEGER)),
        ox.Literal("2021-02-30", datatype=ox.NamedNode(vocab.XSD_DATE)),
        ox.Literal("2", datatype=ox.NamedNode(vocab.XSD_DECIMAL)),
        ox.Literal("خبر", language="ar"),
        ox.Literal("plain"),
        ox.NamedNode(vocab.Contested),
        ox.NamedNode(vocab.KG + "noSuchTerm"),
    ]
    spoilt = list(quads)
    for _ in range(6):
        at = random.randrange(len(spoilt))
        quad = spoilt[at]
        value = random.choice(
            classes if quad.predicate.value == vocab.RDF_TYPE else [*values, random.choice(quads).object]
        )
        match random.randrange(3):
            case 0:
                del spoilt[at]
            case 1:
                spoilt[at] = ox.Quad(quad.subject, quad.predicate, value, quad.graph_name)
            case 2:
                predicate = random.choice(quads).predicate
                spoilt.append(ox.Quad(quad.subject, predicate, value, quad.graph_name))
    return spoilt


def test_a_sound_store_has_no_suspects_that_turn_out_wrong(quads: list[ox.Quad]) -> None:
    assert validate(quads) == validate(quads, screened=False)


@pytest.mark.parametrize("seed", [0, 1, 6, 11])
def test_screened_and_full_validation_find_the_same(quads: list[ox.Quad], seed: int) -> None:
    spoilt = _spoilt(quads, Random(seed))
    screened = validate(spoilt)
    assert screened == validate(spoilt, screened=False)


def test_a_class_without_its_superclass_casts_no_suspicion_on_other_articles(quads: list[ox.Quad]) -> None:
    store = ox.Store()
    store.extend(quads)
    event, attack = ox.NamedNode(vocab.Event), ox.NamedNode(vocab.Attack)
    attacks = {(q.subject, q.graph_name) for q in store.quads_for_pattern(None, None, attack, None) if _layered(q)}
    assert len({graph for _, graph in attacks}) > 1
    node, graph = min(attacks, key=str)
    store.remove(ox.Quad(node, ox.NamedNode(vocab.RDF_TYPE), event, graph))
    found = suspects(store)
    assert (graph.value, node.value) in found
    assert {name for name, _ in found} == {graph.value}


def _layered(quad: ox.Quad) -> bool:
    """Whether a quad stands in the graph of an article."""
    return isinstance(quad.graph_name, ox.NamedNode) and layer_of(quad.graph_name.value) is Layer.ARTICLE


def test_every_query_can_be_parsed_and_asks_of_its_layer() -> None:
    store = ox.Store()
    for layer in Layer:
        graph = None if layer in {Layer.ARTICLE, Layer.FACTS} else f"https://w3id.org/khabar/id/graph/{layer.value}"
        made = queries(layer, graph)
        assert made
        for query in made:
            assert list(store.query(query)) == []
            assert ("GRAPH" in query) == (layer is not Layer.FACTS)
