"""How passages are shown: a sentence with the words marked, then source, date and offsets; no sentence twice."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

from kg.query.evidence import Passage

__all__ = ["by_sentence", "shown"]

_LONGEST = 300
"""Characters of a sentence that are shown around the words."""


def by_sentence(passages: Iterable[Passage]) -> list[list[Passage]]:
    """The passages in their order, those of one sentence together as long as their words don't overlap.

    Of words whose sentence is not known, the same ones of an article are together.
    """
    groups: list[list[Passage]] = []
    found: dict[tuple[str, int, str], list[Passage]] = {}
    for passage in passages:
        alone = passage.sentence == passage.words
        key = passage.article, -1 if alone else passage.begin - passage.at, passage.sentence
        group = found.get(key)
        if group is None or group[-1].end > passage.begin:
            group = found[key] = []
            groups.append(group)
        group.append(passage)
    return groups


def shown(together: Sequence[Passage], indent: str) -> str:
    """Passages of one sentence, in two lines. In a terminal the words are bold and underlined, elsewhere in ⟦ ⟧."""
    terminal = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    opening, closing = ("\x1b[1;4m", "\x1b[0m") if terminal else ("⟦", "⟧")
    first, last = together[0], together[-1]
    sentence, stop = first.sentence, last.at + len(last.words)
    before, after = sentence[: first.at], sentence[stop:]
    if len(before) > _LONGEST // 2:
        before = f"…{before[-_LONGEST // 2 :]}"
    if len(after) > _LONGEST // 2:
        after = f"{after[: _LONGEST // 2]}…"
    marked, at = "", first.at
    for passage in together if sentence != first.words else together[:1]:
        marked += f"{sentence[at : passage.at]}{opening}{passage.words}{closing}"
        at = passage.at + len(passage.words)
    text = " ".join(f"{before}{marked}{after}".split())
    told = ", ".join(part for part in (first.source, first.issued[:10], first.article) if part)
    offsets = " ".join(f"[{passage.begin}–{passage.end}]" for passage in together)
    return f"{indent}\u2068{text}\u2069\n{indent}  — \u2068{told}\u2069 {offsets}"
