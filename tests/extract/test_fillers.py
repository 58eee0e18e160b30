"""Who fills the roles of an event, decided over the whole article."""

from __future__ import annotations

import pytest

from kg.extract.engine import Engine
from kg.extract.filler_features import features_of
from kg.extract.fillers import FillerModel
from kg.extract.surroundings import Surroundings
from kg.extract.words import words_of
from kg.model import Article
from kg.text.segment import analyse

_TEXT = "قصفت طائرات مجهولة مدينة إدلب يوم الأحد.\nوقال شهود إن الجيش الروسي يقف وراء القصف."


def _surroundings(engine: Engine, text: str) -> Surroundings:
    document = analyse(Article("test", text))
    reading = engine.events.reading(document, words_of(document), engine.entities(document))
    return Surroundings(tuple(engine.events.gathered(reading)), reading, engine.events.is_a)


def _id(seen: Surroundings, name: str) -> str:
    return next(entity.id for entity in seen.entities.values() if entity.name == name)


def _model(**weights: dict[str, float]) -> FillerModel:
    roles = {"agent": {}, "target": {}, "place": {}, "none": {"bias": 1.0}}
    return FillerModel({"Attack": roles | weights, "DiplomaticMeeting": {}})


def test_an_attacker_is_found_in_another_sentence(engine: Engine) -> None:
    seen = _surroundings(engine, _TEXT)
    army, town = _id(seen, "الجيش الروسي"), _id(seen, "مدينة إدلب")
    event = _model(agent={"type=MilitaryForce": 3.0}, place={"base=place": 3.0}).decided(seen, 0)
    assert event.agent == (army,)
    assert event.place == (town,)


def test_a_role_that_the_article_makes_unlikely_is_taken_away(engine: Engine) -> None:
    seen = _surroundings(engine, _TEXT)
    assert seen.events[0].whole.place == (_id(seen, "مدينة إدلب"),)
    assert _model(none={"base=place": 3.0}).decided(seen, 0).place == ()


def test_features_tell_where_an_entity_stands(engine: Engine) -> None:
    seen = _surroundings(engine, _TEXT)
    town = set(features_of(seen, 0, _id(seen, "مدينة إدلب")))
    assert {"base=place", "distance=0|here", "lead=True", "given=place|1"} <= town


def test_no_model_takes_away_who_carries_out_an_attack(engine: Engine) -> None:
    seen = _surroundings(engine, "شن الجيش الروسي غارات على مدينة إدلب.")
    assert _model(none={"bias": 9.0}).decided(seen, 0).agent == (_id(seen, "الجيش الروسي"),)


def test_no_model_makes_a_place_of_an_army(engine: Engine) -> None:
    seen = _surroundings(engine, _TEXT)
    event = _model(place={"bias": 5.0}).decided(seen, 0)
    assert event.place == (_id(seen, "مدينة إدلب"),)


def test_who_denies_an_attack_is_made_its_agent_by_no_model(engine: Engine) -> None:
    seen = _surroundings(engine, "استهدف قصف صاروخي مدينة إدلب.\nونفى الجيش الروسي تنفيذ القصف على المدينة.")
    army = _id(seen, "الجيش الروسي")
    assert any(cue.claimant == army for cue in seen.events[0].cues)
    assert army not in _model(agent={"bias": 5.0}).decided(seen, 0).agent


_GREEDY = FillerModel({"Attack": {}, "DiplomaticMeeting": {"participant": {"bias": 5.0}, "place": {}, "none": {}}})
"""A model for which whoever is named meets."""


@pytest.mark.parametrize(
    ("text", "third"),
    [
        # Talks and summits have the two sides that grammar names.
        ("أجرت روسيا محادثات مع تركيا بعد تصريحات سيرغي لافروف.", False),
        ("عقدت قمة بين فلاديمير بوتين ورجب طيب أردوغان بعد تصريحات سيرغي لافروف.", False),
        # Others may attend a meeting, where its sentences name them.
        ("اجتمع فلاديمير بوتين مع رجب طيب أردوغان، ومعهما سيرغي لافروف.", True),
        ("اجتمع فلاديمير بوتين مع رجب طيب أردوغان.\nوسافر سيرغي لافروف بالقطار.", False),
        # Of talks without sides, anybody may turn out to be one.
        ("عقدت مفاوضات السلام بشأن سوريا في جنيف.\nويمثل الحكومة سيرغي لافروف.", True),
    ],
)
def test_who_may_meet_beside_those_whom_grammar_names(engine: Engine, text: str, third: bool) -> None:
    seen = _surroundings(engine, text)
    assert (_id(seen, "سيرغي لافروف") in _GREEDY.decided(seen, 0).participant) is third
