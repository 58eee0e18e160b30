"""The main job: articles are read, understood, linked, mapped to RDF and put into a store.

An article that fails is reported with its file, line and reason, and the rest goes on. The store takes articles in
batches, each of them whole or not at all, so that an interrupted build leaves whole articles only.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from kg.errors import InputError
from kg.model import Article
from kg.ontology import vocab
from kg.rdf.mapper import ArticleGraph
from kg.store.protocol import Store
from kg.work.manifest import Run
from kg.work.outcome import Failure, Item, Outcome, Unchanged, Understood
from kg.work.processes import available_cores, understand_in_processes
from kg.work.recipe import Recipe

__all__ = ["BuildReport", "Failure", "build", "read", "understand"]

BATCH_ARTICLES = 100
"""Articles a write: few enough that little is lost to an interruption, many enough that the store is not the limit.
Of what the embedded store takes in a second, 100 at once give the most; see `kg bench`."""

_WORTH_PROCESSES = 24
"""Articles from which on it pays to load the models in more than one process."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. Counts are of what this build wrote, not of what the store holds."""

    articles: int
    entities: int
    events: int
    claims: int
    links: int
    quads: int
    seconds: float
    failures: tuple[Failure, ...]
    unchanged: int = 0
    """Articles that were passed over, since the store had them already."""
    stages: tuple[tuple[str, float], ...] = ()
    """Seconds that each stage took, added up over all processes."""


def read(items: Iterable[Article | InputError]) -> Iterator[Item]:
    """What the readers found, errors as failures."""
    return (Failure.of_input(item) if isinstance(item, InputError) else item for item in items)


def understand(items: Iterable[Item], recipe: Recipe, jobs: int | None) -> Iterator[Outcome]:
    """The outcome of each item, in order. `jobs` processes work, this one alone for 1; `None` takes what pays."""
    stream = iter(items)
    if jobs is None:
        jobs = available_cores()
        if jobs > 1:
            first = _first_articles(stream)
            stream = chain(first, stream)
            jobs = jobs if sum(isinstance(item, Article) for item in first) == _WORTH_PROCESSES else 1
    if jobs == 1:
        return recipe.prepare()(stream)
    return understand_in_processes(stream, recipe, jobs)


def _first_articles(stream: Iterator[Item]) -> list[Item]:
    """The first items that are read, as many as tell whether more processes pay."""
    found: list[Item] = []
    articles = 0
    for item in stream:
        found.append(item)
        articles += isinstance(item, Article)
        if articles == _WORTH_PROCESSES:
            break
    return found


def build(
    outcomes: Iterable[Outcome],
    *,
    store: Store,
    run: Run | None = None,
    on_outcome: Callable[[Outcome], None] = lambda _: None,
) -> BuildReport:
    """Put what was understood into `store`, and say so of `run`, if anything was.

    `on_outcome` hears of each outcome at once. Errors of the store itself (a full disk, a second writer) end the build:
    they are no article's fault.
    """
    started = time.monotonic()
    told = _Told(on_outcome)
    if run is None:
        store.write_all(told.batches(outcomes))
    else:
        store.write_all(told.batches(outcomes, first=lambda: store.note(run.beginning())))
    told.stages["store"] += time.perf_counter() - told.ended
    if run is not None and told.counts["articles"]:
        store.note(
            run.end(
                {
                    vocab.WRITTEN: told.counts["articles"],
                    vocab.UNCHANGED: told.unchanged,
                    vocab.FAILED: len(told.failures),
                }
            )
        )
    return BuildReport(
        **told.counts,
        seconds=time.monotonic() - started,
        failures=tuple(told.failures),
        unchanged=told.unchanged,
        stages=tuple(told.stages.items()),
    )


class _Told:
    """What the outcomes of a build tell, counted while they pass."""

    def __init__(self, on_outcome: Callable[[Outcome], None]) -> None:
        self._on_outcome = on_outcome
        self.counts = dict.fromkeys(("articles", "entities", "events", "claims", "links", "quads"), 0)
        self.stages: dict[str, float] = defaultdict(float)
        """Seconds; those of the store as long as it takes no further batch."""
        self.failures: list[Failure] = []
        self.unchanged = 0
        self.ended = 0.0
        """When the last batch was taken and there was no other."""

    def batches(
        self, outcomes: Iterable[Outcome], first: Callable[[], None] = lambda: None
    ) -> Iterator[list[ArticleGraph]]:
        """The graphs of what was understood, in batches. `first` is called before the first one."""
        batch: list[ArticleGraph] = []
        for outcome in outcomes:
            self._count(outcome)
            if isinstance(outcome, Understood):
                batch.append(outcome.graph)
            self._on_outcome(outcome)
            if len(batch) >= BATCH_ARTICLES:
                yield from self._timed(batch, first)
                batch, first = [], lambda: None
        if batch:
            yield from self._timed(batch, first)
        self.ended = time.perf_counter()

    def _timed(self, batch: list[ArticleGraph], first: Callable[[], None]) -> Iterator[list[ArticleGraph]]:
        first()
        begun = time.perf_counter()
        yield batch
        self.stages["store"] += time.perf_counter() - begun

    def _count(self, outcome: Outcome) -> None:
        match outcome:
            case Failure():
                self.failures.append(outcome)
            case Unchanged():
                self.unchanged += 1
            case Understood():
                found = outcome.counts
                self.counts["articles"] += 1
                self.counts["entities"] += found.entities
                self.counts["events"] += found.events
                self.counts["claims"] += found.claims
                self.counts["links"] += found.links
                self.counts["quads"] += len(outcome.graph.quads)
                for stage, seconds in outcome.seconds:
                    self.stages[stage] += seconds
