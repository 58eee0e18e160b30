"""Folding of Arabic spelling: for matching tokens, for keys of names, and with a map back to the raw text.

The table stands here in full, since keys of names become IRIs, which must be the same with every version of every
library; a test holds it against the normalisers of CAMeL Tools (``camel_tools.utils``), with which it agrees.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["FORMATS", "MARKS", "Normalised", "name_key", "norm", "normalise"]

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08ca-\u08e1\u08e3-\u08ff"
"""Vowel signs, hamza and shadda above letters, signs of recitation: the inside of a regular expression's class."""

FORMATS = "\u00ad\u061c\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Invisible characters that may stand in a word: joiners, direction marks, the soft hyphen. The same notation."""

_TATWEEL = "\u0640"
_LETTERS = {
    **dict.fromkeys("أإآٱ", "ا"),
    "ى": "ي",
    "ة": "ه",
    "ؤ": "و",
    "ئ": "ي",
    # Letters of Persian and Urdu keyboards, and those that write p, ch, zh, g and v in foreign names.
    **dict.fromkeys("کگ", "ك"),
    "ی": "ي",
    **dict.fromkeys("ہھ", "ه"),
    "پ": "ب",
    "چ": "ج",
    "ژ": "ز",
    "ڤ": "ف",
    "ڨ": "ق",
    # The zero-width space does part words.
    "\u200b": " ",
    **dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True)),
    **dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True)),
}


def _members(ranges: str) -> Iterable[str]:
    """The characters of a regular expression's class."""
    for first, last in re.findall(r"(.)(?:-(.))?", ranges):
        yield from map(chr, range(ord(first), ord(last or first) + 1))


def _table() -> dict[str, str]:
    table = _LETTERS | dict.fromkeys(_members(MARKS + FORMATS + _TATWEEL), "")
    folded = str.maketrans(table)
    # Letters in the shapes that old programs and PDFs write: ﻻ → لا. The isolated marks among them expand to a space.
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain.startswith(" "):
            table[chr(code)] = ""
        elif plain != chr(code) and " " not in plain:
            table[chr(code)] = plain.translate(folded)
    return table


_TABLE = _table()
_FOLD = str.maketrans(_TABLE)
# The characters that do not become exactly one: runs that vanish, and each that becomes several.
_MOVED = re.compile(
    f"[{''.join(ch for ch, folded in _TABLE.items() if not folded)}]+"
    f"|[{''.join(ch for ch, folded in _TABLE.items() if len(folded) > 1)}]"
)
_TAIL = re.compile(f"[{MARKS}{_TATWEEL}]*")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A folded text with the way back to the text that it was made from."""

    text: str
    offsets: Sequence[int]
    """For each character of `text` the offset of the raw character that it came from; never decreasing."""
    raw: str

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The raw span of a folded one. It takes in the vowel signs and tatweel behind its last letter, as tokens do.

        An empty span is the empty one before the same character.
        """
        if begin >= end:
            at = self.offsets[begin] if begin < len(self.offsets) else len(self.raw)
            return at, at
        tail = _TAIL.match(self.raw, self.offsets[end - 1] + 1)
        return self.offsets[begin], tail.end() if tail else len(self.raw)


def norm(word: str) -> str:
    """A word in the folded spelling: no marks, no tatweel, nothing invisible; hamza, alif, ya and ta marbuta folded,
    digits in ASCII.
    """
    return word.translate(_FOLD)


def normalise(text: str) -> Normalised:
    """`text` folded as `norm` folds it, with the map back."""
    folded = text.translate(_FOLD)
    moved = _MOVED.search(text)
    if moved is None:
        return Normalised(folded, range(len(text)), text)
    offsets = array("I")
    at = 0
    for match in _MOVED.finditer(text, moved.start()):
        begin, end = match.span()
        offsets.extend(range(at, begin))
        offsets.extend([begin] * len(_TABLE[text[begin]]))
        at = end
    offsets.extend(range(at, len(text)))
    return Normalised(folded, offsets, text)


def name_key(name: str) -> str:
    """A spelling-insensitive key of a name: folded words without articles and punctuation, one space between them."""
    text = norm(unicodedata.normalize("NFKC", name)).lower()
    return " ".join(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in _WORDS.findall(text))
