"""What an entity of Wikidata is as an item of the index."""

from __future__ import annotations

import re

import pytest

from kg.link.wikidata_item import class_ids, class_names, type_of
from kg.ontology.schema import Schema
from kg.text.lexicon import read_lexicon


def test_every_class_of_wikidata_says_what_it_is_and_which_source_says_so() -> None:
    table = dict(read_lexicon("wikidata_types.toml"))
    sources = table.pop("sources")
    rows = [(qid, label, source) for names in table.values() for qid, (label, source) in names.items()]
    assert len(rows) == len({qid for qid, _, _ in rows}) == len(class_ids())
    assert [row for row in rows if not re.fullmatch(r"Q[1-9]\d*", row[0]) or not row[1]] == []
    assert {source for _, _, source in rows} == set(sources)
    assert all(sources.values())


def test_the_classes_are_those_of_the_ontology() -> None:
    assert class_names() <= set(Schema.load().classes())


@pytest.mark.parametrize(
    ("classes", "kind"),
    [
        (("Q7278", "Q207320"), "ArmedGroup"),
        (("Q43229", "Q192350"), "GovernmentBody"),
        (("Q12353044",), "EnergySite"),
        (("Q476028",), "Organization"),
        (("Q318",), None),
        ((), None),
    ],
)
def test_an_item_of_several_classes_is_of_the_most_telling_one(classes: tuple[str, ...], kind: str | None) -> None:
    assert type_of(classes) == kind
