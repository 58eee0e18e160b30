"""Who fills the roles of an event, decided over the whole article."""

from __future__ import annotations

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
