"""The loss of the encoder over the events of one stretch of an annotated article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from kg.extract.asking import Asked
from kg.extract.event_windows import Window, distance_class
from kg.train.event_heads import EventHeads
from kg.train.event_samples import EventSample, LabelledEvent
from kg.train.labelled import OPEN

__all__ = ["MODALITIES", "ROLES", "STANCES", "Classes", "losses"]

ROLES = ("agent", "target", "place", "participant")
STANCES = ("asserts", "denies")
MODALITIES = ("actual", "planned", "hypothetical")
_OF_FAMILY = {"Attack": {"agent", "target", "place"}, "DiplomaticMeeting": {"place", "participant"}}
_TRIGGERS = ("none", "Attack", "DiplomaticMeeting")
_WEIGHTS = {"trigger": 1 / 8, "event": 0.5, "subtype": 0.3, "modality": 0.3, "same": 0.5, "role": 0.4, "stance": 0.3}
"""How much each question counts, summed over what it is asked about."""
_IMPOSSIBLE = -1e4


@dataclass(frozen=True, slots=True)
class Classes:
    """The types of entities and of events that the annotation knows, in order."""

    kinds: tuple[str, ...]
    subtypes: tuple[str, ...]


def losses(
    states: Tensor, sample: EventSample, window: Window, heads: EventHeads, classes: Classes
) -> Iterator[tuple[str, Tensor]]:
    """Each question's loss, already weighed; `states` are those of the window's pieces, (length, width)."""
    for question, loss in _losses(states, sample, window, heads, classes):
        yield question, _WEIGHTS[question] * loss


def _losses(
    states: Tensor, sample: EventSample, window: Window, heads: EventHeads, classes: Classes
) -> Iterator[tuple[str, Tensor]]:
    if sample.triggers is not None:
        yield "trigger", _of_words(states, sample.triggers, window, heads)
    if not window.tellings:
        return
    labels = [sample.tellings[n] for n in window.tellings]
    told = _told(states, sample.asked, window, heads)
    seen = heads.dropout(told)
    if known := [n for n, label in enumerate(labels) if _says_whether(sample, window, n)]:
        happens = torch.tensor([float(labels[n] is not None) for n in known])
        odds = heads.event(seen[known])[:, 0]
        yield "event", functional.binary_cross_entropy_with_logits(odds, happens, reduction="sum")
    if len(labels) > 1:
        yield from _of_pairs(told, sample, window, labels, heads)
    real = [(n, label) for n, label in enumerate(labels) if label is not None and label != OPEN]
    if not real:
        return
    rows = [n for n, _ in real]
    events = [sample.events[label] for _, label in real]
    subtypes = torch.tensor([classes.subtypes.index(event.subtype) for event in events])
    yield "subtype", functional.cross_entropy(heads.subtype(seen[rows]), subtypes, reduction="sum")
    modalities = torch.tensor([MODALITIES.index(event.modality) for event in events])
    yield "modality", functional.cross_entropy(heads.modality(seen[rows]), modalities, reduction="sum")
    if window.mentions:
        yield from _of_fillers(states, told, sample, window, real, heads, classes)


def _of_words(states: Tensor, triggers: Mapping[int, str], window: Window, heads: EventHeads) -> Tensor:
    words = list(window.firsts)
    found = heads.trigger(states[[window.firsts[word] for word in words]])
    right = torch.tensor([_TRIGGERS.index(triggers.get(word, "none")) for word in words])
    return functional.cross_entropy(found, right, weight=torch.tensor([0.5, 1.0, 1.0]), reduction="sum")


def _told(states: Tensor, asked: Asked, window: Window, heads: EventHeads) -> Tensor:
    tellings = [asked.tellings[n] for n in window.tellings]
    spots = ([window.firsts[w] for w in t.words if w in window.firsts] for t in tellings)
    pooled = [states[at or [window.firsts[t.anchor]]].mean(0) for at, t in zip(spots, tellings, strict=True)]
    return heads.told(torch.stack(pooled), torch.tensor([int(t.family == "Attack") for t in tellings]))


def _says_whether(sample: EventSample, window: Window, number: int) -> bool:
    """Whether the annotation says if a telling is of an event: what it leaves out may be of one of its kind."""
    label = sample.tellings[window.tellings[number]]
    if label is not None:
        return label != OPEN
    family = sample.asked.tellings[window.tellings[number]].family
    return sample.exhaustive or all(event.family != family for event in sample.events)


def _of_pairs(
    told: Tensor, sample: EventSample, window: Window, labels: Sequence[int | None], heads: EventHeads
) -> Iterator[tuple[str, Tensor]]:
    tellings = [sample.asked.tellings[n] for n in window.tellings]
    pairs = [
        (i, j)
        for j in range(len(labels))
        for i in range(j)
        if tellings[i].family == tellings[j].family
        and OPEN not in (labels[i], labels[j])
        and not labels[i] is labels[j] is None
        and (sample.exhaustive or None not in (labels[i], labels[j]))
    ]
    if not pairs:
        return
    gaps = torch.tensor([[distance_class(abs(t.anchor - u.anchor)) for u in tellings] for t in tellings])
    odds = heads.same(told, gaps)
    found = odds[[i for i, _ in pairs], [j for _, j in pairs]]
    right = torch.tensor([float(labels[i] == labels[j]) for i, j in pairs])
    # There are as many pairs as the square of tellings.
    loss = functional.binary_cross_entropy_with_logits(found, right, reduction="sum")
    yield "same", loss / max(1.0, len(labels) / 3)


def _of_fillers(
    states: Tensor,
    told: Tensor,
    sample: EventSample,
    window: Window,
    real: Sequence[tuple[int, int]],
    heads: EventHeads,
    classes: Classes,
) -> Iterator[tuple[str, Tensor]]:
    """Who fills the roles of each event, and who says what of it: every telling beside every mention speaks."""
    mentions = [sample.asked.mentions[n] for n in window.mentions]
    tellings = [sample.asked.tellings[n] for n in window.tellings]
    spans = [states[[window.firsts[word] for word in range(m.first, m.last)]].mean(0) for m in mentions]
    named = torch.cat([states[[window.firsts[m.first] for m in mentions]], torch.stack(spans)], -1)
    kinds = torch.tensor([classes.kinds.index(m.type) for m in mentions])
    distances = torch.tensor([[distance_class(m.first - t.anchor) for m in mentions] for t in tellings])
    roles, stances = heads.roles(told, named, kinds, distances)
    entities = {m.entity: [n for n, other in enumerate(mentions) if other.entity == m.entity] for m in mentions}
    found: list[Tensor] = []
    said: list[Tensor] = []
    right: list[int] = []
    stance: list[int] = []
    for label in sorted({label for _, label in real}):
        mine, event = [n for n, other in real if other == label], sample.events[label]
        for entity, where in entities.items():
            found.append(_against_none(roles[mine][:, where]) + _possible(event))
            right.append(("none", *ROLES).index(event.roles.get(entity, "none")))
            said.append(_against_none(stances[mine][:, where]))
            stance.append(("none", *STANCES).index(event.stances.get(entity, "none")))
    yield "role", functional.cross_entropy(torch.stack(found), torch.tensor(right), reduction="sum")
    yield "stance", functional.cross_entropy(torch.stack(said), torch.tensor(stance), reduction="sum")


def _against_none(pairs: Tensor) -> Tensor:
    """Log-odds of the classes over all pairs, (tellings, mentions, classes), behind that of none, which is 0."""
    return torch.cat([torch.zeros(1), pairs.flatten(0, 1).logsumexp(0)])


def _possible(event: LabelledEvent) -> Tensor:
    return torch.tensor([0.0, *(0.0 if role in _OF_FAMILY[event.family] else _IMPOSSIBLE for role in ROLES)])
