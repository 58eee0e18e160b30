"""Terms as text, and IRIs that are the same on every machine."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ConfigError
from kg.rdf.iris import DEFAULT_BASE, Minter, check_base, slug
from kg.rdf.terms import integer, iri, lines, literal, typed

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)


@given(TEXT)
def test_a_literal_comes_back_as_it_went(text: str) -> None:
    line = lines([("<x:s>", "<x:p>", literal(text, "ar"), "")])
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_QUADS)
    assert (quad.object.value, quad.object.language) == (text, "ar")


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_a_literal_is_spelled_as_the_store_spells_it(text: str) -> None:
    assert literal(text) == str(ox.Literal(text))
    store = ox.Store()
    store.update(f"INSERT DATA {{ <x:s> <x:p> {literal(text, 'ar-Latn')} }}")
    assert [quad.object.value for quad in store] == [text]


def test_half_a_surrogate_pair_can_not_be_written() -> None:
    with pytest.raises(ValueError, match="half of a surrogate pair"):
        literal("خبر \ud83d")
    with pytest.raises(ValueError, match="not an absolute IRI"):
        iri("https://example.org/\ud83d")


def test_an_iri_is_ascii() -> None:
    assert iri("https://example.org/خبر?q=a%20b#c") == "<https://example.org/%D8%AE%D8%A8%D8%B1?q=a%20b#c>"
    assert iri("HTTP://x") == "<HTTP://x>"


def test_other_terms() -> None:
    assert integer(5) == '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert literal("x", "ar-Latn") == '"x"@ar-latn'
    assert typed("a", "http://www.w3.org/2001/XMLSchema#string") == '"a"'
    for bad in ("no scheme", ":x", "1:x", "x:<y>", "x: y", 'x:"'):
        with pytest.raises(ValueError, match="not an absolute IRI"):
            iri(bad)
    with pytest.raises(ValueError, match="not a language tag"):
        literal("x", "a b")


@given(st.text(max_size=120), st.text(max_size=120))
def test_slugs_are_ascii_safe_and_different_for_different_ids(one: str, other: str) -> None:
    for text in (one, other):
        assert slug(text).isascii()
        assert "/" not in slug(text)
        ox.NamedNode(Minter().article(text))
    assert (slug(one) == slug(other)) == (one == other)


@pytest.mark.parametrize("identifier", ["../../etc", "a b", "خبر", "x" * 500, "", ".", "a/b", "a~b"])
def test_path_tricks_become_one_segment(identifier: str) -> None:
    assert "/" not in Minter().article(identifier).removeprefix(f"{DEFAULT_BASE}article/")


def test_readable_ids_stay_readable() -> None:
    assert Minter().article("syria-2021-07") == f"{DEFAULT_BASE}article/syria-2021-07"
    assert Minter().canonical("wikidata:Q858") == f"{DEFAULT_BASE}entity/Q858"
    assert Minter().canonical("geonames:1") == f"{DEFAULT_BASE}entity/gn-1"


@pytest.mark.parametrize("base", ["", "kg/", "https://example.org", "https://example.org/ x/", "https://مثال/"])
def test_a_base_that_can_not_carry_iris(base: str) -> None:
    with pytest.raises(ConfigError):
        check_base(base)
