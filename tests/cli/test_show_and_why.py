"""`kg show` and `kg why` as a user meets them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from kg.cli import main


def test_show_has_the_facts_and_the_sentences(news_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "القاعدة العسكرية", "--store", str(news_path)]) == 0
    out = capfd.readouterr().out
    assert out.splitlines()[0] == "<entity/x-base>"
    assert "target" in out
    assert "\u2068قصفت الكتائب ⟦القاعدة⟧\u2069\n" in out
    assert "— \u2068صحيفة الشمال, 2021-07-05, one\u2069 [33–40]" in out


def test_show_names_the_others_of_one_name(news_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "سامي الحداد", "--store", str(news_path)]) == 0
    out, err = capfd.readouterr()
    assert out.splitlines()[0] == "<entity/x-sami>"
    assert err == ""  # the other is written with a mark, and is found when the spelling is given so
    assert main(["show", "سامي الحدّاد", "--store", str(news_path)]) == 0
    assert capfd.readouterr().out.splitlines()[0] == "<entity/x-other-sami>"


def test_why_leads_to_the_characters(news_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "article/one/claim/2", "--store", str(news_path)]) == 0
    assert "<article/one/claim/2> kg:cue" in capfd.readouterr().out
    assert main(["why", "سامي الحداد", "--property", "role", "--store", str(news_path)]) == 0
    assert "kg:role \u2068وزير الخارجية\u2069\n    \u2068⟦الحداد⟧\u2069" in capfd.readouterr().out


def test_what_is_not_there_is_said(news_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "entity/Q1", "--store", str(news_path)]) == 3
    assert main(["why", "entity/x-sami", "--property", "date", "--store", str(news_path)]) == 3
    assert "no article states kg:date" in capfd.readouterr().err


def test_why_shows_no_passage_twice(seed_store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "article/syria-2021-07/event/1", "--store", str(seed_store)]) == 0
    lines = capfd.readouterr().out.splitlines()
    shown = [pair for pair in pairwise(lines) if pair[0].startswith("    \u2068")]
    assert any(line.count("⟦") == 2 for line, _ in shown)  # both words of one sentence in one line
    assert len(shown) == len(set(shown))
    assert any(line.startswith("    as above: \u2068syria-2021-07\u2069 [57–62] ") for line in lines)
