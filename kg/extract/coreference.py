"""Which names of an article name the same thing, and where its short forms stand again.

سيرغي لافروف … لافروف                    the surname again
تنظيم «داعش» … داعش … التنظيم            the name inside, the head noun again
القوات الأميركية … قوات الاحتلال الأميركي   forces of one state
الرئيس الأميركي دونالد ترامب … الرئيس الأمريكي   an office and its holder
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kg.extract.identity import NameIdentity
from kg.extract.lexicon import read_toml
from kg.extract.names import Name, spelled, words_at
from kg.extract.states import StateAdjectives
from kg.extract.words import CLOSING, OPENING, Word
from kg.gazetteer.offices import holder
from kg.model import Entity, Mention
from kg.text.normalise import norm

__all__ = ["Coreference"]

RESOLVER = "khabar-coreference/1"
"""The component that stands beside mentions that were found as short forms."""

_MIN_LETTERS = 4
"""Letters of a short form; shorter ones are too often something else."""
_MAX_WORDS = 7


@dataclass(slots=True)
class _Cluster:
    """Names of one thing, while they are gathered."""

    names: list[Name] = field(default_factory=list)
    again: list[tuple[int, int]] = field(default_factory=list)
    """Raw offsets of its short forms."""

    @property
    def type(self) -> str:
        """The type that most of its names have; a gazetteer's word and a longer name count for more."""
        votes: Counter[str] = Counter()
        for name in self.names:
            votes[name.type] += 1 + 2 * bool(name.key) + bool(name.head) * 2
        return min(votes, key=lambda kind: (-votes[kind], kind))

    @property
    def first(self) -> int:
        """Where it is first named."""
        return min([name.begin for name in self.names] + [begin for begin, _ in self.again])


