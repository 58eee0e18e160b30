"""What users write for parameters, and the terms that it means."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.ontology import vocab
from kg.query.entities import UnknownEntityError, entities_called, entity_of
from kg.query.library import Parameter, SavedQuery, find, parse
from kg.query.parameters import assign, bind, term_of
from kg.store.oxigraph import OxigraphStore

BASE = "https://w3id.org/khabar/id/"


def _query(name: str) -> SavedQuery:
    saved = find(name)
    assert saved is not None
    return saved


def _parameter(kind: str) -> Parameter:
    return Parameter("p", kind, None, needed=True, description="")


@pytest.mark.parametrize(
    ("words", "node"),
    [
        ("سورية", "Q858"),
        ("سوريّة", "Q858"),
        ("السورية", "Q858"),
        ("Syria", "Q858"),
        ("syria", "Q858"),
        ("Suria", "Q858"),
        ("Q858", "Q858"),
        ("wd:Q858", "Q858"),
        ("entity/Q858", "Q858"),
        ("<entity/Q858>", "Q858"),
        (f"{BASE}entity/Q858", "Q858"),
        ("مدينه دير الزور", "Q239097"),
        ("deir ez zor", "Q239097"),
        ("القاعدة العسكرية", "x-base"),
    ],
)
def test_an_entity_is_found_however_it_is_written(news: OxigraphStore, words: str, node: str) -> None:
    assert entity_of(words, news).value == f"{BASE}entity/{node}"


def test_of_two_with_one_name_the_one_in_more_events_comes_first(news: OxigraphStore) -> None:
    found = entities_called("سامى الحدادِ", news)
    assert [node.value.removeprefix(f"{BASE}entity/") for node in found] == ["x-sami", "x-other-sami"]


@pytest.mark.parametrize("words", ["زيد", "Q42", "؟", ""])
def test_an_unknown_entity_is_an_error(news: OxigraphStore, words: str) -> None:
    with pytest.raises(UnknownEntityError, match="the store has no entity"):
        entity_of(words, news)


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("string", 'a "b"', '"a \\"b\\""'),
        ("integer", "-7", f'"-7"^^<{vocab.XSD_INTEGER}>'),
        ("date", "2021-07-05", f'"2021-07-05"^^<{vocab.XSD_DATE}>'),
        ("date", "2021-07", f'"2021-07"^^<{vocab.XSD_G_YEAR_MONTH}>'),
        ("date", "2021", f'"2021"^^<{vocab.XSD_G_YEAR}>'),
        ("iri", "kg:Attack", f"<{vocab.Attack}>"),
        ("iri", "article/one", f"<{BASE}article/one>"),
        ("term", "airstrike", f"<{vocab.AirStrike}>"),
        ("term", "kg:Contested", f"<{vocab.Contested}>"),
    ],
)
def test_each_type_makes_its_term(news: OxigraphStore, kind: str, value: str, term: str) -> None:
    assert str(term_of(_parameter(kind), value, news)) == term


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("integer", "٧", "'p' is an integer, not '٧'"),
        ("integer", "1.5", "'p' is an integer"),
        ("date", "2021-02-30", "'p' is a date, not '2021-02-30': day is out of range"),
        ("date", "5/7/2021", "'p' is a date, not '5/7/2021': not of the form 2021, 2021-07 or 2021-07-05"),
        ("iri", "a b", "'p' is an IRI, not 'a b'"),
        ("term", "AirStrik", "not 'AirStrik'; did you mean AirStrike?"),
        ("string", "\udcff", "'p' is not valid UTF-8"),
    ],
)
def test_a_value_of_a_wrong_type_is_an_error(news: OxigraphStore, kind: str, value: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        term_of(_parameter(kind), value, news)
    assert message in str(caught.value)


def test_bare_values_fill_parameters_in_their_order() -> None:
    timeline = _query("timeline")
    assert assign(timeline, ["سورية", "2021"]) == {"entity": ["سورية"], "from": ["2021"]}
    assert assign(timeline, ["from=2021", "سورية"]) == {"from": ["2021"], "entity": ["سورية"]}


def test_a_list_takes_many(tmp_path: object, news: OxigraphStore) -> None:
    path = tmp_path / "q.rq"  # type: ignore[operator]
    path.write_text("#+ param: who list(entity) - people\nSELECT ?who { VALUES ?who { UNDEF } }", "utf-8")
    saved = parse(path)
    bound = bind(saved, assign(saved, ["Q858", "who=Deir ez-Zor"]), news)
    assert [term.value for term in bound["who"]] == [f"{BASE}entity/Q239097", f"{BASE}entity/Q858"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["plase=x"], "query 'timeline' has no parameter 'plase'; it has: entity (entity), from (date), to (date)"),
        (["a", "2021", "2022", "2023"], "takes no further value, so '2023' is too many"),
        (["entity=a", "entity=b"], "parameter 'entity' of query 'timeline' takes one value, not 2"),
    ],
)
def test_values_that_fit_no_parameter_are_errors(words: list[str], message: str) -> None:
    with pytest.raises(QueryError) as caught:
        assign(_query("timeline"), words)
    assert message in str(caught.value)


def test_an_iri_with_an_equals_sign_is_a_value() -> None:
    assert assign(_query("evidence"), ["https://example.org/?a=b"]) == {"node": ["https://example.org/?a=b"]}


def test_a_needed_parameter_is_asked_for(news: OxigraphStore) -> None:
    with pytest.raises(QueryError, match="'timeline' needs 'entity' .*: give entity=…"):
        bind(_query("timeline"), {}, news)


def test_a_default_is_bound(news: OxigraphStore) -> None:
    assert {name: str(*terms) for name, terms in bind(_query("events"), {}, news).items()} == {
        "type": f"<{vocab.Event}>"
    }
