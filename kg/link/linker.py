"""Linking offline: which item of the index an entity is, or that none of them is.

The candidates that are found (`kg.link.candidates`) are ranked by the kind of match, prominence, the type that the text
gives, the states that the article is about, where it says the thing lies, and the words before it (`kg.link.scoring`,
`kg.link.context`). The first is accepted if it is good enough and leads by enough (`kg.link.acceptance`); otherwise the
entity stays without link and its candidates are kept. Words, weights and limits: ``kg/data/lexicon/linking.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.gazetteer.index import Index, default_layers
from kg.link.acceptance import Acceptance
from kg.link.candidates import Finder
from kg.link.context import Context, context_of
from kg.link.decisions import NIL, Decisions
from kg.link.names import province_of
from kg.link.records import Records, decided
from kg.link.scoring import Scored, scored
from kg.model import Entity, Extraction, Link, LinkedExtraction

__all__ = ["NO_CONTEXT", "NoLinker", "OfflineLinker"]

_TOOL = "khabar-linker/2"
NO_CONTEXT = Context({}, {}, {}, {})
_PROVINCE = "محافظة"
_PARTS_OF_PROVINCES = frozenset({"City", "Region", "Place", "Location", "NaturalFeature"})


class NoLinker:
    """Links nothing."""

    def link(self, extraction: Extraction) -> LinkedExtraction:
        """The extraction without links."""
        return LinkedExtraction(extraction)


class OfflineLinker:
    """Links by the index at `path`, by default the shipped one, with `layers` above it, by default those that are
    switched on (`kg.gazetteer.index.default_layers`). What people decided (`decisions`) goes before all else.
    """

    def __init__(
        self, path: Path | None = None, layers: Sequence[Path] | None = None, decisions: Decisions | None = None
    ) -> None:
        self._decisions = decisions or Decisions()
        own = default_layers() if path is None else ()
        self._index = Index(path, own if layers is None else layers)
        self._finder, self._acceptance = Finder(self._index), Acceptance(self._index)
        self.by = f"{_TOOL} index {self._index.version}"

    def decided_by(self, decisions: Decisions) -> OfflineLinker:
        """This linker with the decisions of people."""
        self._decisions = decisions
        return self

    def link(self, extraction: Extraction) -> LinkedExtraction:
        """`extraction` with a link for each entity that one item fits well and alone, and candidates of the rest."""
        context = context_of(extraction, self._index)
        records = Records(self.by, self._index.date)
        links: list[Link] = []
        unlinked: list[Link] = []
        article = extraction.document.article.id
        for entity in extraction.entities:
            decision = self._decisions.accepted(entity, article)
            if decision is not None:
                row = self._index.by_qid(decision.qid)
                (unlinked if decision.qid == NIL else links).append(decided(entity, decision, row))
                continue
            wrong = self._decisions.rejected(entity, article)
            ranked = tuple(one for one in self.candidates(entity, context) if one.row.qid not in wrong)
            best = self.accepted(entity, ranked, context)
            if best is not None:
                others = [one for one in ranked if one.row.id != best.row.id]
                links.append(records.accepted(entity, best, others))
                continue
            inside = self._province(entity, context)
            if ranked or inside:
                unlinked.append(records.none(entity, ranked, inside))
        return LinkedExtraction(extraction, tuple(links), tuple(unlinked))

    def candidates(self, entity: Entity, context: Context = NO_CONTEXT) -> tuple[Scored, ...]:
        """The items that `entity` might be, the best first."""
        best: dict[int, Scored] = {}
        for row, match, worth in self._finder.found(entity, context):
            one = scored(entity, row, match, worth, context)
            if row.id not in best or one.score > best[row.id].score:
                best[row.id] = one
        return tuple(sorted(best.values(), key=lambda s: (-s.score, -s.row.prominence, s.row.id)))

    def accepted(self, entity: Entity, ranked: Sequence[Scored], context: Context = NO_CONTEXT) -> Scored | None:
        """The one of `ranked` that `entity` is; `None` if none is good enough, or none leads by enough."""
        return self._acceptance(entity, ranked, context)

    def explain(self, name: str, kind: str = "Place", states: Mapping[str, float] | None = None) -> tuple[Scored, ...]:
        """The candidates for a bare name of a type, for people who ask why."""
        return self.candidates(Entity("e0", kind, name, (), ()), Context(states or {}, {}, {}, {}))

    def chosen(self, name: str, kind: str = "Place", states: Mapping[str, float] | None = None) -> Scored | None:
        """The candidate that a bare name of a type would be linked with, where a text marks it as one (في)."""
        context = Context(states or {}, {}, {}, {}, places=frozenset({"e0"}))
        return self.accepted(Entity("e0", kind, name, (), ()), self.explain(name, kind, states), context)

    def _province(self, entity: Entity, context: Context) -> str | None:
        """The Wikidata id of the province that an entity is by its name a part of."""
        name = province_of(entity.name)
        if name is None or entity.type not in _PARTS_OF_PROVINCES:
            return None
        province = Entity(entity.id, "Region", f"{_PROVINCE} {name}", (name,), ())
        best = self.accepted(province, self.candidates(province, context), context)
        return best.row.qid if best is not None and best.row.type == "Region" else None
