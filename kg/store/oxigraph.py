"""The embedded store: Oxigraph in a folder (https://docs.rs/oxigraph).

Writing is one SPARQL update a batch. Oxigraph runs an update in one transaction: after a crash at any moment all of the
batch is there or none of it, the facts layer included. Bulk loading is four times faster, but it can't remove the label
that a better one replaces in the same step; extraction is far slower than either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from kg.errors import StoreError
from kg.ontology import vocab
from kg.rdf.iris import DEFAULT_BASE, Minter, check_base
from kg.rdf.terms import Quad, Term, Triple, iri
from kg.resources import ontology_dir
from kg.store.facts import Part, better, project
from kg.store.protocol import Statistics
from kg.store.sorting import sorted_lines

if TYPE_CHECKING:  # the mapper brings the ontology's reader and text tools with it, and `kg query` needs neither
    from kg.rdf.mapper import ArticleGraph

__all__ = ["OxigraphStore"]

_LABEL, _CANONICAL, _TYPE = iri(vocab.RDFS_LABEL), iri(vocab.CANONICAL), iri(vocab.RDF_TYPE)
_ARABIC_TAGS = ('"@ar', '"@ar-latn')
_ONTOLOGY_FILES = ("kg.ttl", "alignments.ttl")


class OxigraphStore:
    """A store in a folder of its own.

    A missing folder is made unless `create` is off or `read_only` is on. `base` is the base IRI of a new store; for an
    existing one it is checked. Raises `StoreError` if the store can't be opened, is missing, or has another base.
    """

    def __init__(self, path: Path, *, base: str | None = None, create: bool = True, read_only: bool = False) -> None:
        self.path = path
        if not (path / "CURRENT").exists() and (read_only or not create):
            raise StoreError(f"no store in {path}; make one with: kg build --store {path} INPUT …")
        self._store = _open(path, read_only=read_only)
        known = self._known_base()
        if base is not None and known is not None and known != check_base(base):
            raise StoreError(f"{path}: this store's base IRI is {known}, not {base}; leave --base away or build anew")
        self._mint = Minter(known or base or DEFAULT_BASE)
        if known is None:
            if read_only:
                raise StoreError(f"{path}: this is an Oxigraph store, but `kg build` did not make it")
            self._load_ontology()
        elif not read_only and self._ontology_changed():
            self._load_ontology()

    @property
    def base(self) -> str:
        """The base IRI of this store's resources."""
        return self._mint.base

    # --- writing ---------------------------------------------------------------------------------------------------

    def write(self, articles: Sequence[ArticleGraph]) -> None:
        """Put articles in, all of them or none; one that is there already is replaced."""
        new = [a for a in articles if not self._store.contains_named_graph(ox.NamedNode(a.article))]
        fresh = {a.article for a in new}
        for article in articles:
            if article.article not in fresh:
                # Removing needs to see what the other articles still say, so a replacement is a batch of its own.
                self._update(self._removal(article.article), [article])
        if new:
            self._update(([], []), new)

    def forget(self, article: str) -> bool:
        """Remove an article, given by identifier or IRI, and all that only it said; whether it was there."""
        name = article if article.startswith(self.base) else self._mint.article(article)
        if not self._store.contains_named_graph(ox.NamedNode(name)):
            return False
        self._update(self._removal(name), [])
        return True

    def remake_facts(self) -> None:
        """Drop the facts layer and derive it anew from the article graphs, the links and the merges."""
        part = Part()
        links = self._quads_of("links")
        for name in self._article_names():
            part.update(project(self._graph(name), self._merges_of(name), ()))
        part.update(project((), (), [q for q in links if not q[0].startswith(f"<{self.base}article/")]))
        self._run(f"DROP DEFAULT ;\nINSERT DATA {{\n{_block((*part.triples, *_best_labels(part)))}}}")

    def _update(self, removal: tuple[list[Quad], list[Triple]], articles: Sequence[ArticleGraph]) -> None:
        """Remove and add in one transaction."""
        removed_quads, added_back = removal
        part = Part()
        for article in articles:
            part.update(project(article.quads, article.merges, article.links))
        gone = {(s, p, o) for s, p, o, g in removed_quads if not g}
        deletes: list[Quad] = list(removed_quads)
        inserts: dict[Quad, None] = {(s, p, o, ""): None for s, p, o in added_back}
        inserts |= {(s, p, o, ""): None for s, p, o in part.triples}
        for node, labels in part.labels.items():
            kept = {t for t in self._labels_of(node) if t not in gone} | {
                (s, p, o) for s, p, o in added_back if s == node and p == _LABEL and o.endswith(_ARABIC_TAGS)
            }
            for triple in kept:
                deletes.append((*triple, ""))
                inserts.pop((*triple, ""), None)
            best = better(labels | _as_labels(kept))
            inserts |= {(node, _LABEL, text, ""): None for text in best if text}
        for article in articles:
            inserts |= dict.fromkeys((*article.quads, *article.links, *article.merges))
        dropped = sorted({g for _, _, _, g in removed_quads if g.startswith(f"<{self.base}article/")})
        operations = [f"DROP SILENT GRAPH {graph}" for graph in dropped]
        deletes = [quad for quad in deletes if quad[3] not in dropped]
        if deletes:
            operations.append(f"DELETE DATA {{\n{_grouped(deletes)}}}")
        if inserts:
            operations.append(f"INSERT DATA {{\n{_grouped(inserts)}}}")
        self._run(" ;\n".join(operations))

    def _removal(self, article: str) -> tuple[list[Quad], list[Triple]]:
        """What must go so that nothing of `article` stays, and the facts of other articles to put back then."""
        own = self._graph(article)
        merges = self._merges_of(article)
        links = self._links_of(article)
        part = project(own, merges, ())
        nodes = {o for _, _, o, _ in merges}
        facts = {t for t in part.triples if t[0] not in nodes}
        back = Part()
        for node in nodes:
            facts |= set(self._facts_of(node))
            members = [m for m in self._members(node) if not m.startswith(f"<{article}/")]
            back.update(self._rebuilt(node, members))
        gone: list[Quad] = [(*t, "") for t in sorted(facts)]
        kept_links = self._canonical_links(nodes, article)
        gone += [*own, *merges, *(q for q in links if q not in kept_links)]
        return gone, [*back.triples, *_best_labels(back)]

    def _rebuilt(self, node: Term, members: list[Term]) -> Part:
        """The facts of a canonical node by what the articles of `members` say of them."""
        part = Part()
        if not members:
            return part
        for member in members:
            graph = ox.NamedNode(member[1:-1].rpartition("/entity/")[0])
            merges = self._merges_of(graph.value)
            about = [_quad(q) for q in self._store.quads_for_pattern(ox.NamedNode(member[1:-1]), None, None, graph)]
            part.update(project(about, merges, ()))
        part.update(project((), (), self._about_canonical(node)))
        return part

    def _canonical_links(self, nodes: Iterable[Term], article: str) -> set[Quad]:
        """The quads of the links graph on canonical nodes that other articles' links still justify."""
        kept: set[Quad] = set()
        for node in nodes:
            if any(not m.startswith(f"<{article}/") for m in self._members(node)):
                kept |= set(self._about_canonical(node))
        return kept

    # --- reading ---------------------------------------------------------------------------------------------------

    def query(self, text: str, substitutions: Mapping[str, Any] | None = None) -> Any:
        """The answer to a SPARQL query over the default graph and the named graphs."""
        bound = {ox.Variable(name): term for name, term in (substitutions or {}).items()}
        return self._store.query(text, substitutions=bound)

    def dump(self, out: BinaryIO) -> None:
        """The whole store as N-Quads, sorted."""
        sorted_lines(lambda file: self._store.dump(file, format=ox.RdfFormat.N_QUADS), out)

    def statistics(self) -> Statistics:
        """What the store holds, counted."""

        def count(pattern: str) -> int:
            rows = self.query(
                f"PREFIX kg: <{vocab.KG}> PREFIX skos: <{vocab.SKOS}> SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
            )
            return int(next(iter(rows))["n"].value)

        return Statistics(
            articles=count("?x a kg:Article"),
            entities=count("?x a kg:Entity"),
            events=count("?x a kg:Event"),
            claims=count("?x a kg:Claim"),
            mentions=count("GRAPH ?g { ?x a kg:Mention }"),
            linked=count("{ SELECT DISTINCT ?x { ?x a kg:Entity ; skos:exactMatch ?item } }"),
            quads=len(self._store),
        )

    # --- the store's graphs ----------------------------------------------------------------------------------------

    def _graph(self, name: str) -> list[Quad]:
        return [_quad(q) for q in self._store.quads_for_pattern(None, None, None, ox.NamedNode(name))]

    def _quads_of(self, name: str) -> list[Quad]:
        return self._graph(self._mint.graph(name))

    def _article_names(self) -> list[str]:
        prefix = f"{self.base}article/"
        return sorted(
            g.value for g in self._store.named_graphs() if isinstance(g, ox.NamedNode) and g.value.startswith(prefix)
        )

    def _merges_of(self, article: str) -> list[Quad]:
        """The canonical nodes of an article's entities. They are found through the article's own graph."""
        graph = ox.NamedNode(self._mint.graph("merges"))
        entities = self._store.quads_for_pattern(
            None, ox.NamedNode(vocab.RDF_TYPE), ox.NamedNode(vocab.Entity), ox.NamedNode(article)
        )
        return [_quad(q) for e in entities for q in self._store.quads_for_pattern(e.subject, None, None, graph)]

    def _links_of(self, article: str) -> list[Quad]:
        """The quads of the links graph that an article's links brought: records, matches, facts on canonical nodes."""
        graph = ox.NamedNode(self._mint.graph("links"))
        found: list[Quad] = []
        for _, _, canonical, _ in self._merges_of(article):
            found += self._about_canonical(canonical)
        subjects = [iri_of for iri_of, _, _, _ in self._merges_of(article)]
        for subject in subjects:
            node = ox.NamedNode(subject[1:-1])
            found += [_quad(q) for q in self._store.quads_for_pattern(node, None, None, graph)]
            for record in self._store.quads_for_pattern(None, ox.NamedNode(vocab.SUBJECT), node, graph):
                quads = [_quad(q) for q in self._store.quads_for_pattern(record.subject, None, None, graph)]
                found += quads
                for _, predicate, value, _ in quads:
                    if predicate == iri(vocab.CANDIDATE):
                        about = self._store.quads_for_pattern(ox.NamedNode(value[1:-1]), None, None, graph)
                        found += [_quad(q) for q in about]
        return list(dict.fromkeys(found))

    def _about_canonical(self, node: Term) -> list[Quad]:
        """What the links graph says of a canonical node and of its geometry."""
        graph = ox.NamedNode(self._mint.graph("links"))
        subjects = (ox.NamedNode(node[1:-1]), ox.NamedNode(f"{node[1:-1]}/geometry"))
        return [_quad(q) for s in subjects for q in self._store.quads_for_pattern(s, None, None, graph)]

    def _facts_of(self, node: Term) -> list[Triple]:
        subjects = (ox.NamedNode(node[1:-1]), ox.NamedNode(f"{node[1:-1]}/geometry"))
        quads = (q for s in subjects for q in self._store.quads_for_pattern(s, None, None, ox.DefaultGraph()))
        return [_quad(q)[:3] for q in quads]

    def _labels_of(self, node: Term) -> list[Triple]:
        pattern = ox.NamedNode(node[1:-1]), ox.NamedNode(vocab.RDFS_LABEL), None, ox.DefaultGraph()
        triples = (_quad(q)[:3] for q in self._store.quads_for_pattern(*pattern))
        return [t for t in triples if t[2].endswith(_ARABIC_TAGS)]

    def _members(self, node: Term) -> list[Term]:
        graph = ox.NamedNode(self._mint.graph("merges"))
        quads = self._store.quads_for_pattern(None, ox.NamedNode(vocab.CANONICAL), ox.NamedNode(node[1:-1]), graph)
        return [str(q.subject) for q in quads]

    # --- the ontology ----------------------------------------------------------------------------------------------

    def _known_base(self) -> str | None:
        """The base that this store was made with: the ontology's graph has it in its name."""
        suffix = "graph/ontology"
        pattern = ox.NamedNode(vocab.ONTOLOGY), ox.NamedNode(vocab.RDF_TYPE), ox.NamedNode(vocab.OWL_ONTOLOGY)
        for quad in self._store.quads_for_pattern(*pattern, None):
            name = getattr(quad.graph_name, "value", "")
            if name.endswith(suffix):
                return str(name[: -len(suffix)])
        return None

    def _ontology_quads(self) -> set[str]:
        quads = (
            q for f in _ONTOLOGY_FILES if (ontology_dir() / f).is_file() for q in ox.parse(path=ontology_dir() / f)
        )
        named = (
            q for q in quads if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.NamedNode | ox.Literal)
        )
        return {f"{q.subject} {q.predicate} {q.object} .\n" for q in named}

    def _ontology_changed(self) -> bool:
        graph = ox.NamedNode(self._mint.graph("ontology"))
        return self._ontology_quads() != {
            f"{q.subject} {q.predicate} {q.object} .\n" for q in self._store.quads_for_pattern(None, None, None, graph)
        }

    def _load_ontology(self) -> None:
        """Put the ontology in. Anonymous classes (unions in domains and ranges) stay in the files: no blank nodes."""
        name = self._mint.graph("ontology")
        body = "".join(sorted(self._ontology_quads()))
        self._run(f"DROP SILENT GRAPH <{name}> ;\nINSERT DATA {{ GRAPH <{name}> {{\n{body}}} }}")

    def _run(self, update: str) -> None:
        if not update:
            return
        try:
            self._store.update(update)
            # Without a flush, every later opening replays the log: 2.3 s for each 100,000 quads.
            self._store.flush()
        except OSError as error:
            raise StoreError(f"{self.path}: the store can't be written: {error}") from error


