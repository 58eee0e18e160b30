"""Measures the recognisers: on ANERcorp's held-out part, and on spans projected from document-level gold."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.extract.article_encoder import ArticleEncoder
from kg.extract.crf import CrfRecogniser
from kg.extract.decode import spans_of
from kg.extract.ner import NerRecogniser
from kg.model import Article, Document, NameSpan
from kg.text.segment import analyse
from kg.train.corpora import held_out, read_newswire
from kg.train.gold import read_gold

if TYPE_CHECKING:
    from kg.train.corpora import Sample

__all__ = ["Figures", "anercorp_figures", "evaluate", "gold_figures", "report"]

_COARSE = {"Person": "Person", "Country": "Location", "Region": "Location", "City": "Location", "Place": "Location"}
_COARSE |= {"NaturalFeature": "Location"}
_COARSE |= dict.fromkeys(
    ("GovernmentBody", "MilitaryForce", "ArmedGroup", "InternationalOrganization", "MediaOrganization"), "Organization"
)
_COARSE |= {"PoliticalParty": "Organization", "Organization": "Organization"}


@dataclass(slots=True)
class Figures:
    """Counts of right, found and wanted names by type."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)

    def add(self, found: Iterable[tuple[object, str]], wanted: Iterable[tuple[object, str]]) -> None:
        """Count one text's names, each a place in it and a type."""
        ours, theirs = set(found), set(wanted)
        self.found.update(kind for _, kind in ours)
        self.wanted.update(kind for _, kind in theirs)
        self.right.update(kind for _, kind in ours & theirs)

    def row(self, kind: str | None = None) -> tuple[float, float, float]:
        """Precision, recall and F1 of one type, or over all."""
        right, found, wanted = (
            sum(counts.values()) if kind is None else counts[kind] for counts in (self.right, self.found, self.wanted)
        )
        precision, recall = right / found if found else 0.0, right / wanted if wanted else 0.0
        return precision, recall, 2 * right / (found + wanted) if found + wanted else 0.0


def report(title: str, figures: Figures) -> str:
    """A table of `figures`, the commonest types first."""
    lines = [f"{title:28}     P      R     F1   gold"]
    for kind in [None, *(kind for kind, _ in figures.wanted.most_common())]:
        precision, recall, f1 = figures.row(kind)
        count = sum(figures.wanted.values()) if kind is None else figures.wanted[kind]
        lines.append(f"{kind or 'all':28} {precision:5.3f}  {recall:5.3f}  {f1:5.3f}  {count:5d}")
    return "\n".join(lines)


def evaluate(corpora: Path, gold: Path, threads: int) -> str:
    """The shipped models' figures as text: ANERcorp's held-out part, and the projected spans of `gold`."""
    encoder = ArticleEncoder.load(threads)
    ner = corpora / "ner"
    newswire = read_newswire(ner / "anercorp.train.conll", ner / "newsfane.train.conll")
    tables = [report("ANERcorp held out, encoder", anercorp_figures(encoder, held_out(newswire)))]
    for name, recognise in (("encoder", NerRecogniser(encoder).recognise), ("crf", CrfRecogniser.load().recognise)):
        fine, coarse, untyped, seconds = gold_figures(recognise, gold)
        tables += [report(f"gold spans, {name}", fine), report("by coarse type", coarse), report("untyped", untyped)]
        tables.append(f"{seconds * 1000:.1f} ms an article")
    return "\n\n".join(tables) + "\n"


def anercorp_figures(encoder: ArticleEncoder, samples: list[Sample]) -> Figures:
    """How well the classifier for ANERcorp's own tags does on `samples`."""
    figures = Figures()
    tags = encoder.anercorp_tags
    index = {tag: i for i, tag in enumerate(tags.tags)}
    for sample in samples:
        words = sample.words[:70]
        found = spans_of(tags.best(encoder.anercorp(words)))
        wanted = spans_of([index[tag] for tag in sample.tags["anercorp"][: len(words)]])
        figures.add(
            (((first, last), tags.types[kind]) for first, last, kind in found),
            (((first, last), tags.types[kind]) for first, last, kind in wanted),
        )
    return figures


def gold_figures(
    recognise: Callable[[Document], tuple[NameSpan, ...]], folder: Path
) -> tuple[Figures, Figures, Figures, float]:
    """Figures by sub-type, by coarse type and untyped on the projected spans of `folder`; and seconds an article."""
    fine, coarse, untyped = Figures(), Figures(), Figures()
    spent, count = 0.0, 0
    for gold in read_gold(folder):
        document = analyse(Article(gold.id, gold.text))
        start = time.perf_counter()
        names = recognise(document)
        spent, count = spent + time.perf_counter() - start, count + 1
        ours = [((name.begin, name.end), name.type) for name in names]
        theirs = [((begin, end), kind) for begin, end, kind in gold.spans]
        fine.add(ours, theirs)
        coarse.add(*([(at, _COARSE.get(kind, "Facility")) for at, kind in spans] for spans in (ours, theirs)))
        untyped.add(*([(at, "name") for at, _ in spans] for spans in (ours, theirs)))
    return fine, coarse, untyped, spent / max(count, 1)
