"""Which events a cue of saying is about: what is said in its sentence, and what the next sentences go on about.

قال فلان إن القوات قصفت …               the event is told in what is said
وأضاف أن القتلى ثلاثة                    a sentence without an event of its own goes on about the last one

Words are data: ``kg/data/lexicon/claims.toml``. Linear models over how the telling stands to the cue, verbs, kinds and
roles of speakers, distance and shared names were measured against these rules, a cue or a claimant at a time: nothing
was gained in cross-validation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.extract.circumstances import folded
from kg.extract.cue import Cue
from kg.extract.event_coreference import Gathered, types_agree
from kg.extract.said import is_said, said_words
from kg.extract.scene import Scene
from kg.extract.telling import Telling
from kg.model import Modality, Stance
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["Told"]


_NEXT = 3
"""Sentences on that still go on about an event."""
_NEAR = 4
"""Sentences back to the events that «the attacks» takes up."""


@dataclass(frozen=True, slots=True)
class Told:
    """An article's sentences, its events in order of first mention, and all cues of saying."""

    scenes: Sequence[Scene]
    groups: Sequence[Gathered]
    cues: Sequence[Cue]

    def cues_about(self, group: Gathered) -> list[Cue]:
        """The cues that are about an event, in order. An outlet that merely relays is nobody by name."""
        about = [cue for cue in self.cues if self._is_about(cue, group)]
        claimed = [cue for cue in about if not self._looks_back(cue, group)]
        return [replace(cue, claimant=None) if self._relays(cue, about) else cue for cue in claimed]

    def _is_about(self, cue: Cue, group: Gathered) -> bool:
        return self._governs(cue, group) or self._goes_on(cue, group) or self._covers(cue, group)

    def _governs(self, cue: Cue, group: Gathered) -> bool:
        """Whether an event is told in what is said."""
        if cue.wish and group.merged.modality is Modality.ACTUAL:
            return False
        scene = self.scenes[cue.sentence]
        return any(is_said(scene, cue, t) for t in group.tellings if t.sentence == cue.sentence)

    def _looks_back(self, cue: Cue, group: Gathered) -> bool:
        """Whether somebody speaks of a meeting that he took part in only as of when he did: قال خلال لقائه …"""
        if group.merged.family != "DiplomaticMeeting" or cue.claimant not in group.merged.participant:
            return False
        scene = self.scenes[cue.sentence]
        here = [t for t in group.tellings if t.sentence == cue.sentence]
        return bool(here) and all(t.how != "verb" and _is_a_time(scene, t.anchor) for t in here)

    def _relays(self, cue: Cue, about: Sequence[Cue]) -> bool:
        """Whether an outlet is told as who brought the news: a wire service, or any beside who said it."""
        outlet = next((f.entity for s in self.scenes for f in s.fillers if f.entity.id == cue.claimant), None)
        if outlet is None:
            return False
        if any(wire in outlet.name for wire in _wires()):
            return True
        beside = any(c.sentence == cue.sentence and c is not cue for c in about)
        return cue.follows and beside and outlet.type == "MediaOrganization"

    def _goes_on(self, cue: Cue, group: Gathered) -> bool:
        """Whether a sentence without an event of its own takes up the one told last: وأضاف أن القتلى ثلاثة."""
        if any(t.sentence == cue.sentence for g in self.groups for t in g.tellings):
            return False
        if cue.wish:
            return False
        if not (self._taken_up(cue, group, "words") or self._taken_up(cue, group, "several")):
            return cue.stance is Stance.DENIES and self._denied(cue, group)
        near = any(0 < cue.sentence - t.sentence <= _NEXT for t in group.tellings)
        return near and self._latest(cue.sentence, group.merged.family) is group

    def _covers(self, cue: Cue, group: Gathered) -> bool:
        """Whether what is said takes up several events that were told before, this among them: مسؤوليته عن الهجمات."""
        if not self._taken_up(cue, group, "several"):
            return False
        here = [t for t in self._tellings(group.merged.family) if t.sentence == cue.sentence]
        bare = (t.anaphoric or (t.definite and not (t.place or t.target)) for t in here)
        if not all(bare) or not all(types_agree(t.type, group.merged.type, t.family) for t in here):
            return False
        before = [t.sentence for t in group.tellings if t.sentence < cue.sentence and not t.anaphoric]
        return bool(before) and cue.sentence - max(before) <= _NEAR

    def _tellings(self, family: str) -> Iterator[Telling]:
        return (t for g in self.groups for t in g.tellings if t.family == family)

    def _denied(self, cue: Cue, group: Gathered) -> bool:
        """Whether the event told last is denied without a word for it: نفت الحركة ذلك."""
        near = any(0 < cue.sentence - t.sentence <= _NEAR for t in group.tellings)
        return near and self._taken_up(cue, group, "denied") and self._latest(cue.sentence) is group

    def _taken_up(self, cue: Cue, group: Gathered, key: str) -> bool:
        """Whether what is said holds a word that stands for an event like this."""
        scene, words = self.scenes[cue.sentence], _words(f"again_{group.merged.family}", key)
        return any(scene.norm(i) in words or scene.bares(i) & words for i in said_words(scene, cue))

    def _latest(self, sentence: int, family: str | None = None) -> Gathered | None:
        """The event, of a family, that was told last before a sentence."""
        like = ((n, g) for n, g in enumerate(self.groups) if family in {None, g.merged.family})
        told = ((t.sentence, -n) for n, g in like for t in g.tellings if t.sentence < sentence)
        last = max(told, default=None)
        return None if last is None else self.groups[-last[1]]


def _is_a_time(scene: Scene, noun: int) -> bool:
    """Whether a noun tells when: خلال لقائه، في أعقاب القمة."""
    times = folded("claims.toml", "when")
    return scene.norm(noun - 1) in times or scene.norm(noun - 2) in times


@cache
def _wires() -> tuple[str, ...]:
    return tuple(read_lexicon("claims.toml")["wires"]["names"])


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(map(norm, read_lexicon("claims.toml")[table][key]))
