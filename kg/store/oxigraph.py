"""The embedded store: Oxigraph in a folder (https://docs.rs/oxigraph).

After a crash at any moment, all that a call writes is there or none of it, the facts layer included. A small change is
one SPARQL update, which Oxigraph runs in one transaction. A large one goes through the bulk loader, which is three
times as fast, and all or nothing too; but it only adds, and an article may change what the facts layer says already: a
better label, the stronger of two classes. What has to go then is loaded along with what is new, as a statement of the
graph ``…/graph/journal``, and deleted together with that statement. Whoever opens the store after a crash between the
two finds the statement and does the rest (`kg.store.journal`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from kg.errors import StoreError
from kg.ontology import vocab
from kg.rdf.iris import DEFAULT_BASE, Minter, check_base
from kg.rdf.terms import Quad, Term, Triple, lines
from kg.store import ontology
from kg.store.facts import Contribution, Schema, Tally, contribution, facts_of, signature
from kg.store.journal import Journal
from kg.store.opening import open_folder, open_whole
from kg.store.protocol import Origin, Statistics
from kg.store.sorting import sorted_lines
from kg.store.stored import as_stored
from kg.store.tallies import Tallies

if TYPE_CHECKING:  # the mapper brings the ontology's reader and text tools with it, and `kg query` needs neither
    from kg.rdf.mapper import ArticleGraph

__all__ = ["OxigraphStore"]

BULK_QUADS = 5_000
"""Quads from which on the bulk loader is faster than an update: it writes new files at each call."""


@dataclass(slots=True)
class _Change:
    """What one transaction takes away and adds."""

    gone: set[Quad] = field(default_factory=set)
    new: set[Quad] = field(default_factory=set)
    dropped: list[str] = field(default_factory=list)
    """Articles of which nothing stays."""


class OxigraphStore:
    """A store in a folder of its own.

    A missing folder is made unless `create` is off or `read_only` is on. `base` is the base IRI of a new store; for an
    existing one it is checked. Raises `StoreError` if the store can't be opened, is missing, or has another base.
    """

    def __init__(self, path: Path, *, base: str | None = None, create: bool = True, read_only: bool = False) -> None:
        self.path = path
        if not (path / "CURRENT").exists() and (read_only or not create):
            raise StoreError(f"no store in {path}; make one with: kg build --store {path} INPUT …")
        self._store = open_whole(path, self) if read_only else open_folder(path, read_only=False)
        known = ontology.known_base(self._store)
        if base is not None and known is not None and known != check_base(base):
            raise StoreError(f"{path}: this store's base IRI is {known}, not {base}; leave --base away or build anew")
        if known is None and (read_only or next(iter(self._store), None) is not None):
            raise StoreError(f"{path}: this is an Oxigraph store, but `kg build` did not make it")
        self._mint = Minter(known or base or DEFAULT_BASE)
        self._tallies = Tallies(self._store, self._mint.graph("merges"), self._mint.graph("links"))
        self._runs = self._mint.graph("runs")
        self._configurations: dict[Term, str] = {}
        self._journal = Journal(self._store, self._mint.graph("journal"))
        if not read_only:
            self._write(self._journal.finish)
            self._refresh_ontology()

    @property
    def base(self) -> str:
        """The base IRI of this store's resources."""
        return self._mint.base

    @property
    def quads(self) -> ox.Store:
        """The quads themselves, for what no other method tells. Not to be written to."""
        return self._store

    # --- writing ---------------------------------------------------------------------------------------------------

    def write(self, articles: Sequence[ArticleGraph]) -> None:
        """Put articles in, all of them or none; one that is there is replaced. Of two versions the last one counts."""
        self._replace({article.article: article for article in articles})

    def forget(self, article: str) -> bool:
        """Remove an article, given by identifier or IRI, and all that only it said; whether it was there."""
        name = article if article.startswith(self.base) else self._mint.article(article)
        if not self._has(name):
            return False
        self._replace({name: None})
        return True

    def origin(self, article: str) -> Origin | None:
        """Where the graph of an article, given by identifier, comes from; `None` if there is none, or no word of it."""
        said = {p: o for _, p, o, _ in self._quads(f"<{self._mint.article(article)}>", self._runs)}
        digest, run = said.get(f"<{vocab.CONTENT_DIGEST}>"), said.get(f"<{vocab.PROV_WAS_GENERATED_BY}>")
        if digest is None or run is None:
            return None
        if run not in self._configurations:
            of_run = {p: o for _, p, o, _ in self._quads(run, self._runs)}
            self._configurations[run] = of_run.get(f"<{vocab.CONFIGURATION}>", '""')[1:-1]
        return Origin(digest[1:-1], self._configurations[run])

    def note(self, quads: Sequence[Quad]) -> None:
        """Add to the runs graph what is to be said of a run."""
        self._run(f"INSERT DATA {{\n{_grouped(quads)}}}")

    def article_quads(self, article: str) -> list[Quad]:
        """The graph of an article, given by identifier."""
        return self._quads(None, self._mint.article(article))

    def compare_facts(self) -> tuple[set[Triple], set[Triple]]:
        """What the facts layer lacks of all that follows from the articles, and what it has beyond that."""
        stored = {(s, p, o) for s, p, o, _ in self._quads(None, None)}
        derived = {(s, p, o) for s, p, o, _ in as_stored((*triple, "") for triple in self._derived_facts())}
        return derived - stored, stored - derived

    def remake_facts(self) -> None:
        """Drop the facts layer and derive it anew from the article graphs, the links and the merges."""
        self._run(f"DROP DEFAULT ;\nINSERT DATA {{\n{_block(self._derived_facts())}}}")
        self._tallies.forget()

    def _derived_facts(self) -> set[Triple]:
        whole = Contribution()
        for name in self._article_names():
            whole.add(contribution(*self._stored(name)))
        facts = set(whole.triples)
        for node, tally in whole.tallies.items():
            facts |= facts_of(node, tally, lambda other: whole.tallies.get(other, Tally()), self._schema)
        return facts

    def _replace(self, articles: Mapping[str, ArticleGraph | None]) -> None:
        """Put in new versions of articles, given by IRI, in one transaction; `None` stands for an article that goes."""
        change, before, after = _Change(), Contribution(), Contribution()
        for name, article in articles.items():
            if self._has(name):
                stored = self._stored(name)
                before.add(contribution(*stored))
                for quads in (*stored, self._quads(f"<{name}>", self._runs)):
                    change.gone.update(quads)
            if article is None:
                change.dropped.append(name)
            else:
                after.add(contribution(article.quads, article.links, article.merges))
                change.new.update(article.quads, article.links, article.merges, article.origin)
        if change.gone:
            # What stays must be seen to stay: in the bulk, deletions come after additions.
            change.new = set(as_stored(change.new))
        change.gone |= {(*triple, "") for triple in before.triples}
        change.new |= set(as_stored((*triple, "") for triple in after.triples))
        tallies = self._moved(before, after)
        self._change_facts(tallies, change)
        self._commit(change)
        for node, tally in tallies.items():
            self._tallies.follow(node, tally)

    def _moved(self, before: Contribution, after: Contribution) -> dict[Term, Tally]:
        """The tallies of all canonical nodes that a change touches, as they are after it."""
        moved: dict[Term, Tally] = {}
        for node in before.tallies.keys() | after.tallies.keys():
            tally = Tally(self._tallies.of(node))
            tally.subtract(before.tallies.get(node, Tally()))
            tally.update(after.tallies.get(node, Tally()))
            moved[node] = +tally
        return moved

    def _change_facts(self, tallies: Mapping[Term, Tally], change: _Change) -> None:
        """Add to `change` what becomes of the facts of the touched nodes, and of those that depend on them."""

        def tally_of(node: Term) -> Tally:
            return tallies[node] if node in tallies else self._tallies.of(node)

        affected = set(tallies)
        for node, tally in tallies.items():
            if signature(tally, self._schema) != signature(self._tallies.of(node), self._schema):
                affected |= self._tallies.dependents(node)
        for node in affected:
            change.gone |= {(*triple, "") for triple in self._facts_of(node)}
            change.new |= {(*triple, "") for triple in facts_of(node, tally_of(node), tally_of, self._schema)}

    def _run(self, update: str) -> None:
        if update:
            self._write(lambda: self._store.update(update))

    def _write(self, write: Callable[[], None]) -> None:
        try:
            write()
            # Without a flush, every later opening replays the log: 2.3 s for each 100,000 quads.
            self._store.flush()
        except OSError as error:
            self._tallies.forget()
            raise StoreError(f"{self.path}: the store can't be written: {error}") from error

    def _commit(self, change: _Change) -> None:
        new = change.new - change.gone
        if len(new) < BULK_QUADS:
            self._run(_update(change))
        else:
            removal = _removal(change)
            self._write(lambda: self._journal.write(lines(new), removal))

    def _refresh_ontology(self) -> None:
        """Put the ontology into a store that does not have it, or has another version."""
        name = self._mint.graph("ontology")
        stated = ontology.statements()
        if stated != ontology.statements_in(self._store, name):
            self._run(f"DROP SILENT GRAPH <{name}> ;\nINSERT DATA {{ GRAPH <{name}> {{\n{_block(stated)}}} }}")

    def compact(self) -> None:
        """Merge the store's files; queries are faster afterwards."""
        self._write(self._store.optimize)

    def backup(self, target: Path) -> None:
        """Copy the store to a folder that does not exist yet: hard links where they can be, so in no time."""
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._store.backup(str(target))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{target}: the backup can't be written: {error}") from error

    @cached_property
    def _schema(self) -> Schema:
        from kg.ontology.schema import Schema as Ontology  # reading needs no owlready2

        loaded = Ontology.load()
        return Schema(loaded.disjoint, loaded.ancestors)

    # --- reading ---------------------------------------------------------------------------------------------------

    def query(self, text: str, substitutions: Mapping[str, Any] | None = None) -> Any:
        """The answer to a SPARQL query over the default graph and the named graphs."""
        bound = {ox.Variable(name): term for name, term in (substitutions or {}).items()}
        return self._store.query(text, substitutions=bound)

    def dump(self, out: BinaryIO) -> None:
        """The whole store as N-Quads, sorted; without the runs graph, which no two builds have in common."""
        runs = f" <{self._runs}> .\n".encode()
        sorted_lines(
            lambda file: self._store.dump(file, format=ox.RdfFormat.N_QUADS),
            out,
            keep=lambda line: not line.endswith(runs),
        )

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

    def _quads(self, subject: Term | None, graph: str | None) -> list[Quad]:
        node = None if subject is None else ox.NamedNode(subject[1:-1])
        name = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
        return [
            (str(q.subject), str(q.predicate), str(q.object), "" if graph is None else f"<{graph}>")
            for q in self._store.quads_for_pattern(node, None, None, name)
        ]

    def _has(self, article: str) -> bool:
        return self._store.contains_named_graph(ox.NamedNode(article))

    def _article_names(self) -> list[str]:
        names = (graph.value for graph in self._store.named_graphs() if isinstance(graph, ox.NamedNode))
        return sorted(name for name in names if name.startswith(f"{self.base}article/"))

    def _stored(self, article: str) -> tuple[list[Quad], list[Quad], list[Quad]]:
        """An article's own graph, its quads of the links graph, and those of the merges graph."""
        own = self._quads(None, article)
        entities = {s for s, p, o, _ in own if p == f"<{vocab.RDF_TYPE}>" and o == f"<{vocab.Entity}>"}
        merges, links = self._mint.graph("merges"), self._mint.graph("links")
        merged = [quad for entity in entities for quad in self._quads(entity, merges)]
        linked: list[Quad] = []
        waiting = list(entities)
        while waiting:
            node = waiting.pop()
            quads = self._quads(node, links)
            linked += quads
            if node in entities:
                pattern = ox.NamedNode(vocab.SUBJECT), ox.NamedNode(node[1:-1]), ox.NamedNode(links)
                waiting += [str(quad.subject) for quad in self._store.quads_for_pattern(None, *pattern)]
            # Records, candidates and geometries have IRIs below the article's.
            waiting += [o for _, _, o, _ in quads if o.startswith(f"<{article}/") and o not in entities]
        return own, linked, merged

    def _facts_of(self, node: Term) -> list[Triple]:
        quads = self._quads(node, None) + self._quads(f"{node[:-1]}/geometry>", None)
        return [(s, p, o) for s, p, o, _ in quads]


