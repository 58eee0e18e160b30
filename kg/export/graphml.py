"""GraphML of the facts layer for graph viewers, written by networkx (http://graphml.graphdrawing.org).

Nodes are entities and events with typed attributes, edges are roles. Viewers show ``label``; ``label_latin`` is there
for those that can't draw Arabic.
"""

from __future__ import annotations

from typing import Any, BinaryIO

import networkx as nx
import pyoxigraph as ox

from kg.ontology import vocab
from kg.ontology.vocab import local_name
from kg.store.oxigraph import OxigraphStore

__all__ = ["graph_of_facts", "write_graphml"]

_EDGES = (vocab.AGENT, vocab.TARGET, vocab.PARTICIPANT, vocab.PLACE, vocab.LOCATED_IN)
_VALUES = {vocab.DATE: "date", vocab.WEAPON: "weapon", vocab.TOPIC: "topic", vocab.ROLE: "role"}
_TERMS = {vocab.STATUS: "status", vocab.MODALITY: "modality"}
_NUMBERS = {vocab.KILLED: "killed", vocab.INJURED: "injured"}
_LABELS = {"ar": "label_ar", "en": "label_en", "ar-latn": "label_latin"}
_NODE_CLASSES = (vocab.Entity, vocab.Event)


def write_graphml(store: OxigraphStore, out: BinaryIO) -> None:
    """The graph of facts as GraphML."""
    nx.write_graphml(graph_of_facts(store), out, encoding="utf-8", named_key_ids=True)


def graph_of_facts(store: OxigraphStore) -> nx.MultiDiGraph:
    """Entities and events as nodes, keyed by IRI, and roles as edges; sorted, so that it is stable."""
    graph = nx.MultiDiGraph()
    nodes: dict[str, dict[str, Any]] = {}
    types: dict[str, set[str]] = {}
    edges: list[tuple[str, str, str]] = []
    for row in store.query("SELECT ?s ?p ?o { ?s ?p ?o }"):
        subject, predicate, value = row["s"].value, row["p"].value, row["o"]
        if predicate == vocab.RDF_TYPE:
            types.setdefault(subject, set()).add(value.value)
        elif predicate in _EDGES:
            edges.append((subject, value.value, local_name(predicate)))
        elif (attribute := _attribute(predicate, value)) is not None:
            name, content = attribute
            known = nodes.setdefault(subject, {}).get(name)
            # Of several values (weapons, roles) a viewer shows one: the first in order.
            nodes[subject][name] = content if known is None else min(known, content)
    kept = {iri for iri, kinds in types.items() if kinds & set(_NODE_CLASSES)}
    for iri in sorted(kept):
        kinds = sorted(local_name(kind) for kind in types[iri] if kind.startswith(vocab.KG))
        attributes = nodes.get(iri, {})
        label = next((attributes[n] for n in ("label_ar", "label_en") if n in attributes), local_name(iri))
        kind = "Event" if vocab.Event in types[iri] else "Entity"
        graph.add_node(iri, label=label, kind=kind, types=" ".join(kinds), **attributes)
    for source, target, role in sorted(set(edges)):
        if source in kept and target in kept:
            graph.add_edge(source, target, key=f"{source} {role} {target}", role=role)
    return graph


def _attribute(predicate: str, value: Any) -> tuple[str, str | int] | None:
    """The attribute that a statement about a node becomes."""
    if predicate == vocab.RDFS_LABEL and isinstance(value, ox.Literal):
        name = _LABELS.get((value.language or "").lower())
        return (name, value.value) if name else None
    if predicate == vocab.SKOS_EXACT_MATCH:
        return ("qid", local_name(value.value)) if value.value.startswith(vocab.WD) else None
    if predicate in _TERMS:
        return _TERMS[predicate], local_name(value.value)
    if predicate in _NUMBERS:
        return _NUMBERS[predicate], int(value.value)
    return (_VALUES[predicate], value.value) if predicate in _VALUES else None
