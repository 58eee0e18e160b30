"""A line that tells people which event a node is: the first sentence that tells it, cut around its trigger."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Mention

__all__ = ["LENGTH", "event_label"]

LENGTH = 100
"""Characters: about a line of a table."""

_BEFORE = 40
"""Characters before a trigger that stands late in a long sentence."""


def event_label(text: str, mentions: Sequence[Mention]) -> str:
    """The label of an event with these mentions, of triggers and whole sentences, in `text`. Cuts are at words."""
    sentences = [m for m in mentions if any(m is not n and m.begin <= n.begin and n.end <= m.end for n in mentions)]
    sentence = min(sentences or mentions, key=lambda m: (m.begin, -m.end))
    inside = [m for m in mentions if m is not sentence and sentence.begin <= m.begin and m.end <= sentence.end]
    trigger = min(inside, key=lambda m: (m.end - m.begin, m.begin), default=sentence)
    head = " ".join(text[sentence.begin : trigger.begin].split())
    rest = " ".join(text[trigger.begin : sentence.end].split())
    if len(head) + len(text[trigger.begin : trigger.end]) > LENGTH:
        head = "… " + head[-_BEFORE:].partition(" ")[2]
    whole = f"{head} {rest}" if head and text[trigger.begin - 1].isspace() else head + rest
    return whole if len(whole) <= LENGTH else whole[:LENGTH].rpartition(" ")[0] + " …"
