"""`kg shell`, fed by a pipe; and what it completes."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from kg.cli import main
from kg.cli.shell import is_whole, words_for


def test_each_line_is_answered_and_an_error_ends_nothing(
    news_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lines = "evnts\nSELECT ?x { ?x a foo:Bar }\ndeadliest least=5\nASK { <entity/Q858> a kg:Country }\nquit\nsources\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    assert main(["shell", "--store", str(news_path)]) == 0
    out, err = capfd.readouterr()
    assert "did you mean events" in err
    assert "the prefix foo: is not declared" in err
    assert "بلدة الريحان" in out
    assert out.splitlines()[-1] == "true"


def test_what_can_be_completed() -> None:
    words = words_for()
    assert {"attacks_by_place", "kg:AirStrike", "kg:locatedIn", "rdfs:", "SELECT", "kg:fold("} <= set(words)


def test_enter_asks_when_the_braces_are_closed() -> None:
    assert is_whole("events")
    assert not is_whole("SELECT * { ?x a kg:Event")
    assert is_whole("SELECT * {\n ?x a kg:Event }")
