"""Days that are pointed at: اليوم، أمس، مساء أمس، بعد غد، في اليوم نفسه."""

from __future__ import annotations

from datetime import timedelta

from kg.text.dates.calendar import whole
from kg.text.dates.expression import DateKind, Direction, Hit, Page, Parse
from kg.text.dates.names import preceded
from kg.text.dates.words import listed, numbered

__all__ = ["deictics"]


def deictics(page: Page, index: int) -> Parse | None:
    """اليوم، مساء أمس، بعد غد; not where اليوم means nowadays or stands in a name."""
    cursor = page.cursor(index)
    if cursor.take(listed("parts", "of_night")) is None:
        cursor.take(listed("parts", "of_day"))
    cursor.take(listed("glue", "day"))
    steps = cursor.take(numbered("days"))
    if steps is None or preceded(page, index, "names", "papers"):
        return None
    if steps == 0 and cursor.fork().take(listed("today", "names_after")) is not None:
        return Parse(cursor.index)
    shift = cursor.take(numbered("anaphora")) if steps == 0 else None
    if shift is not None or (steps == 0 and preceded(page, index, "anaphora", "before")):
        anchor = ("day", shift or 0)
        return Parse(cursor.index, (Hit(cursor.begin, cursor.end, DateKind.ANAPHORIC, anchor=anchor),))
    place = cursor.begin, cursor.end
    if steps == 0 and preceded(page, index, "today", "vague_before"):
        return Parse(cursor.index, (Hit(*place, DateKind.VAGUE),))
    value = whole(page.published + timedelta(days=steps)) if page.published else None
    return Parse(cursor.index, (Hit(*place, DateKind.COUNTED, value, Direction.of(steps), relative=True),))
