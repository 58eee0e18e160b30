"""Names of bodies and places that only say what a thing is, so that there may be many of them."""

from __future__ import annotations

import re
from functools import cache

from kg.merge.adjectives import state_adjectives
from kg.merge.lexicon import listed
from kg.merge.trust import Standing, standing
from kg.model import Entity
from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key, norm

__all__ = ["describes", "runs_on", "title_phrases", "titles"]

_TWO = 2
_BROKEN = re.compile(r'["»”]\s*[.,،:؛](?!\w)')
"""The end of a quotation inside a name: it runs on into the sentence."""
_IN_BRACKETS = re.compile(r"\(([^)]*)\)$")
_OF_ITS_OWN = re.compile(r'["«“]\s*ال|[A-Za-z]')
"""Latin letters, or a quotation of a definite word: «منظمة "إرهابية"» only judges."""
_MASCULINE = re.compile(r"ال\w+ي")
_BOYCOTT = name_key("مقاطعة")


def runs_on(name: str) -> bool:
    """Whether a name goes on into the sentence, or into a list of clubs with their states: «الجيش (السوري)»."""
    behind = _IN_BRACKETS.search(name)
    return bool(_BROKEN.search(name)) or (behind is not None and name_key(behind[1]) in state_adjectives())


def describes(entity: Entity, words: list[str]) -> bool:
    """Whether the name of a body or place, of these `words` without ال, tells of several things.

    It breaks off before the name of whom a thing is called after («استاد الأمير»), or says what a thing is («نقطة تفتيش
    تابعة للشرطة»), whose it is but not what it is about («الاتحاد السعودي»), or what it is about but not whose («وكالة
    الأنباء الرسمية»).
    """
    if words[-1] in titles() or not listed("descriptive").isdisjoint(words) or " ".join(words) in listed("nothing"):
        return True
    if (listed("epithets").issuperset(words[1:]) or _is_half(words)) and not _OF_ITS_OWN.search(entity.name):
        return True
    return _is_boycott(entity, words) or _is_masculine(entity) or _is_loose(words)


def _is_half(words: list[str]) -> bool:
    """Whether a body is told by its state alone or by its matter alone; or by states alone: «سعودي كندي»."""
    if state_adjectives().issuperset(words):
        return True
    if words[0] not in listed("by_matter"):
        return False
    return state_adjectives().issuperset(words[1:]) or listed("matters").issuperset(words[1:])


def _is_boycott(entity: Entity, words: list[str]) -> bool:
    """Whether مقاطعة is no province but a boycott: of something definite, or of what many are."""
    if words[0] != _BOYCOTT:
        return False
    what = norm(entity.name).split()[1:]
    return any(word.startswith("ال") for word in what[:1]) or words[1] in listed("boycotted")


def _is_masculine(entity: Entity) -> bool:
    """Whether a town's name has a masculine adjective behind it: towns are feminine, so that the word is an ordinary
    one («الرباط الصليبي»).
    """
    town, *rest = entity.name.split()
    is_town = entity.type == "City" and standing(town) is Standing.PLACE
    return is_town and len(rest) == 1 and bool(_MASCULINE.fullmatch(rest[0]))


def _is_loose(words: list[str]) -> bool:
    """Whether two words tell of several things: «الأمن الإسرائيلي» is a service or its purpose; «الدفاع الروسية» is a
    ministry, but «الدفاع الروسي» a team's backs; «صحيفة الوطن» there is in five states.
    """
    if len(words) != _TWO:
        return False
    head, word = words
    if head in listed("loose") or (head in listed("elided") and not word.endswith("ه")):
        return True
    return head in listed("shared_titles", "heads") and word in listed("shared_titles")


@cache
def titles() -> frozenset[str]:
    """Titles of persons, of one word."""
    tables = read_lexicon("titles.toml")
    return frozenset(name_key(word) for table in ("unique", "title") for word in tables[table]["words"])


@cache
def title_phrases() -> frozenset[str]:
    """Titles of persons, of several words."""
    return frozenset(name_key(phrase) for phrase in read_lexicon("titles.toml")["unique"]["phrases"])
