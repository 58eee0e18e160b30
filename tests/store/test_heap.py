"""Looking for cycles less often while much is written, and as usual afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from kg.store.heap import rarely_collected


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.set_threshold(*threshold)


def test_cycles_are_looked_for_rarely_inside_and_as_usual_afterwards() -> None:
    gc.set_threshold(700, 10, 10)
    with pytest.raises(KeyboardInterrupt), rarely_collected():
        assert gc.get_threshold()[0] > 10_000
        raise KeyboardInterrupt
    assert gc.get_threshold() == (700, 10, 10)


def test_who_looks_even_less_often_or_never_is_left_alone() -> None:
    for threshold in (1_000_000, 0):
        gc.set_threshold(threshold, 10, 10)
        with rarely_collected():
            assert gc.get_threshold()[0] == threshold
