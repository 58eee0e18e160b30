"""Counts in Arabic text: digits of both scripts and number words.

    ١٢ جنديا           12
    20 ألف نازح        20000
    خمسة وعشرين ألفا   25000
    ما لا يقل عن 30    30, hedged by «ما لا يقل عن»
    عشرات، آلاف        none: they say no number

Words and spellings are data (``kg/data/lexicon/numbers.toml``). Duals of nouns (قتيلان) are counts without a number
word: `dual_count` tells them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from kg.text.lexicon import read_lexicon
from kg.text.normalise import Normalised, norm, normalise
from kg.text.phrases import Phrases, Tape, readings

__all__ = ["Count", "Number", "counts_in", "dual_count", "find_counts", "number_at"]

_WHOLE = re.compile(r"[0-9]{1,3}(?:[,٬][0-9]{3})+|[0-9]{1,11}")
_DECIMAL = re.compile(r"([0-9]{1,6})[.,٫]([0-9]{1,3})")
_PROCLITICS = {"و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "ول", "وب", "ولل"}
_MAX = 10_000_000_000
_MAX_HEDGE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Count:
    """A number in the text, at raw offsets."""

    begin: int
    end: int
    value: int
    hedge: str | None = None
    """The words beside it that loosen it, folded: حوالي، ما لا يقل عن. They stand outside its span."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number on a tape: its value, where it begins in the folded text, and the index of the word after it."""

    value: int
    begin: int
    after: int


def find_counts(text: str) -> tuple[Count, ...]:
    """The numbers of `text` in order.

    Vague ones (عشرات) are none, nor are decimals, shares, dates and times in digits.
    """
    return counts_in(normalise(text))


def counts_in(folded: Normalised) -> tuple[Count, ...]:
    """The same for a text that is folded already."""
    tape, found, at = Tape(folded.text), [], 0
    while at < len(tape):
        number = number_at(tape, at, clitics=True)
        if number is None:
            at += 1
            continue
        if number.value <= _MAX and _phrases("percent", "after").at(tape, number.after) is None:
            begin, end = folded.span(number.begin, tape.words[number.after - 1].end)
            found.append(Count(begin, end, number.value, _hedge(tape, at, number.after)))
        at = number.after
    return tuple(found)


def number_at(tape: Tape, index: int, *, clitics: bool = False, article: bool = False) -> Number | None:
    """The number that begins with the word at `index`. With `clitics` its first word may carry some (بخمسة), with
    `article` it may have ال (الثلاثة).
    """
    word = tape.text(index)
    if not word:
        return None
    if word[0] in "0123456789":
        return _in_digits(tape, index, word)
    forms = readings(word) if clitics else [(word, 0)]
    if article and word.startswith("ال"):
        forms = [(word[2:], 2)]
    for form, skipped in forms:
        read = _in_words(tape, index, form)
        if read is not None and read[0] > 0:
            return Number(read[0], tape.words[index].begin + skipped, read[1])
    return None


def dual_count(word: str, stems: Collection[str], plural_in_in: Collection[str] = ()) -> bool:
    """Whether `word` is the dual of one of the nouns `stems` (folded singulars without ال), and so counts two.

    Both cases, with and without the ن that a following noun takes: قتيلان، جريحين، جثتا. A noun of `plural_in_in`
    has a plural that is written as its dual is (مدنيين): there ``ين`` is a dual only where the vowel sign says so.
    """
    bare = norm(word).removeprefix("ال")
    voweled = re.search("\u064e\u0651?ي\u0652?ن|\u0651\u064eي\u0652?ن", word) is not None
    for ending in ("ان", "ين", "ا"):
        stem = bare.removesuffix(ending)
        if stem == bare:
            continue
        singular = stem if stem in stems else stem[:-1] + "ه" if stem.endswith("ت") else ""
        if (
            singular in stems
            and (ending != "ا" or singular != stem)
            and not (ending == "ين" and singular in plural_in_in and not voweled)
        ):
            return True
    return False


# --- digits --------------------------------------------------------------------------------------------------------


