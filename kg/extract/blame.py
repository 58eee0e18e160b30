"""Who takes a deed upon himself, and who is accused of it.

أعلن التنظيم مسؤوليته عن الهجوم          takes it upon himself
اتهم الحوثيون التحالف بقصف …             accuses
اتهم الجيش بقتل …                        is accused, in the passive
التي اتهمت موسكو بالوقوف وراءه           accuses of what was told before

Words are data: ``kg/data/lexicon/claims.toml``.
"""

from __future__ import annotations

from functools import cache

from kg.extract.circumstances import folded
from kg.extract.scene import Scene
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["accused", "denies_it", "is_accused", "is_blamed_behind", "takes_responsibility"]

_BEHIND = 8
"""Words after an accusation in which it points back."""


def takes_responsibility(scene: Scene, verb: int, speaker: str | None) -> bool:
    """Whether a speaker says behind a verb that a deed was his, and not that of another who is named between."""
    deed = next((i for i in range(verb + 1, min(verb + 20, scene.last)) if scene.norm(i) in _deeds()), None)
    return deed is not None and not _another_bears(scene, verb, deed, speaker)


def _another_bears(scene: Scene, verb: int, deed: int, speaker: str | None) -> bool:
    """Whether the responsibility told at `deed` is not the speaker's: قالت فرنسا إن الحركة تتحمل المسؤولية."""
    own = [f.last for f in scene.fillers if f.entity.id == speaker and f.first < deed]
    return speaker is not None and any(
        max([verb + 1, *own]) <= f.first < deed
        and scene.is_actor(f)
        and f.entity.type not in {"MediaOrganization", "Person"}
        and not f.joined.endswith(("ب", "ل"))
        and scene.norm(f.first - 1) not in folded("attack.toml", "aside")
        for f in scene.fillers
    )


@cache
def _deeds() -> frozenset[str]:
    return frozenset(map(norm, read_lexicon("claims.toml")["responsibility"]["nouns"]))


def is_accused(scene: Scene, verb: int, subject: str | None) -> bool:
    """Whether an accusation is told in the passive: its only noun is accused of what follows, اتهم الجيش بقتل …"""
    deed = next((i for i in range(verb + 1, scene.last) if _is_deed(scene, i) or scene.norm(i) in _deeds()), None)
    if deed is None:
        return False
    between = [f.entity.id for f in scene.fillers if verb < f.first < deed and scene.is_actor(f)]
    return deed == verb + 1 or (subject in between and all(other == subject for other in between))


def denies_it(scene: Scene, verb: int) -> bool:
    """Whether what is denied was told before, or is a charge: وتنفي طهران ذلك، ينفي الجيش الاتهامات."""
    charges, it = folded("claims.toml", "rejects", "told"), folded("claims.toml", "denies", "it")
    matter = range(verb + 1, min(verb + _BEHIND, scene.last))
    return any(scene.norm(i) in it or scene.bares(i) & charges for i in matter)


def _is_deed(scene: Scene, index: int) -> bool:
    word = scene.norm(index)
    named = scene.over(index) is not None or word in folded("claims.toml", "asserts", "statements")
    return word.startswith("ب") and len(word) > 1 and not named


def accused(scene: Scene, verb: int, speaker: str | None) -> str | None:
    """The actor after the accuser, whose titles name others: اتهم المتحدث باسم الجيش فلان الدعم السريع."""
    deed = next((i for i in range(verb + 1, scene.last) if _is_deed(scene, i)), scene.last)
    named = [f for f in scene.fillers if f.entity.id == speaker and f.first < deed]
    subject = named[-1].last if named and named[0].first > verb else verb + 1
    found = [
        f
        for f in scene.after(subject, 14)
        if scene.is_actor(f) and f.entity.id != speaker and not f.joined.endswith(("ب", "ل"))
    ]
    return found[0].entity.id if found else None


def is_blamed_behind(scene: Scene, verb: int) -> bool:
    """Whether an accusation is of what was told before it: … التي اتهمت موسكو بالوقوف وراءه."""
    behind = folded("claims.toml", "responsibility", "behind")
    return any(scene.bares(i) & behind for i in range(verb + 1, min(verb + _BEHIND, scene.last)))
