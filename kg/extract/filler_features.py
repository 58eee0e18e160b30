"""What is seen of an entity and an event of its article: the features of `kg.extract.fillers`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.extract.attack_triggers import attack_words
from kg.extract.circumstances import folded
from kg.extract.roles import ROLES
from kg.extract.surroundings import Joined, Surroundings
from kg.extract.telling import Telling

__all__ = ["features_of"]

_BESIDE = 3
"""Words on each side of a mention that are seen where no telling stands."""
_LIKELY = 4
"""The step from which on a role is likely."""
_STEPS = (0.03, 0.08, 0.15, 0.25, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97)
"""Probabilities between which a model sees no difference."""


def features_of(article: Surroundings, number: int, entity: str) -> Iterator[str]:
    """What is seen of an entity and the event at `number`, as strings."""
    event = article.events[number]
    whole = event.whole
    kind = article.entities[entity].type
    coarse = "".join(
        letter for letter, top in (("p", "Location"), ("a", "Actor"), ("f", "Facility")) if article.is_a(kind, top)
    )
    base = next((role for role in ROLES[whole.family] if entity in getattr(whole, role)), "none")
    key = f"{base}|{coarse}"
    for name in _plain(article, number, entity, kind, coarse, base):
        yield name
        yield f"{name}|{key}"
    yield f"{key}|{whole.type}"
    yield f"{key}|{kind}"


def _step(value: float) -> int:
    return sum(value >= step for step in _STEPS)


def _plain(article: Surroundings, number: int, entity: str, kind: str, coarse: str, base: str) -> Iterator[str]:
    event, whole = article.events[number], article.events[number].whole
    yield "bias"
    yield f"base={base}"
    yield f"type={kind}"
    yield f"coarse={coarse}"
    yield from _of_tellings(article, event, entity)
    yield from _of_distance(article, event, entity)
    yield from _of_article(article, number, entity)
    yield from _of_event(article, number, entity)
    yield from _of_geography(article, whole, entity)


def _of_tellings(article: Surroundings, event: Joined, entity: str) -> Iterator[str]:
    """What the sentences that tell the event say of the entity, and what they say of others."""
    family, told = event.whole.family, event.group.tellings
    roles = ROLES[family]
    named = {s for s, _ in article.mentions.get(entity, ())}
    given = Counter(r for t in told for r in roles if entity in getattr(t, r))
    present, tellings = min(sum(t.sentence in named for t in told), 3), min(len(told), 4)
    yield f"tellings={tellings}"
    yield f"present={present}"
    yield f"present={present}/{tellings}"
    best = {role: article.chance(event, entity, role) for role in roles}
    rivals = [o for o in article.events if o is not event and o.whole.family == family]
    for role in roles:
        yield f"given={role}|{min(given[role], 3)}"
        yield f"given={role}|{min(given[role], 3)}/{tellings}"
        mine = _step(best[role]) if present else -1
        yield f"best={role}|{mine}"
        beside = _step(article.chance_beside(event, entity, role))
        yield f"rival={role}|{_sign(mine - beside)}|{mine >= _LIKELY}{beside >= _LIKELY}"
        theirs = max((_step(article.chance(o, entity, role)) for o in rivals), default=-1)
        yield f"against={role}|{_sign(mine - theirs)}|{theirs > _LIKELY}"
    if present:
        yield f"most={max(best, key=lambda r: best[r])}|{_step(max(best.values()))}"
        yield f"none={_step(1 - sum(best.values()))}"
    yield f"in_first={any(entity in getattr(told[0], r) for r in roles)}"


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def _of_distance(article: Surroundings, event: Joined, entity: str) -> Iterator[str]:
    """How far the entity stands from where the event is told, and how it stands there."""
    where = article.mentions.get(entity, ())
    if not where:
        yield "distance=unnamed"
        return
    pairs = [(abs(s - t), s - t, s, f) for s, f in where for t in event.sentences]
    away, signed, at, filler = min(pairs, key=lambda p: (p[0], -p[1], p[2], p[3].first))
    bucket = next((str(limit) for limit in (0, 1, 2, 4, 8) if away <= limit), "far")
    side = "after" if signed > 0 else "before" if signed < 0 else "here"
    yield f"distance={bucket}|{side}"
    scene = article.scenes[at]
    led = filler.joined or scene.bare(filler.first - 1) or "^"
    yield f"led={led}"
    yield f"led={led}|{bucket}"
    yield f"next={scene.bare(filler.last)}"
    yield f"noun={scene.bare(filler.first - 1)}|{filler.joined}"
    others = {t.sentence for e in article.events if e is not event for t in e.group.tellings}
    yield f"told_there={at in others}|{bucket}"
    between = any(min(at, at - signed) < s <= max(at, at - signed) for s in others) if signed else False
    yield f"between={between}|{bucket}|{side}"
    if scene.sentence.is_title:
        yield f"title_mention|{bucket}"
    yield f"first_in_sentence={filler is scene.fillers[0]}|{bucket}"
    if away:
        # No telling speaks of it here: what its sentence is about must be seen from its words.
        beside = {*range(filler.first - _BESIDE, filler.first), *range(filler.last, filler.last + _BESIDE)}
        yield from (f"beside={word}" for at in beside if (word := scene.bare(at)))
        victims = folded("casualties.toml", "killed") | folded("casualties.toml", "injured")
        yield f"victims={any(scene.bares(i) & victims for i in range(scene.first, scene.last))}|{bucket}"
        violent = any(scene.bares(i) & attack_words() for i in range(scene.first, scene.last))
        yield f"violent={violent}|{bucket}"


def _of_article(article: Surroundings, number: int, entity: str) -> Iterator[str]:
    """What the entity is in the article."""
    family = article.events[number].whole.family
    where = article.mentions.get(entity, ())
    sentences = {s for s, _ in where}
    yield f"sentences={min(len(sentences), 4)}"
    yield f"share={4 * len(sentences) // max(1, len(article.scenes))}"
    yield f"titled={any(article.scenes[s].sentence.is_title for s in sentences)}"
    yield f"lead={min((s for s in sentences if not article.scenes[s].sentence.is_title), default=99) <= 1}"
    yield f"once={len(where) == 1}"
    if entity in article.speakers:
        yield "speaks"
    for cue in article.events[number].cues:
        if cue.claimant == entity:
            yield f"claims={cue.stance.value}|{cue.takes}"
        if cue.accused == entity:
            yield "accused"
    whole = article.events[number].whole
    for role in ("agent", "target", "participant", "place"):
        here = role in ROLES[family] and entity in getattr(whole, role)
        times = article.roles.get((entity, role), 0) - here
        if times:
            yield f"other={role}"
            yield f"other={role}|{min(times, 3)}"
    yield f"rank={min(article.salience.get(entity, 5), 5)}"


def _of_event(article: Surroundings, number: int, entity: str) -> Iterator[str]:
    """What is known of the event without the entity."""
    event, whole = article.events[number], article.events[number].whole
    same = [e for e in article.events if e.whole.family == whole.family]
    filled = {r: len(set(getattr(whole, r)) - {entity}) for r in ROLES[whole.family]}
    yield f"event={whole.type}"
    yield f"events={min(len(same), 3)}|{event is same[0]}"
    for role, count in filled.items():
        yield f"filled={role}|{min(count, 3)}"
    yield f"modality={whole.modality.value}"
    yield f"anaphoric={sum(t.anaphoric or t.definite for t in event.group.tellings)}"
    kinds = {article.entities[x].type for r in ROLES[whole.family] for x in getattr(whole, r) if x != entity}
    for kind in kinds:
        yield f"beside={kind}"


def _of_geography(article: Surroundings, whole: Telling, entity: str) -> Iterator[str]:
    """Where the entity lies, and on whose side it stands."""
    geography = article.reading.geography
    for role in ROLES[whole.family]:
        others = [x for x in getattr(whole, role) if x != entity]
        if any(geography.inside(x, entity) for x in others):
            yield f"holds={role}"
        if any(geography.inside(entity, x) for x in others):
            yield f"within={role}"
        if any(geography.same_side(x, entity) for x in others):
            yield f"side={role}"
    yield f"spot={geography.is_spot(entity)}"
    yield f"contained={bool(geography.containers(entity))}"
    if any(geography.is_spot(x) for x in whole.place if x != entity):
        yield "has_spot"
