"""The rule of kg:status, case by case."""

from __future__ import annotations

import pytest

from kg.ontology.status import derive_status
from kg.ontology.vocab import Confirmed, Contested, Denied, Hypothetical, Planned, Reported


@pytest.mark.parametrize(
    ("asserted_by", "denied_by", "own_voice", "expected"),
    [
        ([], [], True, Reported),
        (["sana"], [], False, Reported),
        ([None, None], [], False, Reported),
        (["sana", "sana"], [], False, Reported),
        (["sana", None], [], True, Reported),
        (["sana", "un"], [], False, Confirmed),
        (["attacker"], [], False, Confirmed),
        ([], ["sdf"], False, Denied),
        ([], [None], False, Denied),
        ([], ["sdf"], True, Contested),
        ([None], ["sdf"], False, Contested),
        (["sana", "un"], ["sdf"], False, Contested),
        (["attacker"], ["attacker"], False, Contested),
    ],
)
def test_status_of_an_event(
    asserted_by: list[str | None], denied_by: list[str | None], own_voice: bool, expected: str
) -> None:
    assert derive_status(asserted_by, denied_by, parties=["attacker"], own_voice=own_voice) == expected


def test_a_planned_event_can_be_confirmed_and_a_threat_cannot() -> None:
    assert derive_status(["ministry"], [], parties=["ministry"], modality=Planned) == Confirmed
    assert derive_status(["ministry"], [], parties=["ministry"], modality=Hypothetical) == Reported
