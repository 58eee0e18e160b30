"""Sentences that tell an assault, told apart from others by an engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.evaluate.assault import main


def _sentences(tmp_path: Path, *pairs: tuple[str, str]) -> str:
    path = tmp_path / "sentences.jsonl"
    lines = (json.dumps({"text": text, "label": label}, ensure_ascii=False) for text, label in pairs)
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_found_and_told_are_counted_by_label(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _sentences(
        tmp_path,
        ("قصف الجيش الروسي مدينة إدلب في سوريا.", "yes"),
        ("مات ثلاثة من رجال الشرطة.", "yes"),
        ("قصف الجيش التركي مدينة عفرين في سوريا.", "easy no"),
        ("زار الوزير القاهرة.", "difficult no"),
        ("قصف الجيش السوري مدينة درعا.", "ambiguous"),
    )
    assert main([path, "--engine", "fast", "--by", "events"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "assaults  P 0.500  R 0.500  F1 0.500  (1 right, 2 found, 2 told)",
        "yes           found in 1 of 2 sentences",
        "difficult no  found in 0 of 1 sentences",
        "easy no       found in 1 of 1 sentences",
    ]


def test_a_report_is_told_from_a_mention(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _sentences(
        tmp_path,
        ("قالت الشرطة إن ثلاثة أشخاص قتلوا وأصيب خمسة بجروح في انفجار سيارة مفخخة في مدينة الموصل أمس.", "yes"),
        ("أدانت المحكمة متهمين في قضية تفجير السفارة الأميركية في نيروبي عام 1998.", "easy no"),
        ("هل يمكن أن تهاجم إسرائيل إيران إذا فشلت المفاوضات؟", "difficult no"),
    )
    assert main([path, "--engine", "fast"]) == 0
    assert capsys.readouterr().out.startswith("assaults  P 1.000  R 1.000  F1 1.000")


def test_a_record_without_a_label_is_an_error_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text('{"text": "قصف"}\n', encoding="utf-8")
    assert main([str(path), "--engine", "fast"]) == 3
    assert f"{path}:1" in capsys.readouterr().err
    assert main([str(tmp_path / "none.jsonl")]) == 3
