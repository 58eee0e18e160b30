"""How much the encoder counts beside the linear models."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kg.extract.asking import Asked, AskedMention, AskedTelling
from kg.extract.event_reader import EventLogits
from kg.extract.weighing import Weighing

_WEIGHTS = {
    "telling": {"Attack": {"yes": [1.0, 0.5, 2.0]}},
    "roles": {"Attack": {"agent": [0.0, 1.0, 1.0], "target": [0.0, 1.0, 1.0], "place": [0.0, 1.0, 1.0]}},
}
_LINEAR = {"agent": 0.4, "target": 0.1, "place": 0.1, "none": 0.4}


def test_both_voices_are_added_and_the_linear_one_stands_alone_where_the_other_saw_nothing() -> None:
    weighing = Weighing(_WEIGHTS)
    assert weighing.odds("telling", "Attack", 2.0, -1.0) == pytest.approx(1.0 + 1.0 - 2.0)
    assert weighing.odds("telling", "Attack", 2.0, math.nan) == 2.0


def test_roles_are_probabilities_and_follow_the_encoder() -> None:
    found = Weighing(_WEIGHTS).roles("Attack", _LINEAR, {"agent": -3.0, "target": 3.0, "place": -3.0})
    assert sum(found.values()) == pytest.approx(1.0)
    assert max(found, key=lambda role: found[role]) == "target"


def test_a_role_that_the_encoder_could_not_see_is_unlikely() -> None:
    found = Weighing(_WEIGHTS).roles("Attack", _LINEAR, {})
    assert max(found, key=lambda role: found[role]) == "none"


def _logits(roles: list[list[list[float]]]) -> EventLogits:
    mentions = [AskedMention(entity, "City", n, n + 1) for n, entity in enumerate(("e1", "e2", "e1"))]
    asked = Asked(["كلمة"] * 3, [(0, 3)], [AskedTelling("Attack", 0, 0, (0,))] * len(roles), mentions)
    nothing = np.zeros(0, dtype=np.float32)
    table = np.array(roles, dtype=np.float32)
    return EventLogits(table, nothing, nothing, ("agent",), asked)


def test_every_telling_beside_every_mention_of_an_entity_speaks() -> None:
    seen = _logits([[[0.0], [5.0], [0.0]], [[0.0], [5.0], [math.nan]]])
    assert seen.role({0, 1}, "e1")["agent"] == pytest.approx(math.log(3))
    assert seen.role({0}, "e2")["agent"] == pytest.approx(5.0)


def test_nothing_is_said_of_what_was_never_seen_together() -> None:
    assert _logits([[[math.nan], [1.0], [math.nan]]]).role({0}, "e1") == {}
    assert _logits([[[1.0], [1.0], [1.0]]]).role({0}, "e9") == {}
