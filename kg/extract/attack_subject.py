"""Who acts in a clause: the subject of a verb, before or behind it, or who says of himself that he acted."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.attack_triggers import attack_words
from kg.extract.circumstances import folded, saying
from kg.extract.scene import Filler, Scene
from kg.extract.states import StateAdjectives
from kg.text.normalise import norm

__all__ = [
    "Actor",
    "adjective_of",
    "clause_sayer",
    "is_adjective",
    "owner_of_own",
    "speaker",
    "subject",
    "with_coordinated",
]

Actor = Filler | str
"""A mention, or the Wikidata id of a state that an adjective names."""

_BEFORE = 10
_SAID = 14
"""Words before a clause in which its verb of saying stands."""


def subject(scene: Scene, verb: int, limit: int, states: StateAdjectives, *, light: bool = False) -> list[Actor]:
    """Who acts. An actor that opens the clause comes first, then the one behind the verb, then the one before it.

    A `light` verb has the attack as its object (شن غارة), any other one may have it as its subject (استهدفت الغارة).
    """
    if (first := _opening(scene, verb)) is not None:
        return [first]
    if scene.norm(verb - 1) in folded("attack.toml", "relative"):
        return list(_singled_out(scene, verb))
    if not light and scene.bares(verb + 1) & (attack_words() - folded("attack.toml", "force")):
        return []
    behind = _behind(scene, verb, limit, states)
    if behind:
        return behind
    border = _border(scene, verb)
    if scene.norm(verb).startswith(("و", "ف")) and scene.at(scene.first) is None:
        return []
    reach = verb - border if border is not None else _BEFORE
    before = [f for f in scene.before(verb, reach) if scene.is_actor(f) and _is_free(scene, f) and scene.is_outer(f)]
    return list(before[:1]) or list(_sayer(scene, border))


def _singled_out(scene: Scene, verb: int) -> Iterator[Filler]:
    """Who is singled out as the one who acts: المدفعية الأوكرانية هي التي قصفت."""
    if scene.norm(verb - 2) in folded("attack.toml", "relative", "single"):
        yield from (f for f in scene.before(verb - 2, 1) if scene.is_actor(f))


def owner_of_own(scene: Scene, verb: int, states: StateAdjectives) -> list[Actor]:
    """Who says that his own forces act: أعلن الجيش أن قواته قصفت …; of a person, the state of his office."""
    border = _border(scene, verb)
    subject_at = verb - 1
    while scene.norm(subject_at) in folded("attack.toml", "aside", "between"):
        subject_at -= 1
    if border is None or not _is_own(scene, subject_at):
        return []
    for index in range(border - 1, max(border - _SAID, scene.first) - 1, -1):
        if saying().of(scene.words[index]) is None:
            continue
        who = next((f for f in scene.after(index + 1, border - index - 1) if scene.is_actor(f)), None)
        who = who or next((f for f in scene.before(index, 6) if scene.is_actor(f) and _is_free(scene, f)), None)
        if who is None or who.entity.type != "Person":
            return [] if who is None else [who]
        office = norm(who.entity.role or "").split()
        state = next((found for word in office if (found := states.of(word)) is not None), None)
        return [] if state is None else [state]
    return []


def _is_own(scene: Scene, index: int) -> bool:
    """Whether a word is a noun of forces with a pronoun: قواته، طائراتها."""
    nouns, word = folded("attack.toml", "own"), scene.bare(index)
    return scene.over(index) is None and any(
        word.endswith(pronoun) and word.removesuffix(pronoun) in nouns
        for pronoun in folded("attack.toml", "own", "pronouns")
    )


def _is_free(scene: Scene, filler: Filler) -> bool:
    """Whether no preposition leads to a mention."""
    return not filler.joined.endswith(("ب", "ل", "ك")) and scene.norm(filler.first - 1) not in folded(
        "attack.toml", "aside"
    )


def _opening(scene: Scene, verb: int) -> Filler | None:
    """The actor right before a verb, where the clause begins with it: إيران تقصف …، أن الجيش قصف …"""
    index = verb
    while scene.norm(index - 1) in folded("attack.toml", "aside", "between"):
        index -= 1
    ending = (f for f in scene.fillers if f.last == index and scene.is_actor(f) and _is_free(scene, f))
    found = min(ending, key=lambda f: f.first, default=None)
    if found is None:
        return None
    before = scene.norm(found.first - 1)
    opens = found.first == scene.first or before in folded("attack.toml", "that") or not before[:1].isalpha()
    return found if opens else None


def _behind(scene: Scene, verb: int, limit: int, states: StateAdjectives) -> list[Actor]:
    """The actor behind a verb: at once, or as the owner of the force or weapon that is named there."""
    bridged = closed = False
    for index in range(verb + 1, min(verb + 6, limit, scene.last)):
        filler = scene.at(index)
        if filler is not None:
            if closed and not filler.joined:
                # The weapon acts, and what follows is attacked: استهدفت الصواريخ | وزارة الدفاع.
                return []
            owned = bridged and filler.joined == "ل"
            if scene.is_actor(filler) and (not filler.joined or owned):
                return list(with_coordinated(scene, filler))
            return []
        aside = scene.norm(index) in folded("attack.toml", "aside")
        if scene.bares(index) & folded("attack.toml", "force"):
            bridged, closed = True, scene.words[index].plain.article or scene.norm(index).startswith("ال")
        elif bridged and (state := adjective_of(scene, index, states)) is not None:
            return [state]
        elif bridged and (scene.norm(index) == "من" or is_adjective(scene, index)):
            continue
        elif aside or index > verb + 1:
            return []
    return []


def adjective_of(scene: Scene, index: int, states: StateAdjectives) -> str | None:
    """The state whose adjective stands at `index`."""
    return states.of(scene.bare(index)) if scene.over(index) is None else None


def is_adjective(scene: Scene, index: int) -> bool:
    """Whether a word looks like a relative adjective, or like any of feminine or plural nouns."""
    return scene.bare(index).endswith(("ي", "يه", "ين", "ه")) and scene.norm(index) not in folded(
        "attack.toml", "aside"
    )


def with_coordinated(scene: Scene, filler: Filler) -> list[Filler]:
    """A mention and those that و joins to it."""
    found = [filler]
    while (follower := scene.at(found[-1].last)) is not None and follower.joined == "و" and scene.is_actor(follower):
        found.append(follower)
    return found


def _border(scene: Scene, verb: int) -> int | None:
    """Where the clause of a verb begins: the word أن, أنه … before it, or the colon of a quotation."""
    words = folded("attack.toml", "that") | folded("attack.toml", "that", "pronouns") | {":"}
    return next((i for i in range(verb - 1, max(verb - _SAID, scene.first) - 1, -1) if scene.norm(i) in words), None)


def clause_sayer(scene: Scene, verb: int) -> list[Filler]:
    """Who speaks of himself in the clause of a verb in the first person."""
    border = _border(scene, verb)
    return _sayer(scene, border) or (speaker(scene, border) if border is not None else [])


def _sayer(scene: Scene, border: int | None) -> list[Filler]:
    """Who says of himself that he acted: أعلن الجيش أنه قصف؛ the speaker before a colon: الجيش: لم نقصف."""
    if border is None:
        return []
    if scene.norm(border) == ":":
        return [f for f in scene.before(border, 2) if scene.is_actor(f) and f.first == scene.first][:1]
    if scene.norm(border) not in folded("attack.toml", "that", "pronouns"):
        return []
    return speaker(scene, border)


def speaker(scene: Scene, border: int) -> list[Filler]:
    """The subject of the verb of saying before `border`."""
    for index in range(border - 1, max(border - _SAID, scene.first) - 1, -1):
        if saying().of(scene.words[index]) is None:
            continue
        said = [f for f in scene.after(index + 1, 2) if f.first < border and not f.joined and scene.is_actor(f)]
        before = [f for f in scene.before(index, 6) if scene.is_actor(f) and _is_free(scene, f)]
        return said[:1] or before[:1]
    return []
