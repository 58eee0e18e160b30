"""What one transaction takes away from a store and adds to it, and the SPARQL update that does so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter

from kg.rdf.terms import Quad, Term, Triple, lines

__all__ = ["Change", "Fresh", "block", "grouped"]

_SUBJECT, _OBJECT = itemgetter(0), itemgetter(2)


@dataclass(frozen=True, slots=True)
class Fresh:
    """Quads that come, and their text where it is known already."""

    quads: Collection[Quad]
    text: bytes | None = None

    @classmethod
    def written(cls, quads: Collection[Quad]) -> Fresh:
        """Quads with their text."""
        return cls(quads, lines(quads).encode())

    @property
    def data(self) -> bytes:
        """N-Quads."""
        return lines(self.quads).encode() if self.text is None else self.text


@dataclass(slots=True)
class Change:
    """Quads that go and quads that come; what is in both stays."""

    gone: set[Quad] = field(default_factory=set)
    new: set[Quad] = field(default_factory=set)
    fresh: list[Fresh] = field(default_factory=list)
    """Quads about what the store does not know yet, so that none of them can be among those that go."""
    dropped: list[str] = field(default_factory=list)
    """Articles of which nothing stays."""

    @property
    def size(self) -> int:
        """How many quads come, at most."""
        return len(self.new) + sum(len(part.quads) for part in self.fresh)

    def turn(self, old: frozenset[Quad], now: frozenset[Quad]) -> None:
        """Put `now` in the place of `old`, which the store has and no other part of the change speaks of."""
        if not old:
            self.fresh.append(Fresh(now))
        elif old != now:
            self.gone |= old - now
            self.new |= now - old

    def added(self) -> list[Quad]:
        """The quads that come."""
        return [*(self.new - self.gone), *chain.from_iterable(part.quads for part in self.fresh)]

    def touched(self) -> set[Term]:
        """The subjects and objects of all that goes and comes."""
        found: set[Term] = set()
        for quads in (self.gone, self.new, *(part.quads for part in self.fresh)):
            found.update(map(_SUBJECT, quads), map(_OBJECT, quads))
        return found

    def removal(self) -> str:
        """The SPARQL update that takes away what goes; empty if that is nothing."""
        dropped = {f"<{name}>" for name in self.dropped}
        operations = [f"DROP SILENT GRAPH {name}" for name in sorted(dropped)]
        if gone := [quad for quad in self.gone - self.new if quad[3] not in dropped]:
            operations.append(f"DELETE DATA {{\n{grouped(gone)}}}")
        return " ;\n".join(operations)

    def update(self) -> str:
        """The SPARQL update of the whole change; empty if it changes nothing."""
        new = self.added()
        insertion = f"INSERT DATA {{\n{grouped(new)}}}" if new else ""
        return " ;\n".join(filter(None, (self.removal(), insertion)))

    def data(self) -> Iterator[bytes]:
        """The quads that come, as N-Quads, part by part: the text of it all takes twice the room."""
        yield Fresh(self.new - self.gone).data
        for part in self.fresh:
            yield part.data


def block(triples: Iterable[Triple]) -> str:
    """Triples as SPARQL writes them between braces."""
    return "".join([f"{s} {p} {o} .\n" for s, p, o in triples])


def grouped(quads: Iterable[Quad]) -> str:
    """The body of INSERT DATA or DELETE DATA: the quads by graph."""
    graphs: dict[Term, list[Triple]] = {}
    for s, p, o, g in quads:
        graphs.setdefault(g, []).append((s, p, o))
    return "".join(f"GRAPH {g} {{\n{block(t)}}}\n" if g else block(t) for g, t in graphs.items())
