"""The embedded store: Oxigraph in a folder (https://docs.rs/oxigraph).

After a crash at any moment, all that a call writes is there or none of it, the facts layer included. A small change is
one SPARQL update, which Oxigraph runs in one transaction. A large one goes through the bulk loader, which is three
times as fast, and all or nothing too; but it only adds, and an article may change what the facts layer says already: a
better label, the stronger of two classes. What has to go then is loaded along with what is new, as a statement of the
graph ``…/graph/journal``, and deleted together with that statement. Whoever opens the store after a crash between the
two finds the statement and does the rest (`kg.store.journal`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from kg.errors import StoreError
from kg.merge.verdicts import Verdict
from kg.ontology import vocab
from kg.rdf.iris import DEFAULT_BASE, Minter, check_base
from kg.rdf.terms import Quad, Term, Triple, iri
from kg.store import ontology
from kg.store.articles import Articles
from kg.store.change import Change, block, grouped
from kg.store.committing import Committing
from kg.store.counting import counted
from kg.store.deciding import Deciding
from kg.store.deriving import derived_facts
from kg.store.heap import rarely_collected
from kg.store.journal import Journal
from kg.store.opened import Opened
from kg.store.opening import guarded, open_folder, open_whole
from kg.store.protocol import Origin, Statistics
from kg.store.remerging import merged_anew, rules_quad
from kg.store.replacing import Replacing
from kg.store.sorting import sorted_lines
from kg.store.stored import as_stored

if TYPE_CHECKING:  # the mapper brings the ontology's reader and text tools with it, and `kg query` needs neither
    from kg.rdf.mapper import ArticleGraph
    from kg.store.queryable import Functions, Substitutions

__all__ = ["OxigraphStore"]


class OxigraphStore:
    """A store in a folder of its own.

    A missing folder is made unless `create` is off or `read_only` is on. `base` is the base IRI of a new store; for an
    existing one it is checked. Raises `StoreError` if the store can't be opened, is missing, or has another base.
    """

    def __init__(self, path: Path, *, base: str | None = None, create: bool = True, read_only: bool = False) -> None:
        self.path = path
        if not (path / "CURRENT").exists() and (read_only or not create):
            raise StoreError(f"no store in {path}; make one with: kg build --store {path} INPUT …")
        self._guard = None if read_only else guarded(path)
        quads = open_whole(path, self) if read_only else open_folder(path, read_only=False)
        self._begin(quads, path, base, read_only, partial(open_folder, path, read_only=False, again=True))

    def _begin(
        self,
        quads: ox.Store,
        path: Path | str,
        base: str | None,
        read_only: bool,
        reopen: Callable[[], ox.Store] | None = None,
    ) -> None:
        self._opened = Opened(quads, path)
        known = ontology.known_base(self._store)
        if base is not None and known is not None and known != check_base(base):
            raise StoreError(f"{path}: this store's base IRI is {known}, not {base}; leave --base away or build anew")
        if known is None and (read_only or next(iter(self._store), None) is not None):
            raise StoreError(f"{path}: this is an Oxigraph store, but `kg build` did not make it")
        self._mint = Minter(known or base or DEFAULT_BASE)
        self._merges = self._mint.graph("merges")
        self._articles = Articles(self._opened, self._mint)
        self._deciding = Deciding(self._articles, self._mint)
        self._runs = self._mint.graph("runs")
        self._beside = self._runs, self._mint.graph("texts")
        self._configurations: dict[Term, str] = {}
        self._replacing = Replacing(self._opened, self._mint, self._articles, self._deciding, self._beside)
        self._committing = Committing(self._opened, Journal(self._mint.graph("journal")), path, reopen)
        if not read_only:
            self._committing.finish()
            self._refresh_ontology()
            self._note_rules()

    @property
    def base(self) -> str:
        """The base IRI of this store's resources."""
        return self._mint.base

    @property
    def quads(self) -> ox.Store:
        """The quads themselves, for what no other method tells. Not to be written to."""
        return self._opened.quads

    @property
    def _store(self) -> ox.Store:
        return self._opened.quads

    @property
    def merging_s(self) -> float:
        """Seconds of the processor that finding and grouping the reports of events has taken so far."""
        return self._replacing.merging_s

    @property
    def articles(self) -> Articles:
        """The articles as they are stored, with what they are merged with."""
        return self._articles

    # --- writing ---------------------------------------------------------------------------------------------------

    def write(self, articles: Sequence[ArticleGraph]) -> None:
        """Put articles in, all of them or none; one that is there is replaced. Of two versions the last one counts."""
        self._replace(_by_name(articles))

    def write_all(self, batches: Iterable[Sequence[ArticleGraph]]) -> None:
        """Put in batch after batch, each of them whole or not at all. While one is loaded the next is taken and
        prepared; all of them are in the store when this returns.
        """
        with self._remembering(), rarely_collected():
            try:
                for batch in batches:
                    self._replace(_by_name(batch), behind=True)
                    del batch  # the next one is taken while none is held
            finally:
                self._committing.settle()

    def forget(self, article: str) -> bool:
        """Remove an article, given by identifier or IRI, and all that only it said; whether it was there."""
        name = article if article.startswith(self.base) else self._mint.article(article)
        if not self._articles.has(name):
            return False
        self._replace({name: None})
        return True

    def origin(self, article: str) -> Origin | None:
        """Where the graph of an article, given by identifier, comes from; `None` if there is none, or no word of it."""
        said = {p: o for _, p, o, _ in self._articles.quads(f"<{self._mint.article(article)}>", self._runs)}
        digest, run = said.get(f"<{vocab.CONTENT_DIGEST}>"), said.get(f"<{vocab.PROV_WAS_GENERATED_BY}>")
        if digest is None or run is None:
            return None
        if run not in self._configurations:
            of_run = {p: o for _, p, o, _ in self._articles.quads(run, self._runs)}
            self._configurations[run] = of_run.get(f"<{vocab.CONFIGURATION}>", '""')[1:-1]
        return Origin(digest[1:-1], self._configurations[run])

    def note(self, quads: Sequence[Quad]) -> None:
        """Add to the runs graph what is to be said of a run."""
        self._update(f"INSERT DATA {{\n{grouped(quads)}}}")

    def update(self, text: str) -> None:
        """Run an update that a person wrote, all of it or nothing (https://www.w3.org/TR/sparql11-update/).

        What it changes in the facts layer, or in the graph of an article, the next writing of that article may undo.
        Raises `SyntaxError` if it can't be parsed, and `StoreError`.
        """
        self._update(text)
        self._forget_what_is_known()

    def article_quads(self, article: str) -> list[Quad]:
        """The graph of an article, given by identifier."""
        return self._articles.quads(None, self._mint.article(article))

    def compare_facts(self) -> tuple[set[Triple], set[Triple]]:
        """What the facts layer lacks of all that follows from the articles, and what it has beyond that."""
        stored = {(s, p, o) for s, p, o, _ in self._articles.quads(None, None)}
        derived = {(s, p, o) for s, p, o, _ in as_stored((*triple, "") for triple in derived_facts(self._articles))}
        return derived - stored, stored - derived

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What people have decided about merges, sorted."""
        return self._deciding.verdicts.all

    def judge(self, verdicts: Sequence[Verdict], withdrawn: Sequence[Verdict] = ()) -> None:
        """Take down what a person has decided about merges, and take back what was decided before; what either
        concerns is merged anew, in one transaction.
        """
        self.keep_up()
        change = self._deciding.judge(verdicts, withdrawn)
        concerned = self._deciding.concerned((*verdicts, *withdrawn))
        self._replace({name: self._deciding.again(name, self._beside) for name in concerned}, change)

    @property
    def is_outdated(self) -> bool:
        """Whether articles are merged by the rules of another version, or not at all."""
        return self._rules_differ() and self._articles.has_any()

    def keep_up(self) -> None:
        """Merge everything anew if it was merged by the rules of another version."""
        if self.is_outdated:
            message = "%s: merged by the rules of another version; its articles are merged anew, none is read again"
            logging.getLogger(__name__).warning(message, self.path)
            self.remake_merges()

    def remake_merges(self) -> None:
        """Merge all articles anew by the rules and by people's decisions, with the facts layer that follows, in one
        transaction. Takes memory for the facts layer.
        """
        merged = merged_anew(self._articles, self._merges, self._deciding.verdicts, self._deciding.proposed)
        wanted = set(as_stored([*merged.merges, *((*triple, "") for triple in merged.facts)]))
        stored = {*self._articles.quads(None, self._merges), *self._articles.quads(None, None)}
        with self._remembering():
            self._committing.commit(Change(gone=stored - wanted, new=wanted - stored))
        self._replacing.forget()

    def remake_facts(self) -> None:
        """Drop the facts layer and derive it anew from the article graphs, the links and the merges."""
        self._update(f"DROP DEFAULT ;\nINSERT DATA {{\n{block(derived_facts(self._articles))}}}")
        self._replacing.forget()

    def _replace(
        self, articles: Mapping[str, ArticleGraph | None], change: Change | None = None, *, behind: bool = False
    ) -> None:
        """Put in new versions of articles, given by IRI, in one transaction; `None` stands for an article that goes.

        `change` holds what else is to be done in that transaction. A bulk load may still go on afterwards where it is
        left `behind`.
        """
        self.keep_up()
        change = change or Change()
        with self._remembering():
            nodes = self._replacing.turn(self._replacing.prepare(articles), change)
            self._committing.commit(change, behind=behind)
        self._replacing.follow(nodes)

    def _update(self, text: str) -> None:
        with self._remembering():
            self._committing.update(text)

    @contextmanager
    def _remembering(self) -> Iterator[None]:
        """Reads anew from the store what is kept in memory of it, where writing fails."""
        try:
            yield
        except StoreError:
            self._forget_what_is_known()
            raise

    def _forget_what_is_known(self) -> None:
        """Read anew from the store what is kept in memory of it."""
        self._replacing.forget()
        self._deciding.read()

    def _refresh_ontology(self) -> None:
        """Put the ontology into a store that does not have it, or has another version."""
        name = self._mint.graph("ontology")
        stated = ontology.statements()
        if stated != ontology.statements_in(self._store, name):
            self._update(f"DROP SILENT GRAPH <{name}> ;\nINSERT DATA {{ GRAPH <{name}> {{\n{block(stated)}}} }}")

    def _note_rules(self) -> None:
        """Note in an empty store by which rules it is merged."""
        if self._rules_differ() and not self._articles.has_any():
            stated = set(self._articles.quads(iri(self._merges), self._merges))
            self._update(Change(gone=stated, new={rules_quad(self._merges)}).update())

    def _rules_differ(self) -> bool:
        return self._articles.quads(iri(self._merges), self._merges) != [rules_quad(self._merges)]

    def compact(self) -> None:
        """Merge the store's files; queries are faster afterwards."""
        with self._remembering():
            self._committing.write(lambda store: store.optimize())

    def backup(self, target: Path) -> None:
        """Copy the store to a folder that does not exist yet: hard links where they can be, so in no time."""
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._store.backup(str(target))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{target}: the backup can't be written: {error}") from error

    # --- reading ---------------------------------------------------------------------------------------------------

    def query(self, text: str, substitutions: Substitutions = None, functions: Functions = None) -> Any:
        """The answer to a SPARQL query over the default graph and the named graphs, which may call `functions`."""
        bound = {ox.Variable(name): term for name, term in (substitutions or {}).items()}
        if functions:
            return self._store.query(text, substitutions=bound, custom_functions=dict(functions))
        return self._store.query(text, substitutions=bound)

    def dump(self, out: BinaryIO, *, texts: bool = False) -> None:
        """The whole store as N-Quads, sorted; without the runs graph, which no two builds have in common, and without
        the texts of articles, which may not be passed on everywhere, unless `texts` asks for them.
        """
        left_out = tuple(f" <{graph}> .\n".encode() for graph in self._beside[: 1 if texts else 2])
        sorted_lines(
            lambda file: self._store.dump(file, format=ox.RdfFormat.N_QUADS),
            out,
            keep=lambda line: not line.endswith(left_out),
        )

    def statistics(self) -> Statistics:
        """What the store holds, counted."""
        return counted(self._store)


def _by_name(articles: Sequence[ArticleGraph]) -> dict[str, ArticleGraph | None]:
    """Articles by IRI; of two versions the last one."""
    return {article.article: article for article in articles}
