"""The canonical nodes that the rules give an article's entities, derived anew from what a store has of the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.merge.keys import canonical_key
from kg.model import Entity, Link
from kg.ontology import vocab
from kg.rdf.iris import Minter
from kg.rdf.terms import Quad, Term, iri, text_of
from kg.store.articles import Part
from kg.store.facts import ENTITY, LABEL, ROLE, TYPE, Schema

__all__ = ["own_node", "proposals", "spans"]

_MATCH, _CANONICAL = iri(vocab.SKOS_EXACT_MATCH), iri(vocab.CANONICAL)
_REFERS_TO, _BEGIN, _END = iri(vocab.REFERS_TO), iri(vocab.BEGIN), iri(vocab.END)
_WIKIDATA, _GEONAMES = f"<{vocab.WD}", f"<{vocab.GN}"


def proposals(part: Part, mint: Minter, schema: Schema) -> Iterator[Quad]:
    """Quads of the merges graph, as the mapper made them."""
    said: dict[Term, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value, _ in part.own:
        said[subject][predicate].append(value)
    matches: dict[Term, list[Term]] = defaultdict(list)
    for subject, predicate, value, _ in part.links:
        if predicate == _MATCH:
            matches[subject].append(value)
    article = _identifier(part)
    for node, about in said.items():
        if ENTITY in about[TYPE]:
            kind = max(about[TYPE], key=lambda name: (schema.depth(name), name))
            ancestors = [vocab.local_name(name[1:-1]) for name in schema.ancestors(kind)]
            name = next(text_of(label) for label in about[LABEL] if label.endswith("@ar"))
            role = next((text_of(value) for value in about[ROLE]), None)
            entity = Entity(_local(node), ancestors[0], name, (), (), role)
            key = canonical_key(entity, _link(entity.id, matches[node]), ancestors, article)
            yield node, _CANONICAL, iri(mint.canonical(key)), iri(mint.graph("merges"))


def own_node(entity: Term, part: Part, mint: Minter) -> Term:
    """The canonical node that an entity has where it is merged with nothing."""
    return iri(mint.canonical(f"local:{_identifier(part)}:{_local(entity)}"))


def spans(part: Part) -> dict[Term, frozenset[tuple[int, int]]]:
    """Where each node is mentioned."""
    begin = {s: int(text_of(o)) for s, p, o, _ in part.own if p == _BEGIN}
    end = {s: int(text_of(o)) for s, p, o, _ in part.own if p == _END}
    found: dict[Term, set[tuple[int, int]]] = defaultdict(set)
    for mention, predicate, node, _ in part.own:
        if predicate == _REFERS_TO and mention in begin and mention in end:
            found[node].add((begin[mention], end[mention]))
    return {node: frozenset(pairs) for node, pairs in found.items()}


def _identifier(part: Part) -> str:
    return next(text_of(o) for _, p, o, _ in part.own if p == iri(vocab.DCTERMS_IDENTIFIER))


def _local(node: Term) -> str:
    return f"e{node[:-1].rpartition('/')[2]}"


def _link(entity: str, items: list[Term]) -> Link | None:
    qid = next((item[len(_WIKIDATA) : -1] for item in items if item.startswith(_WIKIDATA)), None)
    geonames = next((item[len(_GEONAMES) : -2] for item in items if item.startswith(_GEONAMES)), None)
    return Link(entity, qid, geonames, 1.0, "", "") if items else None
