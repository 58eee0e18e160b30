"""What is stated of a link, or of having none: the item, the reasons, the candidates, and what the index knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.gazetteer.index import Row
from kg.link.decisions import NIL, Decision
from kg.link.gate import fits
from kg.link.names import tables
from kg.link.scoring import Scored
from kg.model import Candidate, Entity, Link

__all__ = ["Records", "decided"]


@dataclass(frozen=True, slots=True)
class Records:
    """Makes the records of one linker."""

    by: str
    """The linker, with the version of its index."""
    date: str
    """Day of the index's data, ISO 8601."""

    def accepted(self, entity: Entity, best: Scored, others: Sequence[Scored]) -> Link:
        """The link of `entity` with the item of `best`; `others` are the candidates that it was preferred to."""
        row = best.row
        return Link(
            entity=entity.id,
            qid=row.qid,
            geonames=row.geonames,
            confidence=round(min(best.score, 1.0), 3),
            justification=best.reasons + _also_matched(entity, row.qid),
            by=self.by,
            label_en=row.label_en,
            latitude=row.latitude,
            longitude=row.longitude,
            country_qid=row.country_qid,
            type=row.type,
            candidates=_kept(others, 1),
            date=self.date,
        )

    def none(self, entity: Entity, ranked: Sequence[Scored], inside: str | None) -> Link:
        """That `entity` has no link, with the candidates; `inside` is the Wikidata id of the province that it is a part
        of.
        """
        return Link(
            entity=entity.id,
            qid=None,
            geonames=None,
            confidence=round(min(ranked[0].score, 1.0), 3) if ranked else 0.0,
            justification="no candidate is good enough or leads by enough" + _also_matched(entity, None),
            by=self.by,
            candidates=_kept(ranked, 0),
            date=self.date,
            inside_qid=inside,
        )


def decided(entity: Entity, decision: Decision, row: Row | None) -> Link:
    """The link, or the lack of one, that a person decided on; `row` is what the index knows of the item."""
    known = None if decision.qid == NIL else row
    return Link(
        entity=entity.id,
        qid=None if decision.qid == NIL else decision.qid,
        geonames=known.geonames if known else None,
        confidence=1.0,
        justification="decided by a person" + _also_matched(entity, None),
        by=decision.by or "a person",
        label_en=known.label_en if known else None,
        latitude=known.latitude if known else None,
        longitude=known.longitude if known else None,
        country_qid=known.country_qid if known else None,
        type=known.type if known and fits(entity.type, known.type) else None,
        date=decision.date or None,
        method="ManualMappingCuration",
    )


def _also_matched(entity: Entity, chosen: str | None) -> str:
    """The items that names in the text were taken for besides the `chosen` one: linking anew has to know of them."""
    return "".join(f", matched in text {key}" for key in entity.keys if key != chosen)


def _kept(scored: Sequence[Scored], beside: int) -> tuple[Candidate, ...]:
    """The candidates that are kept, `beside` as many others."""
    first = scored[: int(tables()["limits"]["candidates"]) - beside]
    return tuple(Candidate(*one.ids, one.row.label_en, round(min(one.score, 1.0), 3)) for one in first if any(one.ids))
