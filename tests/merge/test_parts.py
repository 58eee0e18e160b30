"""Where too many reports hang together: small graphs of links, and the parts that they fall into."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kg.merge.parts import Links, parts

_WEAK, _STRONG = 2.6, 4.0


def _said_of_both(links: dict[tuple[str, str], float]) -> dict[str, dict[str, float]]:
    alike: dict[str, dict[str, float]] = {}
    for (one, other), score in links.items():
        alike.setdefault(one, {})[other] = score
        alike.setdefault(other, {})[one] = score
    return alike


_CHAIN = _said_of_both({("a", "b"): _STRONG, ("b", "c"): _WEAK, ("c", "d"): _STRONG})


def _parts(nodes: str, alike: Links, most: int, **joined: str) -> list[str]:
    found = parts(set(nodes), alike, joined, most)
    return sorted("".join(sorted(part)) for part in found)


def test_few_reports_are_left_together() -> None:
    assert _parts("abcd", _CHAIN, 4) == ["abcd"]


def test_too_many_fall_apart_where_they_are_least_alike() -> None:
    assert _parts("abcd", _CHAIN, 3) == ["ab", "cd"]
    assert _parts("abcd", _CHAIN, 1) == ["a", "b", "c", "d"]


def test_what_a_person_joined_stays_together() -> None:
    assert _parts("abcd", _CHAIN, 3, b="c", c="b") == ["a", "bc", "d"]


_LINKS = st.dictionaries(st.sampled_from(list(combinations("abcdef", 2))), st.sampled_from((2.5, 2.75, 3.1, 4.0)))


@given(links=_LINKS, order=st.permutations(range(15)), most=st.integers(1, 6))
def test_parts_are_small_and_the_order_of_links_does_not_count(
    links: dict[tuple[str, str], float], order: list[int], most: int
) -> None:
    found = _parts("abcdef", _said_of_both(links), most)
    assert sorted("".join(found)) == list("abcdef")
    for part in found:
        assert len(part) <= most or not any({*part}.issuperset(both) for both in links)
    listed = list(links.items())
    shuffled = dict(listed[i] for i in order if i < len(listed))
    assert _parts("fedcba", _said_of_both(shuffled), most) == found
