"""Accept headers, as RFC 9110 reads them."""

from __future__ import annotations

import pytest

from kg.serve.negotiation import choose, named


@pytest.mark.parametrize(
    ("accept", "table", "graph"),
    [
        ("", "json", "ttl"),
        ("text/*", "xml", "ttl"),
        ("text/csv;q=0.3, application/*;q=0.2", "csv", "nt"),
        ("application/json", "json", "jsonld"),
        ("application/xml", "xml", "rdfxml"),
        ("text/csv;q=0", None, None),
        ("*/*;q=0.1, application/sparql-results+json;q=0", "json", "ttl"),
        ("TEXT/CSV ; Q=0.5 , text/turtle;level=1", "csv", "ttl"),
        ("nonsense;q=x", None, None),
    ],
)
def test_the_best_that_is_welcome_is_chosen(accept: str, table: str | None, graph: str | None) -> None:
    assert tuple(form and form.name for form in choose(accept)) == (table, graph)


def test_a_name_stands_for_one_format() -> None:
    assert named("csv") == ((("csv", "text/csv")), None)
    assert named("table") is None
