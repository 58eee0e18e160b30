"""Denials of what others tell: its object is called an accusation or a rumour, or what is told is called untrue.

رفض الجيش الاتهامات بقصف …               rejects what is told
وصف الأنباء عن القصف بالكاذبة            calls it untrue

Words are data: ``kg/data/lexicon/claims.toml``.
"""

from __future__ import annotations

from kg.extract.circumstances import folded
from kg.extract.scene import Scene

__all__ = ["is_called_untrue", "is_of_what_is_told"]

_OBJECT = 14
"""Words from a verb to its object, with its subject between them."""


def is_of_what_is_told(scene: Scene, verb: int) -> bool:
    """Whether a verb's object is something that was told: رفض الاتهامات; but not رفض التعليق على الاتهامات."""
    told, comment = folded("claims.toml", "rejects", "told"), folded("claims.toml", "rejects", "comment")
    reach = range(verb + 1, min(verb + _OBJECT, scene.last))
    found = next((i for i in reach if scene.bares(i) & told), None)
    return found is not None and not any(scene.bares(i) & comment for i in range(verb + 1, found))


def is_called_untrue(scene: Scene, verb: int) -> bool:
    """Whether what is told is called untrue: وصف الأنباء عن القصف بالكاذبة."""
    untrue = folded("claims.toml", "rejects", "untrue")
    return is_of_what_is_told(scene, verb) and any(scene.bares(i) & untrue for i in range(verb + 1, scene.last))
