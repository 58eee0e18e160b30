"""Linking what a store already holds: its articles' entities are read back, linked anew, and their links replaced.

The articles are not extracted again. The words around their names are read from the texts that the store keeps; where
it keeps none (`kg build --no-text`), what earlier links took from such words is taken over. This is how decisions of
people, a new index and Wikidata itself reach a graph that is there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from kg.model import Article, Entity, Extraction, Mention
from kg.ontology import vocab
from kg.ontology.schema import Schema
from kg.rdf.mapper import ArticleGraph, Mapper
from kg.rdf.terms import Quad, text_of
from kg.seams import Linker
from kg.store.protocol import Store
from kg.text.segment import analyse

__all__ = ["RelinkReport", "relink"]

_BATCH = 50
_MATCHED = re.compile(r"matched in text ([QN]?[0-9]+)\b(?!\.)")
_NUMBER = re.compile(r"/entity/([0-9]+)$")


@dataclass(frozen=True, slots=True)
class RelinkReport:
    """What a run did, over all articles that it looked at."""

    articles: int
    entities: int
    links: int
    changed: int
    """Articles of which a link changed."""


def relink(
    store: Store,
    linker: Linker,
    schema: Schema,
    mapper: Mapper,
    *,
    names: Collection[str] | None = None,
    on_article: Callable[[str, int, int], None] = lambda *_: None,
) -> RelinkReport:
    """Link the entities of `store` anew and write the articles of which that changes anything, whole or not at all.

    With `names` only articles that have an entity of such a label are looked at. `on_article` hears of each article's
    IRI, its number, and how many there are.
    """
    counts = dict.fromkeys(("articles", "entities", "links", "changed"), 0)
    articles = _articles(store, names)
    batch: list[ArticleGraph] = []
    for number, name in enumerate(articles, start=1):
        quads = _graph(store, name)
        text = _beside(store, name, "texts")
        told = _told(store, name, schema)
        linked = linker.link(_extraction(name, quads, text_of(text[0][2]) if text else "", told, schema))
        links, merges = mapper.identity(linked)
        counts["articles"] += 1
        counts["entities"] += len(linked.extraction.entities)
        counts["links"] += len(linked.links)
        if set(links) | set(merges) != _stored(store, name):
            counts["changed"] += 1
            batch.append(ArticleGraph(name, tuple(quads), links, merges, _beside(store, name, "runs"), text))
        if len(batch) >= _BATCH:
            store.write(tuple(batch))
            batch.clear()
        on_article(name, number, len(articles))
    if batch:
        store.write(tuple(batch))
    return RelinkReport(**counts)


@dataclass(slots=True)
class _Node:
    """What the graph of an article says of one entity."""

    types: set[str] = field(default_factory=set)
    label: str = ""
    alt: list[str] = field(default_factory=list)
    role: str | None = None
    inside: list[str] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)


def _articles(store: Store, names: Collection[str] | None) -> list[str]:
    if names is None:
        rows = store.query(f"SELECT ?a {{ ?a a <{vocab.Article}> }}")
        return sorted(row["a"].value for row in rows)
    query = f"""SELECT DISTINCT ?g {{ GRAPH ?g {{ ?e a <{vocab.Entity}> ;
        <{vocab.RDFS_LABEL}>|<{vocab.SKOS_ALT_LABEL}> ?label }}
        FILTER(STR(?label) IN ({", ".join(map(_quoted, names))})) }}"""
    return sorted(row["g"].value for row in store.query(query))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _graph(store: Store, name: str) -> list[Quad]:
    rows = store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
    return [(str(t.subject), str(t.predicate), str(t.object), f"<{name}>") for t in rows]


def _beside(store: Store, name: str, graph: str) -> tuple[Quad, ...]:
    """What the graph of the runs or that of the texts says of the article: from which run it is, its text. It stays."""
    whole = f"<{store.base}graph/{graph}>"
    rows = store.query(f"SELECT ?p ?o {{ GRAPH {whole} {{ <{name}> ?p ?o }} }}")
    return tuple((f"<{name}>", str(row["p"]), str(row["o"]), whole) for row in rows)


def _stored(store: Store, name: str) -> set[Quad]:
    """The quads of the links and merges graphs that are of an article's entities."""
    parts = {
        "links": f"""{{ ?e ?p ?o BIND(?e AS ?s) }}
            UNION {{ ?s <{vocab.SUBJECT}> ?e ; ?p ?o }}
            UNION {{ ?r <{vocab.SUBJECT}> ?e ; <{vocab.CANDIDATE}> ?s . ?s ?p ?o }}
            UNION {{ ?e <{vocab.GEO_HAS_GEOMETRY}> ?s . ?s ?p ?o }}""",
        "merges": "{ ?e ?p ?o BIND(?e AS ?s) }",
    }
    found: set[Quad] = set()
    for graph, pattern in parts.items():
        iri = f"{store.base}graph/{graph}"
        rows = store.query(f"SELECT ?s ?p ?o {{ {_entities(name)} GRAPH <{iri}> {{ {pattern} }} }}")
        found |= {(str(row["s"]), str(row["p"]), str(row["o"]), f"<{iri}>") for row in rows}
    return found


