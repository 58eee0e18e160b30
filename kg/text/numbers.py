"""Counts in Arabic text: digits of both scripts and number words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.text.lexicon import alternatives, by_word, read_lexicon
from kg.text.normalise import Normalised, normalise

__all__ = ["Count", "counts_in", "find_counts"]

_DIGITS = re.compile(r"(?<![\w.,٫٬/:-])[وفبل]?(\d{1,3}(?:[,٬]\d{3})+|\d+)(?![\w٫/:-]|[.,٬]\d)")
_MAX = 10_000_000


@dataclass(frozen=True, slots=True)
class Count:
    """A number in the text, at raw offsets."""

    begin: int
    end: int
    value: int


def find_counts(text: str) -> tuple[Count, ...]:
    """The numbers of `text` in order; vague ones (عشرات) are none, nor are decimals, dates and times in digits."""
    return counts_in(normalise(text))


def counts_in(folded: Normalised) -> tuple[Count, ...]:
    """The same for a text that is folded already."""
    found = [
        Count(*folded.span(*m.span(1)), int(re.sub(r"[,٬]", "", m.group(1))))
        for m in _DIGITS.finditer(folded.text)
        if len(m.group()) < 12
    ]
    found += [
        Count(*folded.span(*m.span(1)), value) for m in _words().finditer(folded.text) if (value := _value(m.group(1)))
    ]
    return tuple(sorted((c for c in found if c.value <= _MAX), key=lambda c: c.begin))


@cache
def _table() -> dict[str, int]:
    data = read_lexicon("numbers.toml")
    return {
        w: n for part in ("thousands", "hundreds", "tens", "units", "teens") for w, n in by_word(data[part]).items()
    }


@cache
def _words() -> re.Pattern[str]:
    one = alternatives(_table())
    return re.compile(rf"(?<!\w)[وفبل]?((?:{one})(?:\s+و?(?:{one}))*)(?!\w)")


def _value(phrase: str) -> int | None:
    """The number that a phrase of number words says: ألف وخمسمئة وثلاثة وعشرون → 1523."""
    table, total, group = _table(), 0, 0
    position = re.compile(rf"و?({alternatives(table)})(?!\w)\s*")
    at = 0
    while at < len(phrase):
        match = position.match(phrase, at)
        if match is None:
            return None
        value = table[re.sub(r"\s+", " ", match.group(1))]
        if value == 1000:
            total, group = total + max(group, 1) * 1000, 0
        else:
            group = group * value if value == 100 and 0 < group < 10 else group + value
        at = match.end()
    return total + group or None
