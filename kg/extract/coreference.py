"""Which names of an article name the same thing.

القوات الأميركية … قوات الاحتلال الأميركي   forces of one state
الرئيس الأميركي دونالد ترامب … الرئيس الأمريكي   an office and its holder
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.extract.cluster import Cluster
from kg.extract.containment import Containment
from kg.extract.identity import NameIdentity
from kg.extract.names import Name, spelled
from kg.extract.short_forms import ShortForms
from kg.extract.states import StateAdjectives
from kg.extract.words import CLOSING, OPENING, Word
from kg.gazetteer.offices import holder
from kg.model import Entity, Mention

__all__ = ["Coreference"]

RESOLVER = "khabar-coreference/1"
"""The component that stands beside mentions that were found as short forms."""


class Coreference:
    """Joins an article's names into entities.

    `is_a` tells whether a class lies below another one in the ontology.
    """

    def __init__(self, states: StateAdjectives, is_a: Callable[[str, str], bool]) -> None:
        self._states, self._is_a = states, is_a
        self._identity = NameIdentity(states, is_a)
        self._short_forms, self._containment = ShortForms(states), Containment(is_a)

    def resolve(
        self, text: str, words: tuple[Word, ...], names: Sequence[Name], published: str = ""
    ) -> tuple[Entity, ...]:
        """The entities in order of first mention. `published` (ISO 8601) tells who held an office then."""
        clusters = self._joined_by_brackets(self._gather(names, text, published[:10]), words)
        clusters = self._joined_by_place(clusters, words)
        self._short_forms.add_to(clusters, words, names, text)
        clusters.sort(key=lambda cluster: cluster.first)
        ids = {id(cluster): f"e{number}" for number, cluster in enumerate(clusters, start=1)}
        containers = self._containment.containers(clusters, words)
        return tuple(
            self._entity(c, ids[id(c)], [ids[id(p)] for p in containers.get(id(c), ())], text) for c in clusters
        )

    # --- names into clusters ---------------------------------------------------------------------------------------

    def _gather(self, names: Sequence[Name], text: str, day: str) -> list[Cluster]:
        clusters: list[Cluster] = []
        # Longer names first, so that a short one finds the full one wherever it stands; offices last.
        order = sorted(range(len(names)), key=lambda i: (names[i].office, -len(names[i].words), names[i].begin))
        for index in order:
            name = names[index]
            home = self._home(name, clusters, text) or (
                self._holder(name, clusters, text, day) if name.office else None
            )
            if home is None:
                clusters.append(Cluster([name]))
            else:
                home.names.append(name)
        return clusters

    def _home(self, name: Name, clusters: list[Cluster], text: str) -> Cluster | None:
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

    def _holder(self, office: Name, clusters: list[Cluster], text: str, day: str) -> Cluster | None:
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

    def _joined_by_brackets(self, clusters: list[Cluster], words: tuple[Word, ...]) -> list[Cluster]:
        """A body's second name behind it in brackets or quotation marks names it too: وزارة الدفاع (البنتاغون)."""
        at = {name.first: (name, cluster) for cluster in clusters for name in cluster.names}
        gone: dict[int, Cluster] = {}
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

    def _joined_by_place(self, clusters: list[Cluster], words: tuple[Word, ...]) -> list[Cluster]:
        """A facility named by the place that another one of its kind lies in is that one: القاعدة … في حقل العمر is
        قاعدة العمر.
        """
        containers = self._containment.containers(clusters, words)
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

    # --- out -------------------------------------------------------------------------------------------------------

    def _entity(self, cluster: Cluster, entity_id: str, containers: list[str], text: str) -> Entity:
        names = sorted(cluster.names, key=lambda name: name.begin)
        spans = {(n.begin, n.end): n.by for n in names} | dict.fromkeys(cluster.again, RESOLVER)
        spans |= {name.inner: name.by for name in names if name.inner is not None}
        surfaces: dict[str, None] = {}
        proper = [name for name in names if not name.office] or names
        # A state is called by its name rather than by its land: الأردن, not الأراضي الأردنية.
        land = {id(n): cluster.type == "Country" and n.head is not None for n in proper}
        for name in sorted(proper, key=lambda n: (land[id(n)], -len(n.words), n.definite, -(n.end - n.begin), n.begin)):
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
