"""What a word of saying says: of whom, with which stance, and how it stands in its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Stance

__all__ = ["Cue"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of saying, and who says it."""

    sentence: int
    begin: int
    end: int
    word: int
    stance: Stance
    claimant: str | None
    takes: bool
    """Whether the speaker takes the deed upon himself: تبنى، أعلن مسؤوليته."""
    accused: str | None
    """Whom the speaker accuses."""
    follows: bool = False
    """Whether what is said may stand before it: …، بحسب سانا."""
    wish: bool = False
    """Whether the speaker calls for what he tells: دعا إلى."""
    lemma: str = ""
    """The verb in the past, or the word itself."""
    again: bool = False
    """Whether it goes on with what the same speaker has said: وأضاف."""
