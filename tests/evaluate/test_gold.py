"""Figures of quality on a small article of which everything is known."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate.__main__ import main
from kg.evaluate.gold import Figures, compare
from kg.evaluate.matching import best_pairs
from kg.model import Article, Claim, Entity, Event, Extraction, Link, LinkedExtraction, Mention, PartialDate, Stance
from kg.ontology.schema import Schema
from kg.text.segment import analyse

_TEXT = "قصف الجيش مواقع الكتائب في حلب الأحد، بحسب المرصد."
_GOLD: dict[str, Any] = {
    "id": "one",
    "entities": [
        {"id": "e1", "type": "Actor", "subtype": "MilitaryForce", "names": ["الجيش"], "qid": None},
        {"id": "e2", "type": "Actor", "subtype": "ArmedGroup", "names": ["الكتائب"], "qid": None},
        {"id": "e3", "type": "Location", "subtype": "City", "names": ["حلب"], "qid": "Q41183"},
        {"id": "e4", "type": "Actor", "subtype": "Organization", "names": ["المرصد"], "qid": "NIL"},
    ],
    "events": [
        {
            "type": "Attack",
            "subtype": "Shelling",
            "evidence": ["قصف الجيش مواقع الكتائب"],
            "agent": ["e1"],
            "target": ["e2"],
            "participant": [],
            "place": ["e3"],
            "date": "2021-07-04",
            "modality": "actual",
            "claims": [{"claimant": "e4", "stance": "asserts"}],
        }
    ],
}


def _entity(number: int, kind: str, name: str) -> Entity:
    begin = _TEXT.index(name)
    return Entity(f"x{number}", kind, name, (), (Mention(begin, begin + len(name), "test"),))


def _understood() -> LinkedExtraction:
    names = (("MilitaryForce", "الجيش"), ("ArmedGroup", "الكتائب"), ("City", "حلب"), ("Organization", "المرصد"))
    entities = tuple(_entity(number, kind, name) for number, (kind, name) in enumerate(names, 1))
    event = Event(
        "v1",
        "Shelling",
        (Mention(0, 3, "test"),),
        agent=("x1",),
        target=("x2",),
        place=("x3",),
        date=PartialDate(2021, 7, 4),
    )
    claim = Claim("c1", "v1", Stance.ASSERTS, Mention(_TEXT.index("بحسب"), _TEXT.index("بحسب") + 4, "test"), "x4")
    extraction = Extraction(analyse(Article("one", _TEXT)), entities, (event,), (claim,))
    return LinkedExtraction(extraction, (Link("x3", "Q41183", None, 0.9, "exact", "test"),))


def _figures(understood: LinkedExtraction) -> Figures:
    figures = Figures()
    compare(understood, _GOLD, Schema.load().is_a, figures)
    return figures


def test_what_is_understood_as_annotated_is_all_right() -> None:
    figures = _figures(_understood())
    assert {name: row.f1 for name, row in figures.retrieval.items() if row.annotated} == {
        "entity": 1.0,
        "entity_typed": 1.0,
        "event": 1.0,
        "event_Attack": 1.0,
        "argument": 1.0,
        "argument_agent": 1.0,
        "argument_target": 1.0,
        "argument_place": 1.0,
        "claim": 1.0,
    }
    assert {name: row.share for name, row in figures.accuracy.items()} == dict.fromkeys(
        ("entity_subtype", "link", "event_subtype", "modality", "date"), 1.0
    )


def test_a_wrong_agent_is_one_missed_and_one_spurious_argument() -> None:
    understood = _understood()
    (event,) = understood.extraction.events
    wrong = replace(understood.extraction, events=(replace(event, agent=("x4",)),))
    row = _figures(replace(understood, extraction=wrong)).retrieval["argument"]
    assert (row.right, row.found, row.annotated) == (2, 3, 3)


def test_an_event_of_another_day_is_another_event() -> None:
    understood = _understood()
    (event,) = understood.extraction.events
    later = replace(understood.extraction, events=(replace(event, date=PartialDate(2021, 7, 9)),))
    figures = _figures(replace(understood, extraction=later))
    event_row, argument_row = figures.retrieval["event"], figures.retrieval["argument"]
    assert (event_row.right, event_row.found, event_row.annotated) == (0, 1, 1)
    assert (argument_row.right, argument_row.found, argument_row.annotated) == (0, 3, 3)


def test_a_missing_link_is_wrong_where_an_item_is_annotated() -> None:
    link = _figures(replace(_understood(), links=())).accuracy["link"]
    assert (link.right, link.of) == (1, 2)


def test_pairs_have_the_highest_total_likeness() -> None:
    likeness = {("a", "x"): 3.0, ("a", "y"): 2.0, ("b", "x"): 2.0}
    assert best_pairs("ab", "xy", lambda mine, other: likeness.get((mine, other), 0.0)) == [(0, 1), (1, 0)]


def test_a_folder_is_measured_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = json.dumps({"id": "one", "text": _TEXT, "published": "2021-07-05"}, ensure_ascii=False)
    (tmp_path / "articles.jsonl").write_text(record + "\n", encoding="utf-8")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "one.json").write_text(json.dumps(_GOLD), encoding="utf-8")
    assert main([str(tmp_path), "--engine", "fast"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("argument ")
    assert "4 annotated" in next(line for line in out.splitlines() if line.startswith("entity "))


def test_a_folder_without_annotations_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "articles.jsonl").write_text('{"id": "one", "text": "خبر"}\n', encoding="utf-8")
    assert main([str(tmp_path), "--engine", "fast"]) == 3
    assert "no article has an annotation" in capsys.readouterr().err
