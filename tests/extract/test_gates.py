"""Words that are in no lexicon are passed over at once. What is passed over would have told nothing."""

from __future__ import annotations

from typing import Any

import pytest

from kg.extract import attack_triggers, claims, meeting_triggers
from kg.extract.scene import Scene, scenes_of
from kg.extract.words import words_of
from kg.model import Article
from kg.ontology.schema import Schema
from kg.text.segment import analyse

TEXTS = (
    "وقالت الوزارة إن غارات جوية استهدفت ثلاثة مواقع مساء أمس، فيما نفى المتحدث وقوع قتلى.",
    "والتقى الوزير نظيره في العاصمة، وسيعقدان جولة محادثات أخرى بحسب بيان صادر عن الوزارة.",
    "وأضاف أن قذيفة سقطت على منزل فقتل شخصان على يد مسلحين، بينما أصيب آخرون بقصف مدفعي.",
    "اعتبر مراقبون أن المباحثات لم تحقق تقدما، وللقاء الأخير وقع كبير رغم الهجوم.",
    "تعرضت القاعدة لهجوم بطائرة مسيرة، وتبنى التنظيم الهجوم في بيانه.",
)


def _scenes() -> tuple[Scene, ...]:
    document = analyse(Article("a", "\n".join(TEXTS), published="2024-03-05"))
    return scenes_of(document, words_of(document), (), Schema.load().is_a)


def test_no_gate_keeps_out_what_tells_something(monkeypatch: pytest.MonkeyPatch) -> None:
    def read() -> list[list[Any]]:
        scenes = _scenes()
        attacks = [list(attack_triggers.triggers_of(scene)) for scene in scenes]
        meetings = [list(meeting_triggers.meeting_triggers(scene)) for scene in scenes]
        return [attacks, meetings, list(claims.cues_of(scenes))]

    gated = read()
    every = frozenset(key for scene in _scenes() for word in scene.words for key in word.spelling.keys)
    monkeypatch.setattr(attack_triggers, "_telling_words", lambda: every)
    monkeypatch.setattr(meeting_triggers, "_telling_words", lambda: every)
    monkeypatch.setattr(claims, "_cue_words", lambda: every)
    assert gated == read()
    assert all(map(any, gated))


def test_the_dates_and_numbers_of_a_sentence_stand_at_offsets_of_the_article() -> None:
    scenes = _scenes()
    text = scenes[0].document.article.text
    assert [text[date.begin : date.end] for scene in scenes for date in scene.dates] == ["مساء أمس"]
    assert [(text[count.begin : count.end], count.value) for scene in scenes for count in scene.counts] == [
        ("ثلاثة", 3)
    ]
