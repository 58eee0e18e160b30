"""Whether the words before an expression look ahead: سيلتقي …، المقرر …."""

from __future__ import annotations

from kg.text.dates.expression import Page
from kg.text.dates.words import words
from kg.text.phrases import readings

__all__ = ["looks_ahead"]

_REACH = 12
_STOPS = frozenset(".!?؟؛:")


def looks_ahead(page: Page, index: int) -> bool:
    """Whether a cue of the future stands before the word at `index`, in its sentence and near.

    A verb of saying that stands between takes the date to itself (سيزور … حسبما أعلن الأحد), and so does what is told
    as background (سيزور … بعد لقاء عقد الأحد).
    """
    tape = page.tape
    for at in range(index - 1, max(-1, index - 1 - _REACH), -1):
        if tape.text(at) in _STOPS or not tape.same_line(at + 1):
            return False
        forms = {form for form, _ in readings(tape.text(at))}
        if forms & (words("ahead", "reported") | words("ahead", "background")):
            return False
        if forms & words("ahead", "cues") or any(map(_future_verb, forms)):
            return True
    return False


def _future_verb(word: str) -> bool:
    if len(word) < 4 or word[0] != "س" or word[1] not in "يتن" or word in words("ahead", "other_words"):
        return False
    return not any(word[:length] in words("ahead", "other_prefixes") for length in range(3, len(word) + 1))