def _update(change: _Change) -> str:
    """The SPARQL update of a change; empty if it changes nothing."""
    removal, new = _removal(change), change.new - change.gone
    insertion = f"INSERT DATA {{\n{_grouped(new)}}}" if new else ""
    return " ;\n".join(filter(None, (removal, insertion)))


def _removal(change: _Change) -> str:
    """The SPARQL update that takes away what a change takes away; empty if that is nothing."""
    dropped = {f"<{name}>" for name in change.dropped}
    operations = [f"DROP SILENT GRAPH {name}" for name in sorted(dropped)]
    if gone := [quad for quad in change.gone - change.new if quad[3] not in dropped]:
        operations.append(f"DELETE DATA {{\n{_grouped(gone)}}}")
    return " ;\n".join(operations)


def _block(triples: Iterable[Triple]) -> str:
    return "".join([f"{s} {p} {o} .\n" for s, p, o in triples])


def _grouped(quads: Iterable[Quad]) -> str:
    """The body of INSERT DATA or DELETE DATA: the quads by graph."""
    graphs: dict[Term, list[Triple]] = {}
    for s, p, o, g in quads:
        graphs.setdefault(g, []).append((s, p, o))
    return "".join(f"GRAPH {g} {{\n{_block(t)}}}\n" if g else _block(t) for g, t in graphs.items())
