"""`kg extract --format text`: what was understood, in place."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main

ARTICLE = (
    "التقى وزير الخارجية الروسي سيرغي لافروف نظيره المصري سامح شكري في القاهرة\n"
    "قالت وزارة الدفاع الروسية إن تركيا قصفت مدينة إدلب."
)


def _shown(text: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    file = folder / "a.txt"
    file.write_text(text, "utf-8")
    assert main(["extract", "--engine", "fast", "--format", "text", str(file)]) == 0
    return capsys.readouterr().out


def test_words_carry_the_numbers_of_events_and_claims(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = _shown(ARTICLE, tmp_path, capsys)
    assert "التقى\N{NO-BREAK SPACE}v1" in shown
    assert "قالت\N{NO-BREAK SPACE}c1" in shown
    assert "قصفت\N{NO-BREAK SPACE}v2" in shown
    listed = [" ".join(line.split()) for line in shown.splitlines()]
    assert any(line.startswith("participant سيرغي لافروف") for line in listed)
    assert any(line.startswith("asserts وزارة الدفاع الروسية") for line in listed)


def test_colours_only_where_they_are_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert "\x1b[" not in _shown(ARTICLE, tmp_path, capsys)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in _shown(ARTICLE, tmp_path, capsys)


def test_an_article_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = _shown(f"عنوان\n\x1b[2J{ARTICLE}\x07", tmp_path, capsys)
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "·[2J" in shown