def _entities(name: str) -> str:
    return f"GRAPH <{name}> {{ ?e a <{vocab.Entity}> }}"


@dataclass(slots=True)
class _Told:
    """What earlier links took from words that the graph does not have."""

    keys: list[str] = field(default_factory=list)
    """The items that names of an entity were taken for."""
    kind: str | None = None
    """The class that the words before its bare name gave it."""


_NOTHING = _Told()


def _told(store: Store, name: str, schema: Schema) -> dict[str, _Told]:
    """What is told of the article's entities, by entity."""
    query = f"""SELECT ?e ?item ?why ?type {{ {_entities(name)} GRAPH <{store.base}graph/links> {{
        ?record <{vocab.SUBJECT}> ?e ; <{vocab.ITEM}> ?item ; <{vocab.JUSTIFICATION}> ?why .
        OPTIONAL {{ ?e a ?type }} }}
        FILTER(CONTAINS(?why, "matched in text") || CONTAINS(?why, "cue")) }} ORDER BY ?e ?item ?type"""
    found: dict[str, _Told] = defaultdict(_Told)
    for row in store.query(query):
        told, item, why = found[row["e"].value], row["item"].value, row["why"].value
        chosen = [item[len(vocab.WD) :]] if item.startswith(vocab.WD) and "matched in text 0" in why else []
        told.keys += [key for key in (*chosen, *_MATCHED.findall(why)) if key not in told.keys]
        if row["type"] is not None and "cue" in why:
            kinds = filter(None, (told.kind, vocab.local_name(row["type"].value)))
            told.kind = max(kinds, key=lambda name: len(schema.ancestors(name)))
    return found


def _extraction(name: str, quads: list[Quad], text: str, told: Mapping[str, _Told], schema: Schema) -> Extraction:
    """The entities of an article as its graph has them, in its text, which is empty where it is not kept."""
    nodes: dict[str, _Node] = defaultdict(_Node)
    spans: dict[str, dict[str, str]] = defaultdict(dict)
    published, identifier = None, name
    for subject, predicate, value, _ in quads:
        iri, prop = subject[1:-1], predicate[1:-1]
        if _NUMBER.search(iri):
            _take(nodes[iri], prop, value)
        elif prop in {vocab.REFERS_TO, vocab.BEGIN, vocab.END}:
            spans[iri][prop] = value
        elif iri == name and prop == vocab.DCTERMS_ISSUED:
            published = text_of(value)
        elif iri == name and prop == vocab.DCTERMS_IDENTIFIER:
            identifier = text_of(value)
    for span in spans.values():
        target = span.get(vocab.REFERS_TO, "")[1:-1]
        if target in nodes and vocab.BEGIN in span and vocab.END in span:
            nodes[target].mentions.append((int(text_of(span[vocab.BEGIN])), int(text_of(span[vocab.END]))))
    ids = {iri: f"e{match[1]}" for iri in nodes if (match := _NUMBER.search(iri))}
    entities = [
        Entity(
            id=ids[iri],
            type=(told.get(iri, _NOTHING).kind if not text else None)
            or max(node.types, key=lambda kind: (len(schema.ancestors(kind)), kind)),
            name=node.label,
            alt_names=tuple(sorted(node.alt)),
            mentions=tuple(Mention(begin, end, "") for begin, end in sorted(node.mentions)),
            role=node.role,
            located_in=tuple(sorted(ids[other] for other in node.inside if other in ids)),
            keys=tuple(told.get(iri, _NOTHING).keys),
        )
        for iri, node in nodes.items()
        if node.types and node.label
    ]
    article = Article(identifier, text, published=published)
    return Extraction(analyse(article), tuple(sorted(entities, key=lambda entity: int(entity.id[1:]))))


def _take(node: _Node, prop: str, value: str) -> None:
    if prop == vocab.RDF_TYPE and value[1:-1].startswith(vocab.KG):
        node.types.add(vocab.local_name(value[1:-1]))
    elif prop == vocab.RDFS_LABEL and value.endswith('"@ar'):
        node.label = text_of(value)
    elif prop == vocab.SKOS_ALT_LABEL and value.endswith('"@ar'):
        node.alt.append(text_of(value))
    elif prop == vocab.ROLE:
        node.role = text_of(value)
    elif prop == vocab.LOCATED_IN:
        node.inside.append(value[1:-1])