class Coreference:
    """Joins an article's names into entities.

    `is_a` tells whether a class lies below another one in the ontology.
    """

    def __init__(self, states: StateAdjectives, is_a: Callable[[str, str], bool]) -> None:
        self._states, self._is_a = states, is_a
        self._identity = NameIdentity(states, is_a)
        self._anaphoric = frozenset(map(norm, read_toml("short_forms.toml")["anaphoric"]["heads"]))
        places = read_toml("places.toml")
        self._inside = frozenset(map(norm, places["inside"]["words"]))
        self._directions = frozenset(map(norm, places["directions"]["words"]))

    def resolve(
        self, text: str, words: tuple[Word, ...], names: Sequence[Name], published: str = ""
    ) -> tuple[Entity, ...]:
        """The entities in order of first mention. `published` (ISO 8601) tells who held an office then."""
        clusters = self._joined_by_brackets(self._gather(names, text, published[:10]), words)
        clusters = self._joined_by_place(clusters, words)
        self._find_again(clusters, words, names, text)
        clusters.sort(key=lambda cluster: cluster.first)
        ids = {id(cluster): f"e{number}" for number, cluster in enumerate(clusters, start=1)}
        containers = self._containers(clusters, words)
        return tuple(
            self._entity(c, ids[id(c)], [ids[id(p)] for p in containers.get(id(c), ())], text) for c in clusters
        )

    # --- names into clusters ---------------------------------------------------------------------------------------

    def _gather(self, names: Sequence[Name], text: str, day: str) -> list[_Cluster]:
        clusters: list[_Cluster] = []
        # Longer names first, so that a short one finds the full one wherever it stands; offices last.
        order = sorted(range(len(names)), key=lambda i: (names[i].office, -len(names[i].words), names[i].begin))
        for index in order:
            name = names[index]
            home = self._home(name, clusters, text) or (
                self._holder(name, clusters, text, day) if name.office else None
            )
            if home is None:
                clusters.append(_Cluster([name]))
            else:
                home.names.append(name)
        return clusters

    def _home(self, name: Name, clusters: list[_Cluster], text: str) -> _Cluster | None:
        """The cluster that `name` belongs to: by identity, else by its nearest fuller form."""
        same = [c for c in clusters if any(self._identity.identical(name, other) for other in c.names)]
        if same:
            return same[0]
        fuller = [c for c in clusters if any(self._identity.is_short_of(name, other, text) for other in c.names)]
        if not fuller:
            return None
        if self._is_a(name.type, "Location"):
            # A bare name of a town and its province is the town: مدينة صعدة and محافظة صعدة, then صعدة.
            return min(fuller, key=lambda c: (c.type != name.type, c.type != "City", c.first))
        before = [c for c in fuller if c.first < name.begin]
        return max(before, key=lambda c: c.first) if before else min(fuller, key=lambda c: c.first)

    def _holder(self, office: Name, clusters: list[_Cluster], text: str, day: str) -> _Cluster | None:
        """The one person who may hold an office that no title gives anybody: who is known to have held it on the day,
        of whom only the head of the title is told (الرئيس ترامب), or who is known to be of the office's state and has
        no other title.
        """
        people = [c for c in clusters if c.type == "Person" and not any(name.office for name in c.names)]
        known = holder(spelled(text, office.begin, office.end), day)
        for holders in (
            [c for c in people if known is not None and self._identity.is_item(c.names, known)],
            [c for c in people if self._identity.may_hold(office, c.names, text)],
        ):
            if len(holders) == 1:
                return holders[0]
        return None

    def _joined_by_brackets(self, clusters: list[_Cluster], words: tuple[Word, ...]) -> list[_Cluster]:
        """A body's second name behind it in brackets or quotation marks names it too: وزارة الدفاع (البنتاغون)."""
        at = {name.first: (name, cluster) for cluster in clusters for name in cluster.names}
        gone: dict[int, _Cluster] = {}
        for name, owner in list(at.values()):
            if name.last >= len(words) or words[name.last].token.text not in OPENING:
                continue
            other, second = at.get(name.last + 1, (name, owner))
            closing = words[other.last].token.text if other.last < len(words) else ""
            first = owner
            while id(first) in gone:
                first = gone[id(first)]
            if second is first or id(second) in gone or closing != CLOSING.get(words[name.last].token.text):
                continue
            if self._are_bodies(name, other) or (name.type == other.type and name.type != "Person"):
                first.names += second.names
                gone[id(second)] = first
        return [cluster for cluster in clusters if id(cluster) not in gone]

    def _are_bodies(self, name: Name, other: Name) -> bool:
        return self._is_a(name.type, "Organization") and self._is_a(other.type, "Organization")

    def _joined_by_place(self, clusters: list[_Cluster], words: tuple[Word, ...]) -> list[_Cluster]:
        """A facility named by the place that another one of its kind lies in is that one: القاعدة … في حقل العمر is
        قاعدة العمر.
        """
        containers = self._containers(clusters, words)
        gone: set[int] = set()
        for cluster in clusters:
            if not self._is_a(cluster.type, "Facility") or id(cluster) in containers:
                continue
            heads = {name.words[:1] for name in cluster.names}
            tails = {word for name in cluster.names for word in name.words[1:]}
            for other in clusters:
                if other is cluster or id(other) in gone or not heads & {name.words[:1] for name in other.names}:
                    continue
                places = {place.core for held in containers.get(id(other), ()) for place in held.names if place.core}
                if any(set(core) <= tails for core in places):
                    other.names += cluster.names
                    gone.add(id(cluster))
                    break
        return [cluster for cluster in clusters if id(cluster) not in gone]

    # --- short forms again -----------------------------------------------------------------------------------------

    def _find_again(self, clusters: list[_Cluster], words: tuple[Word, ...], names: Sequence[Name], text: str) -> None:
        """Add the places where a cluster's short forms stand though no recogniser found them."""
        free = [word.is_word for word in words]
        for name in names:
            free[name.first : name.last] = [False] * (name.last - name.first)
        forms = self._short_forms(clusters, text)
        first_words = frozenset(key[0] for key in forms)
        heads = [(name.head, name, cluster) for cluster in clusters for name in cluster.names if name.head]
        for index in range(len(words)):
            if not free[index]:
                continue
            known = not words[index].spelling.keys.isdisjoint(first_words)
            match = self._longest(index, words, free, forms) if known else None
            if match is not None:
                cluster, begin, last = match
                cluster.again.append((begin, words[last - 1].token.end))
                free[index:last] = [False] * (last - index)
                continue
            self._head_again(words, index, heads)

    def _short_forms(self, clusters: list[_Cluster], text: str) -> dict[tuple[str, ...], _Cluster]:
        """Word tuples that stand for one cluster alone. A single word keeps its article: الأسد is no أسد."""
        forms: dict[tuple[str, ...], _Cluster | None] = {}

        def add(words: tuple[str, ...], begin: int, end: int, cluster: _Cluster) -> None:
            article = "ال" if len(words) == 1 and _has_article(text, begin, end) else ""
            key = (article + words[0], *words[1:]) if words else ()
            if sum(map(len, words)) >= _MIN_LETTERS:
                forms[key] = cluster if forms.get(key, cluster) is cluster else None

        for cluster in clusters:
            for name in cluster.names:
                add(name.words, name.begin, name.end, cluster)
                if name.inner is not None and not self._states.of(name.core[0]):
                    add(name.core, *name.inner, cluster)
                if name.type == "Person" and not name.office and len(name.words) > 1:
                    last = text.rfind(" ", name.begin, name.end) + 1
                    add(name.words[-1:], last, name.end, cluster)
                if name.role is not None and not name.office:
                    role = words_at(text, *name.role)
                    for length in range(2, len(role) + 1):
                        add(role[:length], *name.role, cluster)
        return {key: cluster for key, cluster in forms.items() if cluster is not None}

    def _longest(
        self, index: int, words: tuple[Word, ...], free: list[bool], forms: dict[tuple[str, ...], _Cluster]
    ) -> tuple[_Cluster, int, int] | None:
        for form in words[index].forms:
            best = None
            single = (f"ال{form.bare}" if form.article else form.bare,)
            if single in forms:
                best = forms[single], form.begin, index + 1
            key: tuple[str, ...] = (form.bare,)
            last = index + 1
            while last < len(words) and free[last] and len(key) < _MAX_WORDS:
                key, last = (*key, words[last].plain.bare), last + 1
                if key in forms:
                    best = forms[key], form.begin, last
            if best is not None:
                return best
        return None

    def _head_again(self, words: tuple[Word, ...], index: int, heads: Iterable[tuple[str, Name, _Cluster]]) -> None:
        """The definite head noun alone refers back to the nearest name that it began: القاعدة، الحركة، التنظيم."""
        word = words[index]
        for form in word.forms:
            if not form.article or form.bare not in self._anaphoric:
                continue
            before = [
                (name.begin, cluster) for head, name, cluster in heads if head == form.bare and name.begin < form.begin
            ]
            if before:
                cluster = max(before, key=lambda pair: pair[0])[1]
                cluster.again.append((form.begin, word.token.end))
            return

    # --- containment -----------------------------------------------------------------------------------------------

    def _containers(self, clusters: list[_Cluster], words: tuple[Word, ...]) -> dict[int, list[_Cluster]]:
        """For each place or facility the places that the text puts it in: «X في Y», «X بريف Y», «X، Y»."""
        at: dict[int, tuple[Name, _Cluster]] = {}
        for cluster in clusters:
            for name in cluster.names:
                at[name.first] = (name, cluster)
        found: dict[int, list[_Cluster]] = {}
        for name, cluster in at.values():
            if not (self._is_a(name.type, "Facility") or self._is_a(name.type, "Location")) or name.type == "Country":
                continue
            follower = self._place_after(name.last, words, at)
            if follower is None or follower[1] is cluster:
                continue
            target, container = follower
            if self._is_a(target.type, "Location") or (
                self._is_a(target.type, "Facility") and self._is_a(name.type, "Facility")
            ):
                containers = found.setdefault(id(cluster), [])
                if container not in containers and id(cluster) not in {id(x) for x in found.get(id(container), ())}:
                    containers.append(container)
        return found

    def _place_after(
        self, last: int, words: tuple[Word, ...], at: dict[int, tuple[Name, _Cluster]]
    ) -> tuple[Name, _Cluster] | None:
        if last in at and at[last][0].begin > words[last].token.begin and words[last].token.norm[0] == "ب":
            return at[last]
        if last + 1 < len(words) and words[last].token.norm in self._inside and last + 1 in at:
            return at[last + 1]
        side = last < len(words) and words[last].plain.bare in self._directions
        return at.get(last + 1) if side else None

    # --- out -------------------------------------------------------------------------------------------------------

    def _entity(self, cluster: _Cluster, entity_id: str, containers: list[str], text: str) -> Entity:
        names = sorted(cluster.names, key=lambda name: name.begin)
        spans = {(n.begin, n.end): n.by for n in names} | dict.fromkeys(cluster.again, RESOLVER)
        spans |= {name.inner: name.by for name in names if name.inner is not None}
        surfaces: dict[str, None] = {}
        proper = [name for name in names if not name.office] or names
        for name in sorted(proper, key=lambda n: (-len(n.words), n.definite, -(n.end - n.begin), n.begin)):
            surfaces[spelled(text, name.begin, name.end)] = None
        best = next(iter(surfaces))
        others = [spelled(text, begin, end) for begin, end in sorted(spans)]
        # A title before the name of a state (الرئيس الأميركي) is that of a person who is not meant here.
        person = self._is_a(cluster.type, "Person")
        role = next((text[slice(*name.role)] for name in names if person and name.role is not None), None)
        keys = sorted({name.key for name in names if name.key})
        return Entity(
            id=entity_id,
            type=cluster.type,
            name=best,
            alt_names=tuple(dict.fromkeys(n for n in [*surfaces, *others] if n != best)),
            mentions=tuple(Mention(begin, end, by) for (begin, end), by in sorted(spans.items())),
            role=role,
            located_in=tuple(containers),
            keys=tuple(keys),
        )


def _has_article(text: str, begin: int, end: int) -> bool:
    """Whether a name begins with the article, also where ل has taken its alif: للأمم."""
    after_lam = text[begin : begin + 1] == "ل" and text[max(begin - 1, 0) : begin] == "ل"
    return text[begin:end].startswith("ال") or after_lam
