"""The canonical nodes that the rules give an article's entities, derived anew from what a store has of the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kg.merge.keys import canonical_keys
from kg.model import Entity, Link
from kg.ontology import vocab
from kg.rdf.iris import Minter
from kg.rdf.terms import Quad, Term, iri, text_of
from kg.store.articles import Part
from kg.store.facts import ALT, COUNTRY, ENTITY, LABEL, ROLE, SUBJECT, TYPE, Schema

__all__ = ["own_node", "proposals", "spans"]

_MATCH, _CANONICAL = iri(vocab.SKOS_EXACT_MATCH), iri(vocab.CANONICAL)
_JUSTIFICATION = iri(vocab.SSSOM_MAPPING_JUSTIFICATION)
_REFERS_TO, _BEGIN, _END = iri(vocab.REFERS_TO), iri(vocab.BEGIN), iri(vocab.END)
_WIKIDATA, _GEONAMES = f"<{vocab.WD}", f"<{vocab.GN}"


def proposals(part: Part, mint: Minter, schema: Schema) -> Iterator[Quad]:
    """Quads of the merges graph, as the mapper made them."""
    said: dict[Term, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value, _ in part.own:
        said[subject][predicate].append(value)
    linked: dict[Term, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value, _ in part.links:
        linked[subject][predicate].append(value)
    records = defaultdict(dict, {o: linked[s] for s, p, o, _ in part.links if p == SUBJECT})
    entities: list[Entity] = []
    links: dict[str, Link] = {}
    for node, about in said.items():
        if ENTITY in about[TYPE]:
            entities.append(_entity(node, about, schema))
            if (link := _link(entities[-1].id, linked[node], records[node], mint)) is not None:
                links[link.entity] = link

    def ancestors(kind: str) -> list[str]:
        return [vocab.local_name(name[1:-1]) for name in schema.ancestors(iri(vocab.KG + kind))]

    keys = canonical_keys(entities, links, ancestors, _identifier(part))
    own = {_local(node): node for node, about in said.items() if ENTITY in about[TYPE]}
    for name, key in keys.items():
        yield own[name], _CANONICAL, iri(mint.canonical(key)), iri(mint.graph("merges"))


def _entity(node: Term, about: Mapping[Term, list[Term]], schema: Schema) -> Entity:
    kind = max(about[TYPE], key=lambda name: (schema.depth(name), name))
    name = next(text_of(label) for label in about[LABEL] if label.endswith("@ar"))
    others = tuple(text_of(label) for label in about.get(ALT, ()) if label.endswith("@ar"))
    role = next((text_of(value) for value in about.get(ROLE, ())), None)
    return Entity(_local(node), vocab.local_name(kind[1:-1]), name, others, (), role)


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


def _link(entity: str, said: Mapping[Term, list[Term]], record: Mapping[Term, list[Term]], mint: Minter) -> Link | None:
    items = said.get(_MATCH, [])
    qid = next((item[len(_WIKIDATA) : -1] for item in items if item.startswith(_WIKIDATA)), None)
    geonames = next((item[len(_GEONAMES) : -2] for item in items if item.startswith(_GEONAMES)), None)
    country = next((node[len(mint.base) + len("<entity/") : -1] for node in said.get(COUNTRY, ())), None)
    method = next((node[len(vocab.SEMAPV) + 1 : -1] for node in record.get(_JUSTIFICATION, ())), "")
    return Link(entity, qid, geonames, 1.0, "", "", country_qid=country, method=method) if items else None
