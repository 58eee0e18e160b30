"""How articles are to be understood, said in words that travel to other processes; each loads its own models once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import KgError
from kg.link.decisions import Decisions
from kg.model import Article
from kg.rdf.iris import DEFAULT_BASE
from kg.rdf.mapper import Mapper
from kg.seams import Decidable, Extractor, Linker, load
from kg.work.manifest import origin
from kg.work.outcome import Counts, Failure, Item, Outcome, Timer, Understood

__all__ = ["Recipe", "Understanding"]

MAX_CHARACTERS = 500_000
"""Characters of one article. The longest reports of news agencies have a tenth of that; what is longer is a book or a
dump, and would hold up a process for minutes."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Names of the engine and the linker (`kg.seams`), the base of the IRIs, and the run that does it."""

    engine: str = "accurate"
    linker: str = "offline"
    base: str = DEFAULT_BASE
    run: str | None = None
    """The IRI of the run; without one, nothing is said of where a graph comes from."""
    decisions: str | None = None
    """File of what people decided about links; a linker that takes no decisions goes without."""
    text: bool = True
    """Whether the store is to keep the text of each article."""

    def prepare(self) -> Understanding:
        """Load what it takes. Raises `ConfigError` for a name that nothing has."""
        from kg.ontology.schema import Schema

        extractor: Extractor = load("extractor", self.engine)()
        linker: Linker = load("linker", self.linker)()
        if self.decisions is not None and isinstance(linker, Decidable):
            linker = linker.decided_by(Decisions.read(Path(self.decisions)))
        return Understanding(extractor, linker, Mapper(Schema.load(), self.base), self)


class Understanding:
    """Articles → outcomes, one at a time, in this process."""

    def __init__(self, extractor: Extractor, linker: Linker, mapper: Mapper, recipe: Recipe) -> None:
        self._extractor, self._linker, self._mapper, self._recipe = extractor, linker, mapper, recipe

    def __call__(self, items: Iterable[Item]) -> Iterator[Outcome]:
        """The outcome of each item, in order."""
        for item in items:
            yield self.outcome(item) if isinstance(item, Article) else item

    def outcome(self, article: Article) -> Understood | Failure:
        """What is understood of an article; whatever goes wrong with it is a failure of this article alone."""
        if len(article.text) > MAX_CHARACTERS:
            reason = f"{len(article.text):,} characters are too many for an article (at most {MAX_CHARACTERS:,})"
            return Failure.of_article(article, reason)
        try:
            return self._understood(article)
        except Exception as error:  # noqa: BLE001 - the one per-article boundary: reported, counted, and the rest goes on
            reason = str(error) if isinstance(error, KgError) else f"{type(error).__name__}: {error}"
            return Failure.of_article(article, reason)

    def _understood(self, article: Article) -> Understood:
        from kg.text.segment import analyse

        timer = Timer()
        with timer.stage("text"):
            document = analyse(article)
        with timer.stage("extract"):
            extraction = self._extractor.extract(document)
        with timer.stage("link"):
            linked = self._linker.link(extraction)
        with timer.stage("map"):
            graph = self._mapper.article_graph(linked)
            if self._recipe.run is not None:
                graph = replace(graph, origin=origin(article, graph.article, self._recipe.run, self._recipe.base))
            if self._recipe.text:
                graph = replace(graph, text=self._mapper.text(article))
        counts = Counts(len(extraction.entities), len(extraction.events), len(extraction.claims), len(linked.links))
        return Understood(graph, counts, tuple(timer.seconds.items()))


Work = Callable[[Iterable[Item]], Iterator[Outcome]]
