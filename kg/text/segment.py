"""Sentences and tokens with raw offsets. Both take time in proportion to the length of the text, whatever stands in it.

A sentence ends at a line's end, and at ``. ! ? ؟ …`` before a space. A full stop takes the closing quote or bracket
behind it along. It ends none after an initial (أ. ف. ب.), a title's abbreviation (د. محمد), or the number of a list's
item; inside decimals and names like U.S. no space follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.model import Article, Document, Sentence, Token
from kg.text.lexicon import read_lexicon
from kg.text.normalise import FORMATS, MARKS, norm

__all__ = ["analyse"]

_TATWEEL = "\u0640"
_COMBINING = f"{MARKS}\u0300-\u036f\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
_CONTROLS = (
    f"{FORMATS}\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u0600-\u0605\u06dd\u180e\u200b\ufff9-\ufffb\U000e0001-\U000e007f"
)
_LETTER = rf"[^\W\d_{_TATWEEL}]"
_TOKEN = re.compile(
    # Letters with what stands on them. Invisible characters belong to a word only inside it.
    rf"{_LETTER}(?:[^\W\d_]|[{_COMBINING}]|[{FORMATS}]++(?={_LETTER}))*"
    r"|\d+(?:[.,٫٬]\d+)*"
    # A tatweel that joins no letters is meant as a dash.
    rf"|(?<!{_TATWEEL}){_TATWEEL}++(?!\w)"
    rf"|[^\w\s{_COMBINING}{_CONTROLS}]|_"
)
_STOPS = ".!?؟…"
_LINE_ENDS = "\n\u2028\u2029"
_END = re.compile(rf"[{_LINE_ENDS}]|(?<![{_STOPS}])[{_STOPS}]++(?:(?<=\.)[»”’\"')\]]++)?(?=\s)")
_WORD_BEFORE = re.compile(rf"(?<!\w)[\w{MARKS}]{{1,9}}\Z")
_FIRST_NUMBER = re.compile(rf"(?:\A|[{_LINE_ENDS}])[^\S{_LINE_ENDS}]{{0,8}}[\(\[]?\d{{1,3}}\Z")
_DIGITS_BEFORE = re.compile(r"\d\s?\w\Z")
_REACH = 16
"""How far before a full stop an abbreviation is looked for."""


def analyse(article: Article) -> Document:
    """The document of an article. Its sentences hold all of its tokens, each one exactly one of them."""
    text = article.text
    spellings: dict[str, str] = {}
    tokens = tuple(Token(m.start(), m.end(), m.group(), _folded(m.group(), spellings)) for m in _TOKEN.finditer(text))
    title_end = _title_end(article)
    sentences = []
    first = paragraph = 0
    for end, is_line in _ends(text):
        last = first
        while last < len(tokens) and tokens[last].end <= end:
            last += 1
        if last > first:
            begin = tokens[first].begin
            sentences.append(Sentence(begin, tokens[last - 1].end, first, last, paragraph, begin < title_end))
        first = last
        paragraph += is_line
    return Document(article, tuple(sentences), tokens)


def _folded(word: str, known: dict[str, str]) -> str:
    folded = known.get(word)
    if folded is None:
        folded = known[word] = norm(word) or "-"
    return folded


def _title_end(article: Article) -> int:
    """Where the title ends in the text: it is the beginning, or at least the first line, of it."""
    if not article.title:
        return 0
    if article.text.startswith(article.title):
        return len(article.title)
    return len(article.text.partition("\n")[0])


def _ends(text: str) -> Iterator[tuple[int, bool]]:
    """The ends of sentences, and of each whether it ends the line too."""
    for match in _END.finditer(text):
        if match[0] in _LINE_ENDS:
            yield match.start(), True
        elif match[0] != "." or not _is_abbreviation(text, match.start()):
            yield match.end(), False
    yield len(text), True


def _is_abbreviation(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` only shortens the word before it."""
    begin = max(0, stop - _REACH)
    if _FIRST_NUMBER.search(text, begin, stop):
        return True
    word = _WORD_BEFORE.search(text, begin, stop)
    if word is None:
        return False
    letters = norm(word[0])
    if len(letters) == 1 and letters.isalpha():
        # Behind a number it is the sign of an era (622 م.) or a measure.
        return _DIGITS_BEFORE.search(text, begin, stop) is None
    return word[0] in _abbreviations()


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(read_lexicon("abbreviations.toml")["before"]["words"])
