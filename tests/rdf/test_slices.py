"""How a store is cut for validation."""

from __future__ import annotations

import pyoxigraph
import pytest

from kg.ontology import vocab
from kg.rdf import slices as slices_module
from kg.rdf.slices import Layer, Slice, slices


def store(text: str) -> pyoxigraph.Store:
    prefixes = f"@prefix kg: <{vocab.KG}> .\n@prefix : <urn:x:> .\n@prefix g: <https://example.org/id/graph/> .\n"
    loaded = pyoxigraph.Store()
    loaded.load((prefixes + text).encode(), pyoxigraph.RdfFormat.TRIG)
    return loaded


def shown(part: Slice) -> set[str]:
    """The triples with local names only: ``a type City``."""
    terms = ((t.subject, t.predicate, t.object) for t in part.triples)
    return {" ".join(str(term).strip("<>").rpartition(":x:")[2].rpartition("#")[2] for term in t) for t in terms}


def test_layers_are_told_by_the_names_of_graphs() -> None:
    parts = list(
        slices(store(":a :p :b . g:links { :a :p :b } g:merges { :a :p :b } g:ontology { :a :p :b } :one { :a :p :b }"))
    )
    assert [(part.layer, part.graph, part.focus) for part in parts] == [
        (Layer.ARTICLE, "urn:x:one", None),
        (Layer.LINKS, "https://example.org/id/graph/links", frozenset({"urn:x:a"})),
        (Layer.MERGES, "https://example.org/id/graph/merges", frozenset({"urn:x:a"})),
        (Layer.FACTS, "", frozenset({"urn:x:a"})),
    ]


def test_a_slice_brings_what_judging_its_nodes_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices_module, "_NODES", 1)
    facts = """
        :claim kg:about :event ; kg:stance kg:Denies .
        :event a kg:Raid ; kg:place :street .
        :street a kg:Place ; kg:locatedIn :town .
        :town a kg:City ; kg:locatedIn :land ; kg:country :land .
        :land a kg:Country .
    """
    parts = {next(iter(part.focus or ())): part for part in slices(store(facts))}
    assert set(parts) == {"urn:x:claim", "urn:x:event", "urn:x:land", "urn:x:street", "urn:x:town"}
    assert shown(parts["urn:x:event"]) == {
        "event type Raid",
        "event place street",
        "street type Place",
        "street locatedIn town",
        "town type City",
        "town locatedIn land",
        "land type Country",
        "claim about event",
        "claim stance Denies",
    }
    assert shown(parts["urn:x:land"]) == {"land type Country"}


def test_every_node_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices_module, "_NODES", 3)
    text = " ".join(f":n{i} a kg:City ; kg:locatedIn :n{(i * 7) % 10} ." for i in range(10))
    judged = [node for part in slices(store(text)) for node in part.focus or ()]
    assert sorted(judged) == [f"urn:x:n{i}" for i in range(10)]
