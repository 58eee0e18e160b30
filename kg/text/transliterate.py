"""Arabic names in Latin letters: لافروف → Lafruf. A reading aid for labels, not a transcription.

The letter map is data (``kg/data/lexicon/latin.toml``); CAMeL Tools applies it and removes diacritics
(https://camel-tools.readthedocs.io, `camel_tools.utils`: the part of it that needs neither torch nor network).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache

from camel_tools.utils.charmap import CharMapper
from camel_tools.utils.dediac import dediac_ar
from camel_tools.utils.normalize import normalize_unicode

from kg.resources import data_dir

__all__ = ["to_latin"]

_ARTICLE = re.compile(r"^ال(?=\w{2})")
_TATWEEL = "\u0640"
_VOWELS = "اأإآىوي"


def to_latin(name: str) -> str:
    """`name` in Latin letters, each word with a capital; letters of other scripts stay.

    Returns the empty string where nothing can be read.
    """
    text = dediac_ar(normalize_unicode(name)).replace(_TATWEEL, "")
    return " ".join(word for part in text.split() if (word := _word(part)))


def _word(word: str) -> str:
    article = bool(_ARTICLE.match(word))
    start = 2 * article
    units = [_letters().map_string(_glides(ch, i, word)) for i, ch in enumerate(word[start:], start)]
    latin = "".join(_with_short_vowels(units))
    # A doubled vowel letter is one vowel to the reader: ياي → yai.
    latin = re.sub(r"([aiu])\1+", r"\1", latin)
    latin = latin[:1].upper() + latin[1:]
    return f"al-{latin}" if article else latin


def _with_short_vowels(units: list[str]) -> Iterator[str]:
    """The letters with an ``a`` where no syllable could be spoken: after the first of two consonants at the start of
    a word, after the second of three inside it. Arabic does not write which vowel stands there.
    """
    run = 0
    for index, unit in enumerate(units):
        yield unit
        run = run + 1 if _is_consonant(unit) else 0
        follows = index + 1 < len(units) and _is_consonant(units[index + 1])
        if follows and (run == index + 1 == 1 or run == 2):
            yield "a"
            run = 0


def _is_consonant(unit: str) -> bool:
    return unit.isalpha() and unit.islower() and unit[-1] not in "aiu"


def _glides(char: str, index: int, word: str) -> str:
    """The Latin consonant for و and ي where they are no vowels, else the letter itself."""
    glide: str | None = _data()["glides"].get(char)
    starts = index == 0 or (index == 2 and word.startswith("ال"))
    before_vowel = index + 1 < len(word) and word[index + 1] in _VOWELS and word[index + 1] != char
    return glide if glide is not None and (starts or before_vowel) else char


@cache
def _data() -> dict[str, dict[str, str]]:
    with (data_dir() / "lexicon" / "latin.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _letters() -> CharMapper:
    kept = {chr(c): None for c in range(0x21, 0x180) if unicodedata.category(chr(c))[0] in "LNP"}
    return CharMapper({**kept, **_data()["letters"]}, default=None)
