"""Projects the document-level gold annotation to spans: every occurrence of an entity's names in its article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.train.corpora import IGNORED, PROCLITICS, Sample, Span
from kg.train.labels import PROJECT, tags_of
from kg.train.words import fold, words_of

__all__ = ["GoldArticle", "occurrences", "read_gold", "samples_of"]

_MAX_WORDS = 90


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An annotated article: its text and where the annotated names stand, without proclitics."""

    id: str
    text: str
    spans: tuple[Span, ...]


def read_gold(folder: Path) -> Iterator[GoldArticle]:
    """The articles of ``articles.jsonl`` with their annotation from ``gold/ID.json``."""
    with (folder / "articles.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    for record in records:
        annotation = folder / "gold" / f"{record['id']}.json"
        if not annotation.is_file():
            continue
        entities = json.loads(annotation.read_text(encoding="utf-8"))["entities"]
        text = f"{record['title']}\n{record['text']}" if record.get("title") else record["text"]
        names = [(n, entity["subtype"]) for entity in entities if entity["subtype"] in PROJECT for n in entity["names"]]
        yield GoldArticle(record["id"], text, tuple(occurrences(text, names)))


def occurrences(text: str, names: list[tuple[str, str]]) -> list[Span]:
    """Where each of `names` stands in `text`, without proclitics, the longest first; a name comes with its label."""
    cut = words_of(text)
    folded = [fold(text[begin:end]) for begin, end in cut]
    patterns: dict[tuple[str, ...], str] = {}
    for name, kind in names:
        key = tuple(fold(name[begin:end]) for begin, end in words_of(name))
        if key:
            patterns.setdefault(key, kind)
    ordered = sorted(patterns, key=len, reverse=True)
    spans: list[Span] = []
    at = 0
    while at < len(cut):
        for key in ordered:
            if folded[at + 1 : at + len(key)] != list(key[1:]):
                continue
            skipped = _proclitics(folded[at], key[0])
            if skipped is not None:
                spans.append((cut[at][0] + skipped, cut[at + len(key) - 1][1], patterns[key]))
                at += len(key)
                break
        else:
            at += 1
    return spans


def _proclitics(word: str, name: str) -> int | None:
    """How many letters precede `name` in `word`: 0 if they are equal, `None` if `word` is something else."""
    if word == name:
        return 0
    for length in (1, 2, 3):
        if word[:length] in PROCLITICS:
            bare = word[length:]
            if bare == name or (word[:length].endswith("لل") and name == "ال" + bare):
                return length
    return None


def samples_of(article: GoldArticle) -> list[Sample]:
    """One sample a line of the article, long lines cut at full stops; the label set is ``project``."""
    samples = []
    cut = words_of(article.text)
    for first, last in _sentences(article.text, cut):
        words = cut[first:last]
        clitics = [IGNORED] * len(words)
        spans = []
        for begin, end, kind in article.spans:
            inside = [i for i, (b, e) in enumerate(words) if b < end and e > begin]
            if inside:
                clitics[inside[0]] = begin - words[inside[0]][0]
                spans.append((inside[0], inside[-1] + 1, kind))
        surface = [article.text[begin:end] for begin, end in words]
        samples.append(Sample("gold", surface, {"project": tags_of(spans, len(words))}, clitics))
    return samples


def _sentences(text: str, cut: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    first = 0
    for i in range(len(cut)):
        is_last = i + 1 == len(cut)
        gap = "" if is_last else text[cut[i][1] : cut[i + 1][0]]
        stop = text[cut[i][0]] in ".!?؟" and bool(gap)
        if is_last or "\n" in gap or stop or i + 1 - first >= _MAX_WORDS:
            yield first, i + 1
            first = i + 1
