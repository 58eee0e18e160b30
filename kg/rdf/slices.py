"""A store cut into parts that can be validated one after the other, each with what it takes to judge it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

import pyoxigraph

from kg.ontology import vocab

__all__ = ["Layer", "Slice", "layer_of", "slices"]

_Graph: TypeAlias = pyoxigraph.NamedNode | pyoxigraph.DefaultGraph
_Node: TypeAlias = pyoxigraph.NamedNode | pyoxigraph.BlankNode
_Term: TypeAlias = _Node | pyoxigraph.Literal | pyoxigraph.Triple

_NODES = 500
"""Nodes of the facts layer, the links or the merges that make one slice."""

_TYPE = pyoxigraph.NamedNode(vocab.RDF_TYPE)
_ABOUT = pyoxigraph.NamedNode(vocab.ABOUT)
_LOCATED_IN = pyoxigraph.NamedNode(vocab.LOCATED_IN)


class Layer(Enum):
    """The kinds of graph in a store; values are their names in ``shapes.ttl``."""

    ARTICLE = "ArticleGraph"
    FACTS = "FactsLayer"
    LINKS = "LinksGraph"
    MERGES = "MergesGraph"
    DECISIONS = "DecisionsGraph"


_OWN_GRAPHS = {"links": Layer.LINKS, "merges": Layer.MERGES, "decisions": Layer.DECISIONS}


@dataclass(frozen=True, slots=True)
class Slice:
    """A whole article's graph, or some nodes of another graph with what is said of their neighbours."""

    layer: Layer
    graph: str
    """The IRI of the graph, or the empty string for the facts layer."""
    triples: frozenset[pyoxigraph.Triple]
    focus: frozenset[str] | None = None
    """The IRIs of the nodes to be judged, `None` for all: the others are only there because these refer to them."""


def slices(store: pyoxigraph.Store, only: Collection[tuple[str, str]] | None = None) -> Iterator[Slice]:
    """Every article's graph whole, then the links, the merges and the facts layer in slices of a few hundred nodes.

    `only` restricts them to some nodes, given by the IRIs of graph (empty for the facts layer) and node.
    """
    if only is not None:
        yield from _only(store, only)
        return
    rest: list[tuple[Layer, _Graph]] = []
    for graph in sorted(store.named_graphs(), key=lambda name: name.value):
        layer = layer_of(graph.value)
        if layer is Layer.ARTICLE:
            quads = store.quads_for_pattern(None, None, None, graph)
            yield Slice(layer, graph.value, frozenset(quad.triple for quad in quads))
        elif layer is not None and isinstance(graph, pyoxigraph.NamedNode):
            rest.append((layer, graph))
    for layer, name in (*rest, (Layer.FACTS, pyoxigraph.DefaultGraph())):
        yield from _in_parts(store, layer, name)


def layer_of(graph: str) -> Layer | None:
    """The layer of a named graph; `None` for those of the store's own that are no data: ontology, runs, journal."""
    if "/article/" in graph or "/graph/" not in graph:
        return Layer.ARTICLE
    return _OWN_GRAPHS.get(graph.rpartition("/graph/")[2])


def _only(store: pyoxigraph.Store, nodes: Collection[tuple[str, str]]) -> Iterator[Slice]:
    by_graph: dict[str, set[_Node]] = defaultdict(set)
    for graph, node in nodes:
        by_graph[graph].add(pyoxigraph.NamedNode(node))
    for graph in sorted(by_graph):
        layer = layer_of(graph) if graph else Layer.FACTS
        name = pyoxigraph.NamedNode(graph) if graph else pyoxigraph.DefaultGraph()
        if layer is Layer.ARTICLE:
            quads = store.quads_for_pattern(None, None, None, name)
            yield Slice(layer, graph, frozenset(quad.triple for quad in quads))
        elif layer is not None:
            yield from _in_parts(store, layer, name, by_graph[graph])


def _in_parts(
    store: pyoxigraph.Store, layer: Layer, graph: _Graph, subjects: Iterable[_Term] | None = None
) -> Iterator[Slice]:
    if subjects is None:
        subjects = {quad.subject for quad in store.quads_for_pattern(None, None, None, graph)}
    nodes = sorted((node for node in subjects if isinstance(node, _Node)), key=str)
    name = graph.value if isinstance(graph, pyoxigraph.NamedNode) else ""
    for start in range(0, len(nodes), _NODES):
        part = nodes[start : start + _NODES]
        yield Slice(layer, name, _with_neighbours(store, graph, part), frozenset(node.value for node in part))


def _with_neighbours(store: pyoxigraph.Store, graph: _Graph, nodes: list[_Node]) -> frozenset[pyoxigraph.Triple]:
    """All about the nodes; of what they refer to, its types and containers; and the claims about them."""
    found: set[pyoxigraph.Triple] = set()
    claims = [quad.subject for node in nodes for quad in store.quads_for_pattern(None, _ABOUT, node, graph)]
    for node in (*nodes, *claims):
        found.update(quad.triple for quad in store.quads_for_pattern(node, None, None, graph))
    queue: list[_Term] = [triple.object for triple in found]
    seen: set[_Term] = set(nodes)
    while queue:
        term = queue.pop()
        if isinstance(term, pyoxigraph.NamedNode) and term not in seen:
            seen.add(term)
            found.update(quad.triple for quad in store.quads_for_pattern(term, _TYPE, None, graph))
            containers = [quad.triple for quad in store.quads_for_pattern(term, _LOCATED_IN, None, graph)]
            found.update(containers)
            queue.extend(triple.object for triple in containers)
    return frozenset(found)
