"""Where two reports of one event are looked for: under a day and a place, or under a day or month and a party.

Reports that share no key are never compared, so that the work grows with the news of a day at a place and not with the
store. A report that says at which town it happened is looked for in that town and in all that the town lies in, and
besides only among those that name no more than a country; those are looked for in the whole country. In the same way
what has a day is looked for on that day, and besides only among what has a month or a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import combinations

from kg.merge.report import EventReport

__all__ = ["BLOCKS_BY", "block_keys", "sought_keys", "under_keys"]

BLOCKS_BY = "kg.merge.blocks/2"
"""The scheme of the keys. Stores keep keys, so that a change here needs another number."""

_DAY, _MONTH = len("2021-07-04"), len("2021-07")
_VAGUE = "?"
"""Marks the keys under which only those stand that say no more than the country, or no more than the month."""


def block_keys(report: EventReport) -> frozenset[str]:
    """The keys under which `report` stands; none for what is too vague to be recognised elsewhere."""
    return _within(report, _stands(report))


def under_keys(reports: Iterable[EventReport]) -> dict[str, list[str]]:
    """The nodes of reports, by the keys under which they stand."""
    under: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        for key in block_keys(report):
            under[key].append(report.node)
    return under


def sought_keys(report: EventReport) -> frozenset[str]:
    """The keys under which `report` looks for others; whom it finds finds it, too."""
    return _within(report, _seeks(report))


def _within(report: EventReport, keys: Iterator[str]) -> frozenset[str]:
    if report.modality == "Hypothetical":
        return frozenset()
    return frozenset(f"{report.family} {key}" for key in keys)


def _stands(report: EventReport) -> Iterator[str]:
    for day in _days(report):
        for anchor in _wide(report):
            yield f"{day} {anchor}"
            if not _is_narrow(report):
                yield f"{day} {anchor} {_VAGUE}"
        yield from _exact(report, day)
    if (span := _span(report)) is not None:
        for party in _parties(report):
            yield f"{span} {party}"
            if not _has_day(report):
                yield f"{span} {party} {_VAGUE}"


def _seeks(report: EventReport) -> Iterator[str]:
    vague = f" {_VAGUE}" if _is_narrow(report) else ""
    for day in _days(report):
        yield from (f"{day} {anchor}{vague}" for anchor in _wide(report))
        yield from _exact(report, day)
    if (span := _span(report)) is not None:
        vague = f" {_VAGUE}" if _has_day(report) else ""
        yield from (f"{span} {party}{vague}" for party in _parties(report))


def _exact(report: EventReport, day: str) -> Iterator[str]:
    """A day with each of the places that the event lies in, below the country, and, where it is given, each party."""
    if _is_narrow(report):
        yield from (f"{day} {_local(place)}" for place in (report.place | report.around) - report.countries)
    if _has_day(report):
        yield from (f"{day} {party}" for party in _parties(report))


def _is_narrow(report: EventReport) -> bool:
    """Whether it happened at places below countries alone."""
    return bool(report.place) and report.place.isdisjoint(report.countries)


def _wide(report: EventReport) -> Iterator[str]:
    return map(_local, report.countries or report.place | report.around | report.involved)


def _has_day(report: EventReport) -> bool:
    return report.date is not None and len(report.date) == _DAY


def _span(report: EventReport) -> str | None:
    """The month, or what there is instead: a year, or a day of no year."""
    if report.date is None:
        return None
    return report.date[:_MONTH] if len(report.date) >= _MONTH and report.date[0] != "-" else report.date


def _days(report: EventReport) -> Iterator[str]:
    if report.date is not None:
        if _has_day(report):
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
