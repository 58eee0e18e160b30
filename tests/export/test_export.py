"""Exports, read back by libraries that no one here wrote."""

from __future__ import annotations

import io
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from rdflib.compare import to_isomorphic

from kg.cli.export import _FORMATS
from kg.errors import ConfigError
from kg.export import FORMATS, exporter
from kg.store.oxigraph import OxigraphStore


@pytest.fixture(scope="module")
def opened(seed_store: Path) -> OxigraphStore:
    return OxigraphStore(seed_store, read_only=True)


def _written(store: OxigraphStore, name: str) -> bytes:
    out = io.BytesIO()
    exporter(name)(store, out)
    return out.getvalue()


def _facts(store: OxigraphStore) -> rdflib.Graph:
    lines = [line for line in _written(store, "nq").decode().splitlines()]
    dataset = rdflib.Dataset(default_union=False)
    dataset.parse(data="\n".join(lines), format="nquads")
    return dataset.default_graph


@pytest.mark.parametrize(("name", "parser"), [("ttl", "turtle"), ("jsonld", "json-ld")])
def test_the_facts_layer_comes_back_whole(opened: OxigraphStore, name: str, parser: str) -> None:
    graph = rdflib.Graph().parse(data=_written(opened, name), format=parser)
    assert to_isomorphic(graph) == to_isomorphic(_facts(opened))
    assert len(graph) > 200


def test_trig_holds_every_graph(opened: OxigraphStore) -> None:
    dataset = rdflib.Dataset(default_union=False)
    dataset.parse(data=_written(opened, "trig"), format="trig")
    assert sum(1 for _ in dataset.quads()) == len(_written(opened, "nq").splitlines())


def test_graphml_has_events_entities_and_roles(opened: OxigraphStore) -> None:
    graph = nx.read_graphml(io.BytesIO(_written(opened, "graphml")), force_multigraph=True)
    nodes = dict(graph.nodes(data=True))
    assert len(nodes) == opened.statistics().entities + opened.statistics().events
    syria = nodes["https://w3id.org/khabar/id/entity/Q858"]
    assert (syria["label"], syria["qid"], syria["label_en"]) == ("سورية", "Q858", "Syria")
    roles = {data["role"] for _, _, data in graph.edges(data=True)}
    assert {"target", "participant", "place"} <= roles
    assert {n["status"] for n in nodes.values() if n["kind"] == "Event"} >= {"Contested", "Reported"}


def test_the_command_offers_what_the_room_has() -> None:
    assert set(_FORMATS) == set(FORMATS)
    with pytest.raises(ConfigError, match="no export format 'xls'"):
        exporter("xls")
