"""Which events a cue of saying is about: what is said in its sentence, and what the next sentences go on about.

قال فلان إن القوات قصفت …               the event is told in what is said
وأضاف أن القتلى ثلاثة                    a sentence without an event of its own goes on about the last one

Words are data: ``kg/data/lexicon/claims.toml``. Linear models over how the telling stands to the cue, verbs, kinds and
roles of speakers, distance and shared names were measured against these rules, a cue or a claimant at a time: nothing
was gained in cross-validation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.extract.claims import Cue
from kg.extract.event_coreference import Gathered
from kg.extract.named_speakers import begins_speech
from kg.extract.scene import Scene
from kg.extract.telling import Telling
from kg.model import Modality, Stance
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["Told"]


@dataclass(frozen=True, slots=True)
class Told:
    """An article's sentences, its events in order of first mention, and all cues of saying."""

    scenes: Sequence[Scene]
    groups: Sequence[Gathered]
    cues: Sequence[Cue]

    def cues_about(self, group: Gathered) -> list[Cue]:
        """The cues that are about an event, in order. An outlet that merely relays is nobody by name."""
        about = (cue for cue in self.cues if self._governs(cue, group) or self._goes_on(cue, group))
        claimed = [cue for cue in about if not self._looks_back(cue, group)]
        return [replace(cue, claimant=None) if self._relays(cue) else cue for cue in claimed]

    def _governs(self, cue: Cue, group: Gathered) -> bool:
        """Whether an event is told in what is said. A word that tells it is no cue."""
        here = [t for t in group.tellings if t.sentence == cue.sentence]
        if any(begin <= cue.begin < end for t in here for begin, end in t.triggers):
            return False
        scene = self.scenes[cue.sentence]
        return bool(here) and (cue.follows or cue.stance is Stance.DENIES or any(_said(scene, cue, t) for t in here))

    def _looks_back(self, cue: Cue, group: Gathered) -> bool:
        """Whether somebody speaks after a meeting that he took part in, of what was said there and not that it was."""
        whole = group.merged
        if whole.modality is not Modality.ACTUAL or cue.claimant not in whole.participant:
            return False
        return not any(t.how == "verb" for t in group.tellings if t.sentence == cue.sentence)

    def _relays(self, cue: Cue) -> bool:
        """Whether an outlet is told as who brought the news: a wire service, or any beside who said it."""
        outlet = next((f for s in self.scenes for f in s.fillers if f.entity.id == cue.claimant), None)
        if outlet is None or outlet.entity.type != "MediaOrganization":
            return False
        beside = any(c.sentence == cue.sentence and c is not cue for c in self.cues)
        return any(wire in outlet.entity.name for wire in _wires()) or (cue.follows and beside)

    def _goes_on(self, cue: Cue, group: Gathered) -> bool:
        """Whether a sentence without an event of its own takes up the one told last: وأضاف أن القتلى ثلاثة."""
        scene = self.scenes[cue.sentence]
        if any(t.sentence == cue.sentence for g in self.groups for t in g.tellings):
            return False
        words = _words("again")
        again = any(scene.norm(i) in words or scene.bares(i) & words for i in range(scene.first, scene.last))
        return again and self._latest(cue.sentence) is group

    def _latest(self, sentence: int) -> Gathered | None:
        """The event that was told last before a sentence."""
        told = ((t.sentence, -n) for n, g in enumerate(self.groups) for t in g.tellings if t.sentence < sentence)
        last = max(told, default=None)
        return None if last is None else self.groups[-last[1]]


def _said(scene: Scene, cue: Cue, telling: Telling) -> bool:
    """Whether the words that tell an event belong to what is said, and not to when and where it was said.

    In «قال في مؤتمر بعد القمة إن …» the summit is not what is said. A meeting is claimed only by a sentence of its own;
    an attack may be the object itself: تبنى الهجوم. A quotation after it does not take that from it.
    """
    if cue.word >= telling.anchor:
        return False
    begins = next((i for i in range(cue.word + 1, scene.last) if begins_speech(scene, i)), None)
    if begins is not None and begins < telling.anchor:
        return True
    if begins is not None and (telling.family != "Attack" or scene.norm(begins) in _words("that")):
        return False
    return telling.family == "Attack" or cue.lemma in {":", "participle"}


@cache
def _wires() -> tuple[str, ...]:
    return tuple(read_lexicon("claims.toml")["wires"]["names"])


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(map(norm, read_lexicon("claims.toml")[table]["words"]))
