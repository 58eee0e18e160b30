"""Arabic names in Latin letters: بشار الأسد → Bashshar al-Asad. A reading aid for labels, not a transcription.

Letters, frequent words and endings are data (``kg/data/lexicon/latin.toml``). CAMeL Tools' utilities
(https://camel-tools.readthedocs.io, ``camel_tools.utils``: the part that needs neither torch nor network) bring the
name into one Unicode form and map its characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from camel_tools.utils.charmap import CharMapper
from camel_tools.utils.normalize import normalize_unicode

from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["to_latin"]

_ARTICLE = "ال"
_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_PIECE = re.compile(r"[^\W_]+|\s+|(?:[^\w\s]|_)+")
_VOWELS = "اأإآىوي"
_MIN_FOREIGN = 6
"""Letters of a word whose ending may tell a foreign name: لافروف does, معروف does not."""
_MIN_REST = 3
"""Letters that remain of a word without what is joined to it."""


def to_latin(name: str) -> str:
    """`name` in Latin letters; letters of other scripts stay as they are.

    Returns the empty string where nothing can be read.
    """
    pieces = _PIECE.findall(_mapper("marks")(normalize_unicode(name)).strip())
    words = [i for i, piece in enumerate(pieces) if _ARABIC.search(piece)]
    for order, index in enumerate(words):
        follows = pieces[words[order + 1]] if order + 1 < len(words) else ""
        pieces[index] = _word(pieces[index], is_first=index == 0, in_construct=follows.startswith(_ARTICLE))
    latin = _mapper("letters")(re.sub(r"\s+", " ", "".join(pieces)))
    return str(latin) if any(ch.isalnum() for ch in latin) else ""


def _word(word: str, *, is_first: bool, in_construct: bool) -> str:
    """One word; `in_construct` if the next has the article, before which ة is spoken as a t."""
    known = _known(word)
    if known is None and not is_first and (joined := _joined(word)) is not None:
        return joined
    if known is None and word.startswith(_ARTICLE) and len(word) >= len(_ARTICLE) + 2:
        return f"al-{_bare(word[len(_ARTICLE) :])}"
    latin = known or _bare(word)
    if in_construct and word.endswith("ة") and latin.endswith("a"):
        latin += "t"
    return latin[:1].upper() + latin[1:] if is_first else latin


def _joined(word: str) -> str | None:
    """A word with what is written onto its front; single letters are that only before a word of the table."""
    for prefix, latin in _data("joined").items():
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) >= _MIN_REST and (len(prefix) > 1 or _known(rest)):
            return latin + _bare(rest)
    return None


def _bare(word: str) -> str:
    """A word without article: from the table, else letter by letter."""
    latin = _known(word) or _foreign(word) or _spelled(word)
    return latin if _known(word) else latin[:1].upper() + latin[1:]


def _known(word: str) -> str | None:
    """A word of the table, or a feminine or plural of one that ends in i: روسي → روسية، روسيين."""
    exact, folded = _words()
    found = exact.get(word) or folded.get(norm(word))
    if found is not None:
        return found
    for ending, latin in (("ة", "ya"), ("ين", "yin"), ("ون", "yun")):
        stem = exact.get(word.removesuffix(ending)) if word.endswith(ending) else None
        if stem is not None and stem.endswith("i"):
            return stem + latin
    return None


def _foreign(word: str) -> str | None:
    """A word with the ending of a foreign name, in which غ stands for g."""
    for ending, latin in _data("endings").items():
        if len(word) >= _MIN_FOREIGN and word.endswith(ending):
            return _spelled(word.removesuffix(ending)).replace("gh", "g") + latin
    return None


def _spelled(word: str) -> str:
    units = [_unit(word, i) for i in range(len(word))]
    # A doubled vowel letter is one vowel to the reader: ياي → yai.
    return re.sub(r"([aiu])\1+", r"\1", "".join(_with_short_vowels(units)))


def _unit(word: str, index: int) -> str:
    """The Latin for one letter: و and ي are consonants at the beginning, before a vowel, and before ة."""
    char, follows = word[index], word[index + 1 : index + 2]
    glide = _data("glides").get(char)
    if glide is not None and follows == "ة":
        return f"i{glide}" if char == "ي" else glide
    if glide is not None and (index == 0 or (follows != char and follows in _VOWELS and follows)):
        return glide
    return str(_mapper("letters")(char))


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
    return unit.isalpha() and unit.islower() and unit[0] not in "aiu"


def _data(table: str) -> Mapping[str, str]:
    data: Mapping[str, str] = read_lexicon("latin.toml")[table]
    return data


@cache
def _words() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The table of words as it is written, and by folded spelling; of two words that fold alike the first counts."""
    exact = _data("words")
    folded: dict[str, str] = {}
    for word, latin in exact.items():
        folded.setdefault(norm(word), latin)
    return exact, folded


@cache
def _mapper(table: str) -> CharMapper:
    return CharMapper(_data(table), default=None)
