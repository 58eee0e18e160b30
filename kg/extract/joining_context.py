"""What the words around a telling say of which attack or meeting it is: its kind, its number, how it is referred to.

Words are data: ``kg/data/lexicon/joining.toml``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.circumstances import folded
from kg.extract.event_features import InContext
from kg.extract.lexicon import bare
from kg.extract.scene import Scene
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["Seen", "seen_in"]

_BEFORE, _AFTER = 4, 7
"""Words before and after the one that tells it in which its kind is looked for."""
_ADJECTIVES = 2
_CLAUSE = 8
"""Words before it in which the auxiliary of a pluperfect stands."""
_ENDINGS = ("تين", "تان", "تها", "تهم", "ات", "ين", "ان", "ته", "ها", "ه", "ا")
_SHORTEST = 3
"""Letters that are left of a word without its ending, at least."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A telling and what its words say."""

    told: InContext
    stem: str
    """The word that tells it without the endings of number and person."""
    about: dict[str, float]
    """The words of its sentence that say something, the heavier the rarer they are in the article."""
    kinds: frozenset[str]
    """Of which kinds the words around it say that it is: ``chemical``, ``air``."""
    qualities: frozenset[str]
    """Of which kinds its own adjectives say that it is."""
    number: str
    """``one``, ``dual`` or ``plural``, of a noun."""
    demonstrative: bool
    relative: bool
    auxiliary: bool
    """Whether كان stands before it."""
    pluperfect: bool
    """Whether كان … قد stand before it."""
    earlier: bool
    """Whether it is told as a former or last one."""
    years: bool
    """Whether its clause has a word of time long past."""
    before: tuple[str, ...]
    """The words before it, the nearest first."""


def seen_in(told: Sequence[InContext]) -> list[Seen]:
    """What is seen of the tellings of one article."""
    if not told:
        return []
    counts = Counter(word.plain.bare for word in told[0].scene.words)
    sentences = {t.telling.sentence: dict(_about(t.scene, counts)) for t in told}
    return [_seen(t, sentences[t.telling.sentence]) for t in told]


def _about(scene: Scene, counts: Counter[str]) -> Iterator[tuple[str, float]]:
    for index in range(scene.first, scene.last):
        word = scene.bare(index)
        if scene.words[index].is_word and len(word) > 2 and word not in folded("joining.toml", "empty"):
            yield word, 1 / counts[word]


def _seen(told: InContext, about: dict[str, float]) -> Seen:
    scene, telling, at = told.scene, told.telling, told.telling.anchor
    first, last = telling.clause or (scene.first, scene.last)
    behind = [scene.bare(at + i) for i in range(1, 4)]
    lead = {scene.norm(i).removeprefix("و") for i in range(max(scene.first, at - _CLAUSE), at)}
    auxiliary = bool(lead & folded("joining.toml", "pluperfect"))
    return Seen(
        told,
        stem=_stem(told.word),
        about=about,
        kinds=_kinds(scene, range(max(first, at - _BEFORE), min(last, at + _AFTER))),
        qualities=_kinds(scene, range(at + 1, at + 1 + _ADJECTIVES)),
        number=_number(scene, told),
        demonstrative=not {scene.bare(at - 1), scene.bare(at + 1)}.isdisjoint(folded("joining.toml", "demonstrative")),
        relative=not folded("joining.toml", "relative").isdisjoint(behind),
        auxiliary=auxiliary,
        pluperfect=auxiliary and "قد" in lead,
        earlier=not folded("joining.toml", "earlier").isdisjoint(behind),
        years=any(scene.bare(i) in folded("joining.toml", "years") for i in range(first, last)),
        before=tuple(scene.bare(at - i) for i in range(1, 4)),
    )


@cache
def _kinds_by_word() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in read_lexicon("joining.toml")["kind"]:
        for word in entry["words"]:
            found.setdefault(bare(norm(word)), set()).add(entry["name"])
    return {word: frozenset(names) for word, names in found.items()}


def _kinds(scene: Scene, window: range) -> frozenset[str]:
    none: frozenset[str] = frozenset()
    return none.union(*(_kinds_by_word().get(word, none) for i in window for word in scene.bares(i)))


def _number(scene: Scene, told: InContext) -> str:
    word = scene.norm(told.telling.anchor)
    if told.telling.how == "noun" and word.endswith(("ين", "ان")) and len(word) > len("هجوم") + 1:
        return "dual"
    return "plural" if word.endswith("ات") or told.word in folded("joining.toml", "plural") else "one"


def _stem(word: str) -> str:
    """A word without the ending of number or person: غارات, غارتين, غارته → غار."""
    return next((word[: -len(e)] for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST), word)
