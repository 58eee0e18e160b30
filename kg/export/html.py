"""One page that holds everything: graph, search, filters, details with the sentences. It needs no network."""

from __future__ import annotations

import re
from typing import Any, BinaryIO

from kg.export.assets import asset, in_script, vis_network, words
from kg.export.graph import COLOURS, Projection
from kg.export.layout import positions
from kg.export.viewer import Viewer

__all__ = ["as_data", "html"]

_PLACE = re.compile(r"\{\{ (\w+) \}\}")
_END_OF_SCRIPT = re.compile(r"</(script|style)", re.IGNORECASE)


def as_data(projection: Projection) -> dict[str, Any]:
    """Nodes with their coordinates and sentences, and edges, as the script of the pages reads them."""
    at = positions(projection)
    nodes = [
        {
            **node.attributes,
            "id": node.id,
            "colour": node.colour,
            "x": at[node.id][0],
            "y": at[node.id][1],
            "quotes": [[quote.article, quote.words] for quote in node.quotes],
        }
        for node in projection.nodes
    ]
    edges = [
        {**edge.attributes, "id": edge.id, "source": edge.source, "target": edge.target} for edge in projection.edges
    ]
    for edge in edges:
        edge.pop("quote", None)  # it stands at the event
    articles = {
        quote.article: {"title": quote.title, "publisher": quote.publisher, "issued": quote.issued}
        for node in projection.nodes
        for quote in node.quotes
    }
    return {"nodes": nodes, "edges": edges, "articles": articles, "colours": COLOURS}


def _html(projection: Projection, out: BinaryIO) -> None:
    parts = {
        "title": "Khabar KG",
        "colours": asset("colours.css"),
        "style": asset("export.css"),
        "data": in_script(as_data(projection)),
        "words": in_script(words()),
        "vis": _safe(vis_network().read_text(encoding="utf-8")),
        "graph": asset("graph.js"),
        "script": asset("export.js"),
    }
    page = _PLACE.sub(lambda match: parts[match[1]], asset("export.html"))
    out.write(page.encode("utf-8", "replace"))


html = Viewer(_html)
"""The projection as one self-contained page."""


def _safe(code: str) -> str:
    """Code that can stand in an element of a page: its end is not to be found in it."""
    return _END_OF_SCRIPT.sub(r"<\\/\1", code)