def _in_digits(tape: Tape, index: int, word: str) -> Number | None:
    begin, after = tape.words[index].begin, index + 1
    if not _free(tape, index):
        return None
    scale = _table("scales").at(tape, after) if tape.same_line(after) else None
    if _WHOLE.fullmatch(word):
        value = int(re.sub(r"[,٬]", "", word))
        return Number(value * scale[0], begin, scale[1]) if scale else Number(value, begin, after)
    decimal = _DECIMAL.fullmatch(word)
    if decimal is None or scale is None:
        return None
    whole, part = decimal.groups()
    value = int(whole + part) * scale[0]
    unit = 10 ** len(part)
    return Number(value // unit, begin, scale[1]) if value % unit == 0 else None


def _free(tape: Tape, index: int) -> bool:
    """Whether digits are no part of a date, a time or a name: neither 12/9 nor 10:30 nor F16 nor إس-400."""
    before, ahead = tape.text(index - 1), tape.text(index + 1)
    if tape.glued(index) and (before in {"/", ":", "-", ".", "_"} or (before.isalpha() and before not in _PROCLITICS)):
        return False
    if not tape.glued(index + 1):
        return True
    return not (ahead.isalpha() or ahead == "_" or (ahead in "/:-" and tape.glued(index + 2)))


# --- words ---------------------------------------------------------------------------------------------------------


def _in_words(tape: Tape, index: int, word: str) -> tuple[int, int] | None:
    """Value and index after it. Each part after the first is joined by و and smaller in kind: ألف وخمسمئة وثلاثة."""
    part = _scaled(tape, index, word, _MAX)
    if part is None:
        return None
    total, after, scale = part
    while scale > 1 and (joined := _joined(tape, after)) and (part := _scaled(tape, *joined, scale)):
        total, after, scale = total + part[0], part[1], part[2]
    return total, after


def _scaled(tape: Tape, index: int, word: str | None, limit: int) -> tuple[int, int, int] | None:
    """A group with its scale (خمسة آلاف), a scale alone (ألفين) or a group at the end; with the scale that it has."""
    alone = _table("alone").at(tape, index, word)
    if alone is not None:
        scale = 10 ** (3 * ((len(str(alone[0])) - 1) // 3))
        return (*alone, scale) if scale < limit else None
    group = _group(tape, index, word)
    if group is None:
        return None
    scale_ahead = _table("scales").at(tape, group[1]) if tape.same_line(group[1]) else None
    if scale_ahead is not None:
        return (group[0] * scale_ahead[0], scale_ahead[1], scale_ahead[0]) if scale_ahead[0] < limit else None
    return (*group, 1)


def _group(tape: Tape, index: int, word: str | None) -> tuple[int, int] | None:
    """A number below a thousand: مئة وخمسة وعشرون."""
    hundreds = _table("hundreds").at(tape, index, word)
    if hundreds is None:
        return _below_hundred(tape, index, word)
    joined = _joined(tape, hundreds[1])
    rest = _below_hundred(tape, *joined) if joined else None
    return (hundreds[0] + rest[0], rest[1]) if rest else hundreds


def _below_hundred(tape: Tape, index: int, word: str | None) -> tuple[int, int] | None:
    teens = _table("teens").at(tape, index, word) or _table("tens").at(tape, index, word)
    if teens is not None:
        return teens
    units = _table("units").at(tape, index, word)
    if units is None or (units[0] == 10 and tape.text(index - 1) in _phrases("ordinals", "before_ten")):
        return None
    joined = _joined(tape, units[1]) if units[0] < 10 else None
    tens = _table("tens").at(tape, *joined) if joined else None
    return (units[0] + tens[0], tens[1]) if tens else units


def _joined(tape: Tape, index: int) -> tuple[int, str] | None:
    """Where the word that و joins begins, and the word without it."""
    word = tape.text(index)
    if not word.startswith("و") or not tape.same_line(index):
        return None
    if word != "و":
        return index, word[1:]
    return (index + 1, tape.text(index + 1)) if tape.same_line(index + 1) else None


def _hedge(tape: Tape, first: int, after: int) -> str | None:
    before, behind = _phrases("hedges", "before"), _phrases("hedges", "after")
    for start in range(max(0, first - _MAX_HEDGE_WORDS), first):
        for form, _ in readings(tape.text(start)):
            found = before.at(tape, start, form)
            if found is not None and found[1] == first and tape.same_line(first):
                return found[0]
    for start in range(after, after + 3):
        if not tape.same_line(start):
            break
        found = behind.at(tape, start)
        if found is not None:
            return found[0]
    return None


@cache
def _table(name: str) -> Phrases[int]:
    table = read_lexicon("numbers.toml")[name]
    return Phrases((phrase, int(value)) for value, phrases in table.items() for phrase in phrases)


@cache
def _phrases(table: str, key: str) -> Phrases[str]:
    return Phrases((phrase, norm(phrase)) for phrase in read_lexicon("numbers.toml")[table][key])
