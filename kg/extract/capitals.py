"""Capitals that stand for their governments: «اتهمت واشنطن موسكو» are states, «في موسكو» is the city.

News speaks of a capital's streets behind words of place, of attack and of travel; anywhere else its government is
meant. What those words are is data (``kg/data/lexicon/places.toml``).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from kg.extract.claims import is_dateline
from kg.extract.lexicon import bare
from kg.extract.names import Name, folded_words
from kg.extract.verbs import VerbTable
from kg.extract.words import Word
from kg.resources import data_dir
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["with_governments"]

_MARKS = frozenset('#_"«“(')
"""What may stand between a word of place and its capital."""
_DATELINE = frozenset({"(", "-", "–", "—", "/", "،", ","})
"""What follows a city that says where a report was written."""
_NEAR = 3
"""Words from a capital back to a verb of travel with a definite noun as its subject: زار الوفد الأميركي موسكو."""
_REACH = 14
"""Words between a verb of travel and where it leads to, its subject with all titles."""


@dataclass(frozen=True, slots=True)
class _PlaceWords:
    words: frozenset[str]
    verbs: VerbTable
    capital: frozenset[str]
    between: frozenset[str]
    """Words and marks between two coordinated names."""
    onto: frozenset[str]
    attacks: frozenset[str]
    origin: frozenset[str]
    """Prepositions that a word of place may take: بالقرب من."""


def with_governments(text: str, names: Iterable[Name], words: tuple[Word, ...]) -> tuple[Name, ...]:
    """The names of `text` in order, capitals that stand for their governments read as their states."""
    capitals = _capitals()
    read: list[Name] = []
    for name in names:
        if name.type not in {"City", "Country"} or name.head is not None or name.words not in capitals:
            read.append(name)
        elif _Reader(text, words, name, read[-1] if read else None).is_city():
            read.append(replace(name, type="City", key=name.key if name.type == "City" else None))
        else:
            read.append(replace(name, type="Country", key=capitals[name.words], office=True))
    return tuple(read)


class _Reader:
    """Reads what stands around one capital. A value object of one attempt."""

    def __init__(self, text: str, words: tuple[Word, ...], name: Name, before: Name | None) -> None:
        self._text, self._words, self._name, self._before = text, words, name, before
        self._known = _place_words()
        forms = words[name.first].forms
        self._proclitics = next((form.proclitics for form in forms if form.begin == name.begin), "")

    def is_city(self) -> bool:
        """Whether the city itself is meant."""
        if self._proclitics.endswith("ب"):
            return True
        if self._before is not None and self._coordinated(self._before):
            # بين موسكو وواشنطن: what joins two names joins two of a kind.
            return self._before.type != "Country"
        following = self._token(self._name.last)
        if following == ":":
            return is_dateline(self._words, self._name.last)
        at = self._skip_marks(self._name.first - 1)
        if self._is_line_start(at):
            return following in _DATELINE
        if self._proclitics.endswith("ل"):
            at = self._described(at)
        return self._after_place(at) or self._after_capital(at) or self._visited(at) or self._attacked(at)

    def _token(self, index: int) -> str:
        return self._words[index].token.text if 0 <= index < len(self._words) else ""

    def _skip_marks(self, at: int) -> int:
        while self._token(at) in _MARKS:
            at -= 1
        return at

    def _is_line_start(self, at: int) -> bool:
        return at < 0 or "\n" in self._text[self._words[at].token.end : self._name.begin]

    def _coordinated(self, before: Name) -> bool:
        if before.last == self._name.first:
            return self._proclitics == "و"
        between = self._words[before.last].token.norm
        return before.last + 1 == self._name.first and between in self._known.between

    def _after_place(self, at: int) -> bool:
        """في موسكو، بالقرب من دمشق، زيارته لطهران."""
        if self._token(at) in self._known.origin:
            at -= 1
        return any(form.bare in self._known.words for form in self._words[at].forms)

    def _described(self, at: int) -> int:
        """The noun that adjectives before «of the capital» describe: الضاحية | الجنوبية | لبيروت."""
        for index in range(at, max(at - _NEAR, 0), -1):
            noun, adjective = self._words[index - 1], self._words[index]
            if not (adjective.plain.article and any(form.article for form in noun.forms)):
                return index
        return at

    def _after_capital(self, at: int) -> bool:
        """العاصمة السورية، دمشق."""
        if self._token(at) in {"،", ","}:
            at -= 1
        return at > 0 and not self._known.capital.isdisjoint(self._words[at - 1].spelling.bares)

    def _attacked(self, at: int) -> bool:
        """غارات إسرائيلية على الدوحة; but عقوبات على موسكو."""
        if self._token(at) not in self._known.onto:
            return False
        words = self._words[max(at - _NEAR, 0) : at]
        return any(not word.spelling.bares.isdisjoint(self._known.attacks) for word in words)

    def _visited(self, at: int) -> bool:
        """زار موسكو، زار الوزير موسكو."""
        if self._before is not None and self._before.type == "Person" and self._before.last == at + 1:
            return any(self._known.verbs.of(word) for word in self._words[max(at - _REACH, 0) : at])
        for index in range(at, max(at - _NEAR, -1), -1):
            if self._known.verbs.of(self._words[index]) is not None:
                return True
            if not self._words[index].plain.article:
                break
        return False


@cache
def _place_words() -> _PlaceWords:
    data = read_lexicon("places.toml")["city"]
    return _PlaceWords(
        frozenset(bare(norm(word)) for word in data["words"]),
        VerbTable(data["verbs"]),
        frozenset(bare(norm(word)) for word in data["capital"]),
        frozenset(map(norm, data["between"])),
        frozenset(data["onto"]),
        frozenset(bare(norm(word)) for word in data["attacks"]),
        frozenset(data["origin"]),
    )


@cache
def _capitals() -> Mapping[tuple[str, ...], str]:
    with (data_dir() / "gazetteer" / "capitals.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {folded_words(row["capital"]): row["qid"] for row in rows}
