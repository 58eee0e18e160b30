"""Reports that are kept while a process writes."""

from __future__ import annotations

import pytest

from kg.merge.report import EventReport
from kg.store.known_reports import KnownReports


def _report(number: int) -> EventReport:
    return EventReport(
        f"<a{number}/event/1>", f"<a{number}>", "Attack", "AirStrike", words=frozenset(("قصف", str(number)))
    )


def test_what_was_not_asked_for_lately_is_unpacked_and_only_the_oldest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def stored(article: str) -> list[EventReport]:
        read.append(article)
        return [_report(int(article[2:-1]))]

    monkeypatch.setattr("kg.store.known_reports.MAX_AT_HAND", 2)
    monkeypatch.setattr("kg.store.known_reports.MAX_PACKED", 3)
    known = KnownReports(stored)
    for number in range(6):
        known.keep(_report(number))
    assert [known.of(f"<a{number}/event/1>") for number in (5, 4, 3, 2)] == [_report(number) for number in (5, 4, 3, 2)]
    assert read == []
    assert known.of("<a0/event/1>") == _report(0)
    assert read == ["<a0>"]


def test_what_goes_and_what_is_replaced_is_not_found_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.known_reports.MAX_AT_HAND", 1)
    known = KnownReports(lambda _: ())
    for number in range(3):
        known.keep(_report(number))
    known.drop("<a0/event/1>")
    known.keep(EventReport("<a1/event/1>", "<a1>", "Attack", "Raid"))
    assert known.of("<a0/event/1>") is None
    assert (found := known.of("<a1/event/1>")) is not None
    assert found.type == "Raid"
    known.clear()
    assert known.of("<a1/event/1>") is None
