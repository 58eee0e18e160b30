"""Which label a canonical node bears."""

from __future__ import annotations

import pytest

from kg.ontology import vocab
from kg.rdf.terms import Term, iri, literal
from kg.store.labels import best_labels, labels_borne
from kg.store.tally import Tally

LABEL = iri(vocab.RDFS_LABEL)
STATE, TOWN = "<https://example.org/entity/Q30>", "<https://example.org/entity/Q61>"


def _arabic(**counts: int) -> Tally:
    return Tally({(LABEL, literal(name.replace("_", " "), "ar"), ""): count for name, count in counts.items()})


@pytest.mark.parametrize(
    ("node", "tally", "expected"),
    [
        (STATE, _arabic(واشنطن=3, أميركا=1), "أميركا"),
        (STATE, _arabic(واشنطن=3), "الولايات المتحدة"),
        (TOWN, _arabic(واشنطن=3), "واشنطن"),
        (STATE, _arabic(أميركا=1, الولايات_المتحدة=2), "الولايات المتحدة"),
    ],
)
def test_a_state_is_not_called_by_its_capital(node: Term, tally: Tally, expected: str) -> None:
    assert best_labels(node, tally) == [literal(expected, "ar")]


def test_a_label_comes_with_its_transliteration_and_the_english_one() -> None:
    arabic, latin, english = literal("الريح", "ar"), literal("alryh", "ar-Latn"), literal("Wind", "en")
    assert best_labels(TOWN, Tally({(LABEL, arabic, latin): 2, (LABEL, english): 1})) == [arabic, latin, english]


def test_what_a_link_says_of_an_entity_is_no_second_one() -> None:
    kind, arabic, latin = (iri(vocab.RDF_TYPE), iri(vocab.Entity)), literal("الريح", "ar"), literal("alryh", "ar-Latn")
    linked = Tally({kind: 2, (LABEL, arabic, latin): 1, (LABEL, literal("Wind", "en")): 1})
    assert labels_borne(linked).total() == 1
