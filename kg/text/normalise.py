"""Folding of Arabic spelling: for matching tokens, for keys of names, and with a map back to the raw text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Normalised", "name_key", "norm", "normalise"]

_REMOVED = "".join(
    map(
        chr,
        [
            *range(0x64B, 0x660),
            0x670,
            0x640,
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2066, 0x206A),
            0xFEFF,
        ],
    )
)
_FOLD = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "گ": "ك", "ڤ": "ف"}
    | dict.fromkeys(_REMOVED)
)


@dataclass(frozen=True, slots=True)
class Normalised:
    """A folded text and, for each of its characters, the offset of the raw character that it came from."""

    text: str
    offsets: tuple[int, ...]
    raw_length: int

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The raw span of a non-empty folded span."""
        return self.offsets[begin], self.offsets[end - 1] + 1


def norm(word: str) -> str:
    """A word in the folded spelling."""
    return word.translate(_FOLD)


def normalise(text: str) -> Normalised:
    """`text` folded, with the map back."""
    kept = [(folded, i) for i, ch in enumerate(text) if (folded := ch.translate(_FOLD))]
    return Normalised("".join(ch for ch, _ in kept), tuple(i for _, i in kept), len(text))


def name_key(name: str) -> str:
    """A spelling-insensitive key of a name: folded words without articles and punctuation."""
    text = norm(unicodedata.normalize("NFKC", name)).lower()
    return " ".join(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in re.findall(r"\w+", text))
