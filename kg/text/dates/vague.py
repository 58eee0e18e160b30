"""Times that no calendar date can state: مؤخرا، التسعينيات، القرن الماضي."""

from __future__ import annotations

from kg.text.dates.expression import DateKind, Hit, Page, Parse
from kg.text.dates.words import listed

__all__ = ["adverbs", "eras"]


def adverbs(page: Page, index: int) -> Parse | None:
    """مؤخرا، قريبا، حاليا."""
    cursor = page.cursor(index)
    if cursor.take(listed("vague", "adverbs")) is None:
        return None
    return Parse(cursor.index, (Hit(cursor.begin, cursor.end, DateKind.VAGUE),))


def eras(page: Page, index: int) -> Parse | None:
    """A decade, a century, or one in the other: ثمانينات القرن الماضي."""
    cursor = page.cursor(index)
    if cursor.take(listed("parts", "words")) is not None:
        cursor.take(listed("glue", "of"))
    decade = cursor.take(listed("vague", "decades")) is not None
    ahead = cursor.fork()
    if decade:
        ahead.take(listed("glue", "of"))
    century = ahead.take(listed("vague", "centuries")) is not None
    if century:
        cursor.join(ahead)
    if not (decade or century):
        return None
    return Parse(cursor.index, (Hit(cursor.begin, cursor.end, DateKind.VAGUE),))
