"""GEXF read by graphology (https://graphology.github.io), as Gephi Lite reads it; it comes from npm, by `NODE_PATH`."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kg.export.graph import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from kg.export.projection import project
from kg.export.selection import Selection
from kg.seams import load
from kg.store.reading import StoreReader

_READ = """
const { MultiDirectedGraph } = require("graphology");
const gexf = require("graphology-gexf");
const graph = gexf.parse(MultiDirectedGraph, require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(graph.export()));
"""


def _there() -> bool:
    folders = filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep))
    return shutil.which("node") is not None and any((Path(folder) / "graphology-gexf").is_dir() for folder in folders)


@pytest.mark.skipif(
    not _there(), reason="npm install --prefix DIR graphology graphology-gexf; NODE_PATH=DIR/node_modules"
)
def test_graphology_reads_every_node_and_edge(world: StoreReader) -> None:
    projection = project(world, Selection(articles=True, claims=True))
    out = io.BytesIO()
    load("exporter", "gexf").write(projection, out)
    done = subprocess.run(["node", "-e", _READ], input=out.getvalue(), capture_output=True, check=True)  # noqa: S607
    graph: dict[str, Any] = json.loads(done.stdout)
    # Kind, weight and label stand beside the other attributes; graphology reads colours and spells apart.
    nodes = {node["key"]: _only(node["attributes"], NODE_ATTRIBUTES) for node in graph["nodes"]}
    assert nodes == {node.id: dict(node.attributes) for node in projection.nodes}
    edges = {
        edge["key"]: (edge["source"], edge["target"], _only(edge["attributes"], EDGE_ATTRIBUTES))
        for edge in graph["edges"]
    }
    assert edges == {edge.id: (edge.source, edge.target, dict(edge.attributes)) for edge in projection.edges}


def _only(own: dict[str, Any], declared: dict[str, type]) -> dict[str, Any]:
    return {name: own[name] for name in declared if own.get(name) not in (None, "")}
