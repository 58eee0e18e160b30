"""The rule by which an event's `kg:status` follows from its claims; ``ontology/kg.ttl`` states it in words."""

from __future__ import annotations

from collections.abc import Collection

from kg.ontology.vocab import Actual, Confirmed, Contested, Denied, Hypothetical, Reported

__all__ = ["derive_status"]


def derive_status(
    asserted_by: Collection[str | None],
    denied_by: Collection[str | None],
    *,
    parties: Collection[str] = (),
    own_voice: bool = False,
    modality: str = Actual,
) -> str:
    """The IRI of the status of one event.

    `asserted_by` and `denied_by` hold the claimant of each claim about the event (an IRI or an id, `None` for an
    anonymous source), `parties` its agents and participants in the same spelling. `own_voice` says that some article
    tells the event without any claim about it. `modality` is an IRI: what is merely possible is never confirmed.
    """
    asserted = own_voice or bool(asserted_by)
    if denied_by:
        return Contested if asserted else Denied
    named = {claimant for claimant in asserted_by if claimant is not None}
    confirmed = len(named) > 1 or not named.isdisjoint(parties)
    return Confirmed if confirmed and modality != Hypothetical else Reported
