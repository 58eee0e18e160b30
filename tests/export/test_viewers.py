"""Each format, read back by a program that no one here wrote, and compared node by node and edge by edge."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from typing import Any

import geojson
import igraph
import ndex2.cx2
import networkx as nx
import pydot
import pytest
from networkx.readwrite.gexf import GEXF

from kg.export.graph import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Projection
from kg.export.projection import project
from kg.export.selection import Selection
from kg.export.spells import spell
from kg.seams import load
from kg.store.reading import StoreReader

Nodes = dict[str, dict[str, Any]]
Edges = dict[str, tuple[str, str, dict[str, Any]]]
Graph = tuple[Nodes, Edges]

EVERYTHING = Selection(articles=True, claims=True)


@pytest.fixture(scope="module", params=[EVERYTHING, Selection(actors_only=True)], ids=["everything", "actors"])
def projection(request: pytest.FixtureRequest, world: StoreReader) -> Projection:
    return project(world, request.param)


def written(projection: Projection, name: str) -> bytes:
    out = io.BytesIO()
    load("exporter", name).write(projection, out)
    return out.getvalue()


def expected(projection: Projection) -> Graph:
    return (
        {node.id: dict(node.attributes) for node in projection.nodes},
        {edge.id: (edge.source, edge.target, dict(edge.attributes)) for edge in projection.edges},
    )


def as_text(graph: Graph) -> Graph:
    """What formats without types can keep."""
    nodes, edges = graph
    return (
        {name: {key: str(value) for key, value in own.items()} for name, own in nodes.items()},
        {name: (s, t, {key: str(value) for key, value in own.items()}) for name, (s, t, own) in edges.items()},
    )


def only(own: dict[str, Any], declared: dict[str, type]) -> dict[str, Any]:
    return {name: own[name] for name in declared if own.get(name) not in (None, "")}


def by_gexf(data: bytes, monkeypatch: pytest.MonkeyPatch) -> Graph:
    """networkx knows GEXF 1.2, of which 1.3 is an extension under another name."""
    names = {"NS_GEXF": "http://gexf.net/1.3", "NS_VIZ": "http://gexf.net/1.3/viz", "VERSION": "1.3"}
    monkeypatch.setitem(GEXF.versions, "1.3", {**GEXF.versions["1.2draft"], **names})
    graph = nx.read_gexf(io.BytesIO(data), version="1.3")
    nodes = {name: only(own, NODE_ATTRIBUTES) for name, own in graph.nodes(data=True)}
    edges = {
        own["id"]: (source, target, only({**own, "weight": int(own["weight"])}, EDGE_ATTRIBUTES))
        for source, target, own in graph.edges(data=True)
    }
    return nodes, edges


def by_graphml(data: bytes, _: pytest.MonkeyPatch) -> Graph:
    graph = nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    nodes = {name: only(own, NODE_ATTRIBUTES) for name, own in graph.nodes(data=True)}
    edges = {key: (s, t, only(own, EDGE_ATTRIBUTES)) for s, t, key, own in graph.edges(keys=True, data=True)}
    return nodes, edges


def by_cytoscape(data: bytes, _: pytest.MonkeyPatch) -> Graph:
    graph = nx.cytoscape_graph(json.loads(data))
    nodes = {name: only(own, NODE_ATTRIBUTES) for name, own in graph.nodes(data=True)}
    edges = {own["id"]: (s, t, only(own, EDGE_ATTRIBUTES)) for s, t, own in graph.edges(data=True)}
    return nodes, edges


def by_cx2(data: bytes, _: pytest.MonkeyPatch) -> Graph:
    network = ndex2.cx2.RawCX2NetworkFactory().get_cx2network(json.loads(data))
    iris = {number: node["v"]["iri"] for number, node in network.get_nodes().items()}
    nodes = {node["v"]["iri"]: only(node["v"], NODE_ATTRIBUTES) for node in network.get_nodes().values()}
    edges = {
        edge["v"]["iri"]: (iris[edge["s"]], iris[edge["t"]], only(edge["v"], EDGE_ATTRIBUTES))
        for edge in network.get_edges().values()
    }
    return nodes, edges


@pytest.mark.parametrize(
    ("name", "read"),
    [("gexf", by_gexf), ("graphml", by_graphml), ("cytoscape", by_cytoscape), ("cx2", by_cx2)],
)
def test_it_comes_back_whole(
    projection: Projection,
    name: str,
    read: Callable[[bytes, pytest.MonkeyPatch], Graph],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nodes, edges = read(written(projection, name), monkeypatch)
    wanted_nodes, wanted_edges = expected(projection)
    assert nodes == wanted_nodes
    assert edges == wanted_edges


def test_igraph_reads_the_same_from_graphml(projection: Projection, tmp_path: Any) -> None:
    path = tmp_path / "graph.graphml"
    path.write_bytes(written(projection, "graphml"))
    graph = igraph.Graph.Read_GraphML(str(path))
    wanted_nodes, wanted_edges = expected(projection)
    assert {v["id"]: only_numbers(v.attributes()) for v in graph.vs} == {
        name: only_numbers(own) for name, own in wanted_nodes.items()
    }
    # igraph gives edges the ids of other elements, so they are told by their ends and roles.
    read = Counter((graph.vs[e.source]["id"], graph.vs[e.target]["id"], e["role"], e["weight"]) for e in graph.es)
    assert read == Counter((s, t, own["role"], own["weight"]) for s, t, own in wanted_edges.values())


def only_numbers(own: dict[str, Any]) -> dict[str, Any]:
    """Text as it is, numbers as igraph has them: floating, and NaN where there is none."""
    return {
        name: float(own[name]) if type_ is not str else own[name]
        for name, type_ in NODE_ATTRIBUTES.items()
        if own.get(name) not in (None, "") and own[name] == own[name]
    }


def test_gexf_tells_when_each_event_happens(world: StoreReader, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = project(world)
    data = written(whole, "gexf")
    names = {"NS_GEXF": "http://gexf.net/1.3", "NS_VIZ": "http://gexf.net/1.3/viz", "VERSION": "1.3"}
    monkeypatch.setitem(GEXF.versions, "1.3", {**GEXF.versions["1.2draft"], **names})
    graph = nx.read_gexf(io.BytesIO(data), version="1.3")
    spells = {name: own["spells"] for name, own in graph.nodes(data=True) if "spells" in own}
    assert spells == {
        node.id: [spell(str(node.attributes["date"]))]
        for node in whole.nodes
        if spell(str(node.attributes.get("date", "")))
    }
    assert sorted(map(str, spells.values())) == [
        "[('2021-02-01', '2021-02-28')]",
        "[('2021-07-04', '2021-07-04')]",
    ]
    assert data.count(b'kind="participant"') == 4
    assert all(own["viz"]["color"] for _, own in graph.nodes(data=True))


def test_yed_finds_labels_without_being_told(world: StoreReader) -> None:
    from xml.etree import ElementTree

    root = ElementTree.fromstring(written(project(world), "graphml"))  # noqa: S314 - our own file
    yed = "{http://www.yworks.com/xml/graphml}"
    labels = {label.text for label in root.iter(f"{yed}NodeLabel")}
    assert {"دير الزور", "سورية", 'كتائب "الجبل" & <ب> \\ آخر؛ 1,5'} <= labels
    assert {fill.get("color") for fill in root.iter(f"{yed}Fill")} >= {"#D55E00", "#009E73"}


def test_cx2_has_labels_and_colours_already(world: StoreReader) -> None:
    network = ndex2.cx2.RawCX2NetworkFactory().get_cx2network(json.loads(written(project(world), "cx2")))
    mapping = network.get_visual_properties()["nodeMapping"]
    assert mapping["NODE_LABEL"]["definition"]["attribute"] == "name"
    assert {"v": "Attack", "vp": "#D55E00"} in mapping["NODE_BACKGROUND_COLOR"]["definition"]["map"]


def _unquoted(text: str) -> str:
    assert text[0] == text[-1] == '"'
    return text[1:-1].replace('\\"', '"').replace("\\\\", "\\")


def test_dot_comes_back_whole(projection: Projection) -> None:
    (graph,) = pydot.graph_from_dot_data(written(projection, "dot").decode())
    wanted_nodes, wanted_edges = as_text(expected(projection))
    nodes = {}
    for node in graph.get_nodes():
        if node.get_name() in ("node", "edge", "graph"):
            continue
        own = {key.removeprefix("kg_"): _unquoted(value) for key, value in node.get_attributes().items()}
        nodes[_unquoted(node.get_name())] = only({**own, "label": own["tooltip"]}, NODE_ATTRIBUTES)
    edges = {}
    for edge in graph.get_edges():
        own = {key: _unquoted(value) for key, value in edge.get_attributes().items()}
        ends = _unquoted(edge.get_source()), _unquoted(edge.get_destination())
        edges[own["id"]] = (*ends, only(own, EDGE_ATTRIBUTES))
    assert nodes == wanted_nodes
    assert edges == wanted_edges


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed: apt-get install graphviz")
def test_graphviz_draws_it(projection: Projection) -> None:
    done = subprocess.run(
        [str(shutil.which("dot")), "-Tjson0"], input=written(projection, "dot"), capture_output=True, check=True
    )
    assert done.stderr == b""
    drawn = json.loads(done.stdout)
    wanted_nodes, wanted_edges = expected(projection)
    assert {item["name"]: item["tooltip"] for item in drawn["objects"]} == {
        # Graphviz keeps escapes as they are until it draws.
        name: own["label"].replace("\\", "\\\\")
        for name, own in wanted_nodes.items()
    }
    assert len(drawn["edges"]) == len(wanted_edges)


def test_tables_for_gephi_come_back_whole(projection: Projection) -> None:
    nodes = {
        row["Id"]: only({**row, "label": row["Label"]}, NODE_ATTRIBUTES)
        for row in csv.DictReader(io.StringIO(written(projection, "csv-nodes").decode()))
    }
    edges = {
        row["Id"]: (
            row["Source"],
            row["Target"],
            only({**row, "label": row["Label"], "weight": row["Weight"]}, EDGE_ATTRIBUTES),
        )
        for row in csv.DictReader(io.StringIO(written(projection, "csv").decode()))
    }
    assert (nodes, edges) == as_text(expected(projection))


def test_tables_for_neo4j_have_typed_headers(projection: Projection) -> None:
    nodes = list(csv.DictReader(io.StringIO(written(projection, "neo4j-nodes").decode())))
    edges = list(csv.DictReader(io.StringIO(written(projection, "neo4j").decode())))
    assert list(nodes[0])[:3] == ["iri:ID", ":LABEL", "label:string"]
    assert {"lat:double", "killed:int", "confidence:double"} <= set(nodes[0])
    assert list(edges[0])[:4] == [":START_ID", ":END_ID", ":TYPE", "iri:string"]
    wanted_nodes, wanted_edges = as_text(expected(projection))
    assert {row["iri:ID"]: row["label:string"] for row in nodes} == {k: v["label"] for k, v in wanted_nodes.items()}
    assert {row["iri:string"]: (row[":START_ID"], row[":END_ID"]) for row in edges} == {
        name: (source, target) for name, (source, target, _) in wanted_edges.items()
    }
    assert all(row[":TYPE"].replace("_", "").isupper() for row in edges)


def test_geojson_puts_events_where_they_happen(world: StoreReader) -> None:
    collection = geojson.loads(written(project(world), "geojson").decode())
    assert collection.is_valid
    points = {feature["id"].rpartition("/id/")[2]: feature for feature in collection.features}
    assert {name: tuple(f.geometry.coordinates) for name, f in points.items()} == {
        "entity/Q858": (38.5, 35.0),
        "entity/Q239097": (40.1416, 35.3359),
        "entity/x-base": (40.1416, 35.3359),  # where the city is that it lies in
        "article/one/event/1": (40.1416, 35.3359),  # the narrower of its two places
        "article/two/event/1": (40.1416, 35.3359),
    }
    assert points["article/one/event/1"].properties["status"] == "Contested"
    assert points["article/one/event/1"].properties["at"] == "دير الزور"
