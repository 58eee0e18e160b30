"""Exports, read back by libraries that no one here wrote."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from rdflib.compare import to_isomorphic
from rdflib.namespace import OWL, SKOS

from kg.cli import main
from kg.cli.export import HELP
from kg.errors import ConfigError
from kg.export.quads import n_quads, trig
from kg.seams import load, names
from kg.store.oxigraph import OxigraphStore

BASE = "https://w3id.org/khabar/id/"


@pytest.fixture(scope="module")
def opened(seed_store: Path) -> OxigraphStore:
    return OxigraphStore(seed_store, read_only=True)


def _written(store: OxigraphStore, name: str) -> bytes:
    out = io.BytesIO()
    load("exporter", name)(store, out)
    return out.getvalue()


def _facts(store: OxigraphStore) -> rdflib.Graph:
    dataset = rdflib.Dataset(default_union=False)
    dataset.parse(data=_written(store, "nq"), format="nquads")
    return dataset.default_graph


@pytest.mark.parametrize(("name", "parser"), [("ttl", "turtle"), ("jsonld", "json-ld"), ("nt", "nt")])
def test_the_facts_layer_comes_back_whole(opened: OxigraphStore, name: str, parser: str) -> None:
    graph = rdflib.Graph().parse(data=_written(opened, name), format=parser)
    assert to_isomorphic(graph) == to_isomorphic(_facts(opened))
    assert len(graph) > 200


def test_trig_holds_every_graph(opened: OxigraphStore) -> None:
    dataset = rdflib.Dataset(default_union=False)
    dataset.parse(data=_written(opened, "trig"), format="trig")
    assert sum(1 for _ in dataset.quads()) == len(_written(opened, "nq").splitlines())
    assert rdflib.URIRef(f"{BASE}graph/links") in {graph.identifier for graph in dataset.graphs()}


def test_turtle_declares_its_prefixes_and_writes_iris_relative_to_the_base(opened: OxigraphStore) -> None:
    lines = _written(opened, "ttl").decode().splitlines()
    assert lines[:2] == [f"@base <{BASE}> .", "@prefix kg: <https://w3id.org/khabar/ontology#> ."]
    assert sum(line.startswith("@base") for line in lines) == 1
    assert any(line.startswith("<entity/Q858> a kg:Actor , kg:Country , kg:Entity , kg:Location ;") for line in lines)


def test_json_ld_reads_like_plain_json(opened: OxigraphStore) -> None:
    document = json.loads(_written(opened, "jsonld"))
    nodes = {node["id"]: node for node in document["@graph"]}
    assert nodes[f"{BASE}entity/Q858"]["type"] == ["Actor", "Country", "Entity", "Location"]
    assert {node["status"] for node in nodes.values() if "Event" in node["type"]} >= {"Contested", "Reported"}
    assert list(nodes) == sorted(nodes)


@pytest.mark.parametrize(("name", "parser"), [("ttl", "turtle"), ("jsonld", "json-ld"), ("nt", "nt")])
def test_same_as_is_stated_only_where_it_is_asked_for(
    opened: OxigraphStore, seed_store: Path, tmp_path: Path, name: str, parser: str
) -> None:
    plain, target = _facts(opened), tmp_path / f"facts.{name}"
    assert (None, OWL.sameAs, None) not in plain
    assert main(["export", "--store", str(seed_store), "--same-as", "-o", str(target)]) == 0
    graph = rdflib.Graph().parse(target, format=parser)
    same = set(graph.subject_objects(OWL.sameAs))
    assert same == set(plain.subject_objects(SKOS.exactMatch))
    assert (rdflib.URIRef(f"{BASE}entity/Q858"), rdflib.URIRef("http://www.wikidata.org/entity/Q858")) in same
    assert len(graph) == len(plain) + len(same)


def test_same_as_in_whole_stores_is_sorted_in_and_of_the_facts_layer(opened: OxigraphStore) -> None:
    out = io.BytesIO()
    n_quads(opened, out, same_as=True)
    lines, plain = out.getvalue().splitlines(), _written(opened, "nq").splitlines()
    added = [line for line in lines if b"owl#sameAs" in line]
    assert lines == sorted([*plain, *added])
    wikidata = "http://www.wikidata.org/entity/Q858"
    assert f"<{BASE}entity/Q858> <{OWL.sameAs}> <{wikidata}> .".encode() in added
    out = io.BytesIO()
    trig(opened, out, same_as=True)
    dataset = rdflib.Dataset(default_union=False).parse(data=out.getvalue(), format="trig")
    assert sum(1 for _ in dataset.quads()) == len(lines)


def test_same_as_is_no_edge_of_a_viewer(seed_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--store", str(seed_store), "--same-as", "-f", "gexf"]) == 2
    assert "--same-as is for RDF (nq nt trig ttl jsonld); gexf is for graph viewers" in capsys.readouterr().err


def test_graphml_has_events_entities_and_roles(opened: OxigraphStore) -> None:
    graph = nx.read_graphml(io.BytesIO(_written(opened, "graphml")), force_multigraph=True)
    nodes = dict(graph.nodes(data=True))
    assert len(nodes) == opened.statistics().entities + opened.statistics().events
    syria = nodes[f"{BASE}entity/Q858"]
    assert (syria["label"], syria["qid"], syria["label_en"]) == ("سورية", "Q858", "Syria")
    assert (syria["kind"], syria["type"]) == ("Country", "Country")
    roles = {data["role"] for _, _, data in graph.edges(data=True)}
    assert {"target", "participant", "place", "denies"} <= roles
    attacks = [node for node in nodes.values() if node["kind"] == "Attack"]
    assert {node["status"] for node in attacks} >= {"Contested", "Reported"}
    assert {node["reports"] for node in attacks} == {1}


@pytest.mark.parametrize("name", ["nq", "nt", "trig", "ttl", "jsonld", "graphml", "gexf", "dot"])
def test_an_export_is_the_same_bytes_in_another_process(seed_store: Path, name: str) -> None:
    """Sets and dictionaries of strings come in another order there."""
    code = (
        f"import sys; from kg.cli import main; sys.exit(main(['export','-f','{name}','--store',{str(seed_store)!r}]))"
    )
    outputs = [
        subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True)
        for seed in ("1", "2")
    ]
    assert outputs[0].stdout == outputs[1].stdout
    assert outputs[0].stdout


def test_every_format_is_explained() -> None:
    assert {line.split()[0].strip(",") for line in HELP.splitlines() if line.startswith("  ")} >= {"nq", "ttl"}
    assert all(f" {name}" in HELP for name in names("exporter"))


def test_an_unknown_format_is_named_with_those_there_are(opened: OxigraphStore) -> None:
    with pytest.raises(ConfigError, match="no exporter is called 'xls'; there are: csv, csv-nodes, cx2"):
        load("exporter", "xls")


def test_the_ending_tells_the_format(seed_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "facts.ttl"
    assert main(["export", "--store", str(seed_store), "-o", str(target)]) == 0
    assert target.read_text("utf-8").startswith("@base")
    assert list(tmp_path.iterdir()) == [target]


def test_without_a_format_the_command_says_what_there_is(
    seed_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--store", str(seed_store), "-o", str(tmp_path / "facts.xyz")]) == 2
    assert "one of csv csv-nodes cx2" in capsys.readouterr().err


def test_a_failed_export_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "facts.ttl"
    target.write_text("before", "utf-8")
    assert main(["export", "--store", str(tmp_path / "none"), "-o", str(target)]) == 3
    assert target.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_table_of_edges_has_that_of_nodes_beside_it(seed_store: Path, tmp_path: Path) -> None:
    assert main(["export", "--store", str(seed_store), "-o", str(tmp_path / "net.csv")]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["net.csv", "net.nodes.csv"]
    assert (tmp_path / "net.nodes.csv").read_text("utf-8").startswith("Id,Label,group,")


def _exported(world_path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> set[str]:
    """The local names of the nodes that a selection exports."""
    assert main(["export", "--store", str(world_path), "-f", "csv-nodes", *words]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    return {line.partition(",")[0].rpartition("/id/")[2] for line in lines}


def test_a_part_is_chosen_by_name_class_time_or_query(world_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    meeting = {"article/one/event/2", "entity/x-sami", "entity/x-hala"}
    assert _exported(world_path, capsys, "--around", "سامي الحدّاد", "--hops", "1") == {
        "entity/x-sami",
        "article/one/event/2",
        "article/two/event/1",
    }
    assert _exported(world_path, capsys, "--type", "meeting") == meeting
    assert "article/one/event/1" in _exported(world_path, capsys, "--type", "attack", "--from", "2021-07")
    assert _exported(world_path, capsys, "--type", "DiplomaticMeeting", "--from", "2021-07") == set()
    attack = _exported(world_path, capsys, "-q", "attacks_by_place", "-p", "place=Syria", "--hops", "9")
    assert {"article/one/event/1", "entity/x-group", "entity/x-base", "entity/x-agency"} <= attack
    construct = "CONSTRUCT { ?a kg:met ?b } { ?e kg:participant ?a , ?b . FILTER(STR(?a) < STR(?b)) }"
    assert _exported(world_path, capsys, "-q", construct) == {"entity/x-sami", "entity/x-hala"}


def test_a_construct_joins_what_it_says(world_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A relation of its own is an edge, whatever the projection has between the two."""
    construct = "CONSTRUCT { ?a kg:met ?b } { ?e kg:participant ?a , ?b . FILTER(STR(?a) < STR(?b)) }"
    assert main(["export", "--store", str(world_path), "-f", "csv", "-q", construct]) == 0
    (_, edge) = capsys.readouterr().out.splitlines()
    assert edge.startswith(f"{BASE}entity/x-hala,{BASE}entity/x-sami,Directed,{BASE}entity/x-hala met ")


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (["-f", "nq", "--type", "Attack"], 2, "nq is the whole graph"),
        (["-f", "gexf", "--type", "Attak"], 2, "class of the ontology"),
        (["-f", "gexf", "--around", "لا أحد"], 3, "no entity called"),
        (["-f", "gexf", "--query", "ASK { ?s ?p ?o }"], 2, "names no part"),
        (["-f", "gexf", "--from", "July"], 2, "a date like"),
        (["-f", "gexf", "-p", "x=y"], 2, "--param is for"),
    ],
)
def test_a_part_that_can_not_be_is_explained(
    world_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, complaint: str
) -> None:
    assert main(["export", "--store", str(world_path), *words]) == code
    assert complaint in capsys.readouterr().err