def _open(path: Path, *, read_only: bool) -> ox.Store:
    opener: Callable[[str], ox.Store] = ox.Store.read_only if read_only else ox.Store
    try:
        if not read_only:
            path.parent.mkdir(parents=True, exist_ok=True)
        return opener(str(path))
    except OSError as error:
        if "LOCK" in str(error) or "lock" in str(error):
            raise StoreError(
                f"{path}: another process is writing to this store; wait until it has ended, or use another --store"
            ) from error
        raise StoreError(f"{path}: the store can't be opened: {error}") from error


def _quad(quad: ox.Quad) -> Quad:
    graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
    return str(quad.subject), str(quad.predicate), str(quad.object), graph


def _as_labels(triples: Iterable[Triple]) -> set[tuple[Term, Term | None]]:
    """The label that a canonical node has in the facts layer, as a pair with its transliteration."""
    texts = [o for _, _, o in triples]
    arabic = [t for t in texts if t.endswith(_ARABIC_TAGS[0])]
    latin = next((t for t in texts if t.endswith(_ARABIC_TAGS[1])), None)
    return {(text, latin) for text in arabic}


def _best_labels(part: Part) -> list[Triple]:
    return [(node, _LABEL, text) for node, labels in part.labels.items() for text in better(labels) if text]


def _block(triples: Iterable[Triple]) -> str:
    return "".join(f"{s} {p} {o} .\n" for s, p, o in sorted(triples))


def _grouped(quads: Iterable[Quad]) -> str:
    """The body of INSERT DATA or DELETE DATA: the quads by graph."""
    graphs: dict[Term, list[Triple]] = {}
    for s, p, o, g in quads:
        graphs.setdefault(g, []).append((s, p, o))
    return "".join(f"GRAPH {g} {{\n{_block(t)}}}\n" if g else _block(t) for g, t in sorted(graphs.items()))
