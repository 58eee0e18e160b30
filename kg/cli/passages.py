"""How a passage is shown: its sentence with the words marked, then source, date and offsets."""

from __future__ import annotations

import os
import sys

from kg.query.evidence import Passage

__all__ = ["shown"]

_LONGEST = 300
"""Characters of a sentence that are shown around the words."""


def shown(passage: Passage, indent: str) -> str:
    """A passage in two lines. In a terminal the words are bold and underlined, elsewhere in ⟦ ⟧."""
    terminal = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    opening, closing = ("\x1b[1;4m", "\x1b[0m") if terminal else ("⟦", "⟧")
    start, stop = passage.at, passage.at + len(passage.words)
    before, after = passage.sentence[:start], passage.sentence[stop:]
    if len(before) > _LONGEST // 2:
        before = f"…{before[-_LONGEST // 2 :]}"
    if len(after) > _LONGEST // 2:
        after = f"{after[: _LONGEST // 2]}…"
    text = " ".join(f"{before}{opening}{passage.words}{closing}{after}".split())
    told = ", ".join(part for part in (passage.source, passage.issued[:10], passage.article) if part)
    return f"{indent}\u2068{text}\u2069\n{indent}  — \u2068{told}\u2069 [{passage.begin}–{passage.end}]"
