"""Parameters are bound as terms: no value changes the shape of a query."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib.plugins.sparql.parser import parseQuery

from kg.query.binding import fill, places

QUERY = """PREFIX x: <https://example.org/x#>  # VALUES ?v { UNDEF } of a comment
SELECT ?v { VALUES ?v { UNDEF } BIND("VALUES ?v { UNDEF }" AS ?text) FILTER(?text != 'VALUES ?v { }') }"""

text = st.text(st.characters(exclude_categories=["Cs"]))
hostile = st.one_of(
    text,
    st.lists(
        st.sampled_from(
            ['"', "'", '"""', "\\", "}", "{", "\n", "\r", "\t", "#", "<", ">", "?v", ";", " ", "أ", "\u202e"]
        )
    ).map("".join),
)


@given(st.lists(hostile, min_size=1, max_size=3))
@example(["\\u0022 } #", "\\U00000022", "\\"])
def test_values_come_back_as_they_went_in(values: list[str]) -> None:
    bound = fill(QUERY, {"v": [ox.Literal(value) for value in values]})
    assert [row["v"].value for row in ox.Store().query(bound)] == values


@given(hostile)
def test_no_value_changes_the_shape_of_a_query(value: str) -> None:
    """By the grammar of another parser: the same tree but for the one literal, and that is the value."""
    shape, _ = _parsed("plain")
    assert _parsed(value) == (shape, [value])


def _parsed(value: str) -> tuple[str, list[str]]:
    """The tree of the query bound to `value`, and the literals of its one VALUES block, taken out of the tree."""
    tree = parseQuery(fill(QUERY, {"v": [ox.Literal(value)]}))
    block = tree[1]["where"]["part"][0]
    literals = [str(literal["string"]) for literal in block.pop("value")]
    return str(tree), literals


def test_blocks_in_strings_and_comments_are_none() -> None:
    assert places(QUERY, "v") == 1
    assert places('SELECT * { ?s ?p """VALUES ?v { "UNDEF" }""" , \'VALUES ?v {}\' }', "v") == 0


def test_a_hash_in_an_iri_begins_no_comment() -> None:
    assert places("SELECT * { ?s <https://example.org/#p> ?v . VALUES ?v { UNDEF } }", "v") == 1


@pytest.mark.parametrize("block", ["VALUES ?v { UNDEF }", "values $v{}", "VALUES  ?v\n{ 1 2\n}"])
def test_each_way_to_write_a_block_is_found(block: str) -> None:
    assert fill(f"SELECT ?v {{ {block} }}", {"v": [ox.Literal(1)]}) == (
        'SELECT ?v { VALUES ?v { "1"^^<http://www.w3.org/2001/XMLSchema#integer> } }'
    )


def test_other_blocks_stay() -> None:
    query = "SELECT * { VALUES ?a { 1 } VALUES ?ab { 2 } VALUES (?a ?b) { (1 2) } }"
    assert fill(query, {"b": [ox.Literal("x")]}) == query
