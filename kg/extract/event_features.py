"""What is seen of a telling that speaks for or against an event: features of `kg.extract.event_model`.

Each feature is a string; a model gives it a weight. They say what a reader would point at: the word, its neighbours,
who and where is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.scene import Scene
from kg.extract.telling import Telling

__all__ = ["InContext", "telling_features"]


@dataclass(frozen=True, slots=True)
class InContext:
    """A telling, its sentence, and its place among the tellings of its family in the article."""

    scene: Scene
    telling: Telling
    order: int
    siblings: tuple[Telling, ...]
    """The other tellings of its family."""
    cues: int
    """How many words of saying its sentence has."""
    denied: bool = False
    """Whether it is told as not having happened: لم تقصف، نفى استهداف."""

    @property
    def word(self) -> str:
        """The word that tells it first, folded, without article."""
        return self.scene.bare(self.telling.anchor)


def telling_features(told: InContext) -> Iterator[str]:
    """What speaks for and against that a telling is of an event that happened, is planned or is denied."""
    yield "bias"
    yield from _of_word(told)
    yield from _of_knowledge(told)
    yield from _of_surroundings(told)


def _of_word(told: InContext) -> Iterator[str]:
    scene, telling, at, word = told.scene, told.telling, told.telling.anchor, told.word
    yield f"word={word}"
    yield f"raw={scene.norm(at)}"
    yield f"begins={scene.norm(at)[:1]}|{telling.how}"
    yield f"plural={scene.norm(at).endswith(('ات', 'اء'))}"
    yield f"type={telling.type}"
    yield f"how={telling.how}"
    for distance in (1, 2):
        yield f"before{distance}={scene.bare(at - distance)}"
        yield f"after{distance}={scene.bare(at + distance)}"
    yield f"word={word}|before={scene.norm(at - 1)}"
    yield f"word={word}|after={scene.bare(at + 1)}"
    yield f"refers={telling.definite:d}{telling.anaphoric:d}"
    yield f"habitual={telling.habitual:d}"
    yield f"fresh={telling.fresh:d}"
    yield f"apart={telling.apart:d}"
    yield f"modality={telling.modality.value}"
    yield f"negated={telling.negated:d}"
    yield f"words={min(len(telling.triggers), 3)}"


def _of_knowledge(told: InContext) -> Iterator[str]:
    telling, known = told.telling, _known(told.telling)
    yield f"known={known}"
    yield f"known={known}|{telling.how}"
    yield f"known={known}|{telling.definite:d}"
    yield f"known={known}|{telling.type}"
    yield f"known={known}|dated={telling.date is not None}"
    yield f"weak={telling.weak:d}"
    yield f"weak={telling.weak:d}|{telling.definite:d}{telling.anaphoric:d}"
    yield f"weak={telling.weak:d}|{known}|{telling.title:d}"
    yield f"participants={min(len(telling.participant), 3)}"
    yield f"places={min(len(telling.place), 3)}"
    yield f"dated={telling.date is not None:d}{telling.deictic:d}"
    yield f"toll={telling.killed is not None:d}{telling.injured is not None:d}"
    yield f"weapon={telling.weapon is not None:d}"
    yield f"topic={telling.topic is not None:d}"
    kinds = {filler.entity.id: filler.entity.type for filler in told.scene.fillers}
    for role in ("agent", "target", "participant", "place"):
        for entity in getattr(telling, role):
            yield f"{role}={kinds.get(entity)}"


def _known(telling: Telling) -> str:
    """Which roles are filled, by their initials."""
    return "".join(role[0] for role in ("agent", "target", "place") if getattr(telling, role)) + (
        "m" if telling.participant else ""
    )


def _of_surroundings(told: InContext) -> Iterator[str]:
    telling, known = told.telling, _known(told.telling)
    yield f"title={telling.title:d}"
    yield f"sentence={min(telling.sentence, 6)}"
    yield f"sentence={min(telling.sentence, 6)}|{known}"
    yield f"order={min(told.order, 4)}"
    yield f"siblings={min(len(told.siblings), 5)}"
    mine = _fillers(telling)
    yield f"shared={any(mine & _fillers(other) for other in told.siblings):d}"
    yield f"cues={min(told.cues, 2)}"


def _fillers(telling: Telling) -> set[str]:
    return {*telling.agent, *telling.target, *telling.place, *telling.participant}
