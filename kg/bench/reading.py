"""How fast articles are understood, stage by stage and engine by engine, in one process and in several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from time import perf_counter
from typing import Any

from kg.model import Article
from kg.read import read_articles
from kg.text.segment import analyse
from kg.work.outcome import Understood
from kg.work.processes import understand_in_processes
from kg.work.recipe import Recipe

__all__ = ["reading"]

_WARM_UP = 8


def reading(inputs: Sequence[str], engine: str, articles: int, jobs: Sequence[int]) -> dict[str, Any]:
    """Figures for an engine on the first `articles` of `inputs`: articles/s, and milliseconds an article by stage."""
    sample = [item for item in islice(read_articles(inputs), articles) if isinstance(item, Article)]
    understanding = Recipe(engine).prepare()
    list(understanding(sample[:_WARM_UP]))
    stages: Counter[str] = Counter()
    started = perf_counter()
    for outcome in understanding(sample):
        if isinstance(outcome, Understood):
            stages.update({name: round(1e6 * seconds) for name, seconds in outcome.seconds})
    one = perf_counter() - started
    return {
        "engine": engine,
        "articles": len(sample),
        "words": sum(len(article.text.split()) for article in sample) // max(1, len(sample)),
        "names_per_s": _names(engine, sample),
        "articles_per_s": round(len(sample) / one, 2),
        "stage_ms": {name: round(total / 1000 / max(1, len(sample)), 2) for name, total in stages.items()},
        "processes": {str(number): _in_processes(engine, sample, number) for number in jobs},
    }


def _names(engine: str, sample: Sequence[Article]) -> float | None:
    """Articles/s when only names are looked for, `None` for an engine that can't do that alone."""
    from kg.seams import load

    extractor = load("extractor", engine)()
    if not hasattr(extractor, "entities"):
        return None
    documents = [analyse(article) for article in sample]
    for document in documents[:_WARM_UP]:
        extractor.entities(document)
    started = perf_counter()
    for document in documents:
        extractor.entities(document)
    return round(len(documents) / (perf_counter() - started), 2)


def _in_processes(engine: str, sample: Sequence[Article], jobs: int) -> float:
    """Articles/s of `jobs` processes, from when they have loaded their models: the first round is not counted."""
    warm = min(len(sample) // 2, 32 * jobs)
    done = 0
    started = perf_counter()
    for _ in understand_in_processes(sample, Recipe(engine), jobs):
        done += 1
        if done == warm:
            started = perf_counter()
    return round((done - warm) / (perf_counter() - started), 2)
