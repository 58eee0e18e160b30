"""What is exported for Cytoscape, in Cytoscape.js (https://js.cytoscape.org) in a browser; from npm, by `NODE_PATH`."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome

from kg.export.graph import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from kg.export.projection import project
from kg.export.selection import Selection
from kg.seams import load
from kg.store.reading import StoreReader

Page = Callable[..., Chrome]
_SHOW = """
const style = [{ selector: "node", style: { label: "data(label)" } }];
const cy = cytoscape({ container: document.getElementById("cy"), style });
cy.json(arguments[0]);
return {
  nodes: cy.nodes().map((node) => node.data()),
  edges: cy.edges().map((edge) => edge.data()),
  styled: cy.nodes().map((node) => node.style("label")),
  seen: cy.nodes().every((node) => Number.isFinite(node.position("x"))),
};
"""


@pytest.fixture(scope="module")
def cytoscape() -> Path:
    """The script."""
    for folder in filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep)):
        if (script := Path(folder) / "cytoscape" / "dist" / "cytoscape.min.js").is_file():
            return script
    pytest.skip("no Cytoscape.js: npm install --prefix DIR cytoscape; NODE_PATH=DIR/node_modules")


def test_cytoscape_shows_every_node_and_edge(page: Page, world: StoreReader, cytoscape: Path, tmp_path: Path) -> None:
    projection = project(world, Selection(articles=True, claims=True))
    out = io.BytesIO()
    load("exporter", "cytoscape").write(projection, out)
    (tmp_path / "page.html").write_text(
        '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><div id="cy" style="height: 400px"></div>'
        f'<script src="{cytoscape.as_uri()}"></script>'
    )
    shown: dict[str, Any] = page(tmp_path / "page.html").execute_script(_SHOW, json.loads(out.getvalue()))
    nodes = {own["id"]: {k: own[k] for k in NODE_ATTRIBUTES if own.get(k) not in (None, "")} for own in shown["nodes"]}
    assert nodes == {node.id: dict(node.attributes) for node in projection.nodes}
    edges = {
        own["id"]: (own["source"], own["target"], {k: own[k] for k in EDGE_ATTRIBUTES if own.get(k) not in (None, "")})
        for own in shown["edges"]
    }
    assert edges == {edge.id: (edge.source, edge.target, dict(edge.attributes)) for edge in projection.edges}
    assert set(shown["styled"]) == {str(node.attributes["label"]) for node in projection.nodes}
    assert shown["seen"]
