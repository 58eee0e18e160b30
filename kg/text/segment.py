"""Sentences and tokens with raw offsets."""

from __future__ import annotations

import re

from kg.model import Article, Document, Sentence, Token
from kg.text.normalise import norm

__all__ = ["analyse"]

_MARK = "\u064b-\u065f\u0670\u0640\u200c-\u200f"
_TOKEN = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARK}])*|\d+(?:[.,٫٬]\d+)*|[^\w\s{_MARK}]|_")
_END = re.compile(r"\n|(?<=[.!?؟…])(?=\s)")


def analyse(article: Article) -> Document:
    """The document of an article."""
    text = article.text
    tokens = tuple(Token(m.start(), m.end(), m.group(), norm(m.group())) for m in _TOKEN.finditer(text))
    sentences = []
    first = paragraph = 0
    for match in [*_END.finditer(text), None]:
        end = len(text) if match is None else match.start()
        last = first
        while last < len(tokens) and tokens[last].end <= end:
            last += 1
        if last > first:
            sentences.append(
                Sentence(
                    tokens[first].begin,
                    tokens[last - 1].end,
                    first,
                    last,
                    paragraph,
                    bool(article.title) and paragraph == 0,
                )
            )
        first = last
        if match is not None and match.group() == "\n":
            paragraph += 1
    return Document(article, tuple(sentences), tokens)
