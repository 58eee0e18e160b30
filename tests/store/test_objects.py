"""What spares a writer lookups may take an unknown term for a known one, and never a known one for unknown."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from kg.bench.synthetic import graphs
from kg.ontology import vocab
from kg.rdf.terms import iri, literal
from kg.store.articles import Articles
from kg.store.checking import check
from kg.store.objects import Objects
from kg.store.oxigraph import OxigraphStore

MERGES = "<urn:merges>"


def test_what_was_noted_is_known_and_almost_nothing_else() -> None:
    objects = Objects(complete=True)
    keys = [literal(f"Attack 2021-07-{number}") for number in range(20_000)]
    objects.note(("<urn:e>", iri(vocab.BLOCK), key, MERGES) for key in keys[:10_000])
    assert all(key in objects for key in keys[:10_000])
    assert sum(key in objects for key in keys[10_000:]) < 20


def test_only_the_properties_that_are_asked_for_are_noted() -> None:
    objects = Objects(complete=True)
    objects.note([("<urn:e>", iri(vocab.SUBJECT), "<urn:node>", MERGES)])
    assert "<urn:node>" not in objects
    objects.note([("<urn:e>", iri(vocab.CANONICAL), "<urn:node>", MERGES)])
    assert "<urn:node>" in objects


def test_of_a_store_that_held_something_nothing_is_known() -> None:
    assert "<urn:node>" in Objects(complete=False)
    objects = Objects(complete=True)
    objects.give_up()
    assert "<urn:node>" in objects


@pytest.mark.parametrize("opened_between", [False, True])
def test_a_store_is_the_same_whether_or_not_lookups_are_spared(tmp_path: Path, opened_between: bool) -> None:
    made = list(graphs(40))
    made += made[10:20]  # which come again
    whole, parts = OxigraphStore(tmp_path / "whole"), OxigraphStore(tmp_path / "parts")
    whole.write(made)
    batches = iter(made)
    while batch := list(islice(batches, 10)):
        parts.write(batch)
        if opened_between:
            del parts
            parts = OxigraphStore(tmp_path / "parts")
    assert set(parts.quads) == set(whole.quads)
    assert not check(parts)


def test_keys_under_which_nothing_stands_are_not_looked_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[int] = []
    under = Articles.under

    def looked_up(articles: Articles, key: str) -> list[str]:
        nodes = under(articles, key)
        found.append(len(nodes))
        return nodes

    monkeypatch.setattr(Articles, "under", looked_up)
    made = list(graphs(40))
    store = OxigraphStore(tmp_path / "store")
    store.write(made[:20])
    assert not found  # the store was empty
    store.write(made[20:])
    assert all(found)
