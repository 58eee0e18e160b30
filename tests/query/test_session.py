"""Asking from Python."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import kg
from kg.errors import MissingDataError, QueryError, StoreError
from kg.query.session import Rows


def test_a_saved_query_gives_rows_and_a_frame(news_path: Path) -> None:
    rows = kg.open(news_path).query("deadliest", least=5)
    assert isinstance(rows, Rows)
    assert [(row["killed"], row["where"], row["injured"]) for row in rows] == [(12, "بلدة الريحان", 5)]
    frame = rows.frame()
    assert list(frame.columns) == list(rows.columns)
    assert frame["killed"].tolist() == [12]


def test_a_word_of_python_is_written_with_an_underscore(news_path: Path) -> None:
    rows = kg.open(news_path).query("attacks_by_place", place="دير الزور", from_="2021-07-05", to=None)
    assert isinstance(rows, Rows)
    assert [row["date"] for row in rows] == ["2021-07-07"]


def test_other_forms(news_path: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("#+ summary: mine\nASK { <entity/Q858> a kg:Country }", "utf-8")
    graph = kg.open(news_path, queries=[tmp_path])
    assert graph.query("mine") is True
    assert graph.query("ASK { <entity/Q858> a kg:City }") is False
    triples = graph.query("cooccurrence")
    assert isinstance(triples, list)
    assert len(triples) > 5


def test_what_goes_wrong_is_said(news_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError, match="no store in"):
        kg.open(tmp_path)
    graph = kg.open(news_path)
    with pytest.raises(QueryError, match="has no parameter 'plaec'"):
        graph.query("attacks_by_place", plaec="x")
    rows = graph.query("sources")
    assert isinstance(rows, Rows)
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingDataError, match="pip install pandas"):
        rows.frame()
