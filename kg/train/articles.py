"""Reads the project's own annotation of whole articles of raw news: each event, and every word that tells it.

The annotation names an article of the corpus that holds its text. One line an event, tab-separated: the article's id,
the event as `kg.train.sentences` writes one, and the offsets ``begin-end`` of the words that tell it, in the title, a
line break and the text; an article that tells no event has one line with ``-``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.train.sentences import event_of, texts_of

__all__ = ["ARTICLES", "AnnotatedArticle", "annotated_articles"]

ARTICLES = Path(__file__).parent / "articles.tsv"


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article and its events; each has its ``type``, roles by name, and the spans of the words that tell it."""

    id: str
    title: str | None
    text: str
    events: tuple[tuple[dict[str, Any], tuple[tuple[int, int], ...]], ...]


def annotated_articles(path: Path, raw: Path) -> Iterator[AnnotatedArticle]:
    """The articles that `path` annotates; their texts lie in the ``*.jsonl.xz`` of the folder `raw`.

    Raises `InputError` with the line where the annotation says something that it can't say, or where an article is
    missing.
    """
    wanted: dict[str, list[tuple[dict[str, Any], tuple[tuple[int, int], ...]]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        article, event, *spans = line.split("\t")
        told = wanted.setdefault(article, [])
        if event != "-":
            told.append((event_of(event, path, number), _spans(spans, path, number)))
    for article, title, text in texts_of(raw):
        if article in wanted:
            yield AnnotatedArticle(article, title, text, tuple(wanted.pop(article)))
    if wanted:
        raise InputError(f"{len(wanted)} annotated articles are not in {raw}, {min(wanted)} among them", str(path))


def _spans(fields: list[str], path: Path, line: int) -> tuple[tuple[int, int], ...]:
    try:
        pairs = (span.split("-") for span in "".join(fields).split())
        spans = tuple((int(begin), int(end)) for begin, end in pairs)
    except ValueError as error:
        raise InputError("spans are not pairs of offsets such as 14-19", str(path), line) from error
    if not spans:
        raise InputError("an event has no words that tell it", str(path), line)
    return spans
