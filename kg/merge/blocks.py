"""Where two reports of one event are looked for: under a day and a country, or under a month and a party.

Reports that share no key are never compared, so that the work grows with the news of a day and not with the store.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from kg.merge.report import EventReport

__all__ = ["block_keys"]

_DAY, _MONTH = len("2021-07-04"), len("2021-07")


def block_keys(report: EventReport) -> frozenset[str]:
    """The keys under which `report` is looked for; empty for what is too vague to be recognised elsewhere.

    What happened on a day stands under that day; what has no date under the days before its publication; what has a
    month or year only, or a day without a year, under that and each of its targets or pairs of participants. An event
    with a day also stands under its month in that way, for articles that look back on it.
    """
    if report.modality == "Hypothetical":
        return frozenset()
    return frozenset(f"{report.family} {key}" for key in _keys(report))


def _keys(report: EventReport) -> Iterator[str]:
    anchors = report.countries or report.place | report.around | report.involved
    for day in _days(report):
        yield from (f"{day} {_local(anchor)}" for anchor in anchors)
    if report.date is not None:
        span = report.date[:_MONTH] if len(report.date) >= _MONTH and report.date[0] != "-" else report.date
        yield from (f"{span} {party}" for party in _parties(report))


def _days(report: EventReport) -> Iterator[str]:
    if report.date is not None:
        if len(report.date) == _DAY:
            yield report.date
    elif report.published is not None:
        # Undated news is of the day it is published on or of the day before.
        yield from (str(report.published - timedelta(days=back)) for back in (0, 1))


def _parties(report: EventReport) -> Iterator[str]:
    if report.family == "Attack":
        yield from (_local(target) for target in report.target - report.countries)
    for one, other in combinations(sorted(report.participant), 2):
        yield f"{_local(one)} {_local(other)}"


def _local(node: str) -> str:
    """What tells a canonical node from others; of an article's own node all of it."""
    name = node.strip("<>")
    last = name.rpartition("/")[2]
    return name if last.isdigit() else last
