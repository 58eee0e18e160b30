"""Which place or facility of an article lies in which, by the article's own words: «X في Y»، «X بريف Y»، «X، Y»."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kg.extract.cluster import Cluster
from kg.extract.lexicon import read_toml
from kg.extract.names import Name
from kg.extract.words import Word
from kg.text.normalise import norm

__all__ = ["Containment"]


class Containment:
    """Reads containment; the words that tell it are in ``places.toml``.

    `is_a` tells whether a class lies below another one in the ontology.
    """

    def __init__(self, is_a: Callable[[str, str], bool]) -> None:
        self._is_a = is_a
        places = read_toml("places.toml")
        self._inside = frozenset(map(norm, places["inside"]["words"]))
        self._directions = frozenset(map(norm, places["directions"]["words"]))

    def containers(self, clusters: Sequence[Cluster], words: tuple[Word, ...]) -> dict[int, list[Cluster]]:
        """For the `id` of each cluster of a place or facility the clusters that the text puts it in."""
        at: dict[int, tuple[Name, Cluster]] = {}
        for cluster in clusters:
            for name in cluster.names:
                at[name.first] = (name, cluster)
        found: dict[int, list[Cluster]] = {}
        for name, cluster in at.values():
            if not (self._is_facility(name, cluster) or self._is_location(name, cluster)) or name.type == "Country":
                continue
            follower = self._place_after(name.last, words, at)
            if follower is None or follower[1] is cluster:
                continue
            target, container = follower
            if self._is_location(target, container) or (
                self._is_facility(target, container) and self._is_facility(name, cluster)
            ):
                containers = found.setdefault(id(cluster), [])
                if container not in containers and id(cluster) not in {id(x) for x in found.get(id(container), ())}:
                    containers.append(container)
        return found

    def _is_location(self, name: Name, cluster: Cluster) -> bool:
        # A group that is called by the name of a town elsewhere is no place, whatever it is read as here.
        return self._is_a(name.type, "Location") and self._is_a(cluster.type, "Location")

    def _is_facility(self, name: Name, cluster: Cluster) -> bool:
        return self._is_a(name.type, "Facility") and self._is_a(cluster.type, "Facility")

    def _place_after(
        self, last: int, words: tuple[Word, ...], at: Mapping[int, tuple[Name, Cluster]]
    ) -> tuple[Name, Cluster] | None:
        if last in at and at[last][0].begin > words[last].token.begin and words[last].token.norm[0] == "ب":
            return at[last]
        if last + 1 < len(words) and words[last].token.norm in self._inside and last + 1 in at:
            return at[last + 1]
        side = last < len(words) and words[last].plain.bare in self._directions
        return at.get(last + 1) if side else None
