"""What a store makes of a literal is known before it is asked."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.store.stored import as_stored

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (f'"0.200"^^<{XSD}decimal>', f'"0.2"^^<{XSD}decimal>'),
        (f'"007"^^<{XSD}integer>', f'"7"^^<{XSD}integer>'),
        (f'"2021-07-05T10:00:00+00:00"^^<{XSD}dateTime>', f'"2021-07-05T10:00:00Z"^^<{XSD}dateTime>'),
        (f'"no date"^^<{XSD}date>', f'"no date"^^<{XSD}date>'),
        ('"0.200"', '"0.200"'),
        ('"خبر"@ar', '"خبر"@ar'),
    ],
)
def test_literals_by_value(given: str, stored: str) -> None:
    quad = ("<x:s>", "<x:p>", given, "<x:g>")
    assert list(as_stored([quad])) == [("<x:s>", "<x:p>", stored, "<x:g>")]
    store = ox.Store()
    store.load(f"<x:s> <x:p> {given} <x:g> .".encode(), ox.RdfFormat.N_QUADS)
    assert [str(quad.object) for quad in store] == [stored]
