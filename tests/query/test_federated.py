"""Queries that ask Wikidata's service too: what is sent, what comes back, and what happens without network."""

from __future__ import annotations

import io
import socket
from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import QueryError
from kg.ontology.vocab import WD
from kg.query.check import check
from kg.query.federated import WIKIDATA, directed, is_federated, localised
from kg.query.library import find, parse
from kg.query.parameters import assign
from kg.query.results import Layout, write
from kg.query.run import Question, ask, explained
from kg.store.oxigraph import OxigraphStore
from tests.query.conftest import Service


def _answer(store: OxigraphStore, name: str, *words: str) -> str:
    saved = find(name)
    assert saved is not None
    out = io.BytesIO()
    write(ask(Question(saved.text, f"{name}.rq", saved), store, assign(saved, words)), out, "csv", Layout(store.base))
    return out.getvalue().decode()


@pytest.mark.parametrize("words", [(), ("from=2021-07-05",), ("type=AirStrike",)])
def test_wikidata_and_the_stored_links_give_the_same_answer(
    news: OxigraphStore, wikidata: Service, words: tuple[str, ...]
) -> None:
    federated = _answer(news, "wikidata_attacks", *words)
    assert federated == _answer(news, "linked_attacks", *words)
    assert federated.count("\n") > 1
    assert len(wikidata.asked) == 1


def test_what_wikidata_has_today_is_shown(news: OxigraphStore, wikidata: Service) -> None:
    assert _answer(news, "wikidata_attacks", "to=2021-07-05").splitlines()[1:] == [
        f"2021-07-04,{news.base}article/one/event/1,مدينة دير الزور,{WD}Q239097,Deir ez-Zor,{WD}Q858"
    ]


def test_only_the_items_that_the_store_has_are_asked_for(news: OxigraphStore, wikidata: Service) -> None:
    _answer(news, "wikidata_attacks", "to=2021-07-05")
    (asked,) = wikidata.asked
    assert "<http://www.wikidata.org/entity/Q239097>" in asked
    assert "Q858" not in asked
    assert "article" not in asked


def test_checking_and_explaining_ask_nobody(news: OxigraphStore, wikidata: Service) -> None:
    saved = find("wikidata_attacks")
    assert saved is not None
    assert list(check(saved, news)) == []
    shown = explained(Question(saved.text, "wikidata_attacks.rq", saved), news, {})
    assert f"SERVICE <{wikidata.url}> {{\n    VALUES ?item {{ <http://www.wikidata.org/entity/Q239097>" in shown
    assert wikidata.asked == []


def test_without_network_the_message_says_what_is_missing(
    news_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("KG_WIKIDATA_SPARQL", f"http://127.0.0.1:{free.getsockname()[1]}/")
    assert main(["query", "wikidata_attacks", "--store", str(news_path)]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("kg query: the query asks another service, and that failed: ")


def test_an_address_that_is_none_is_an_error(news: OxigraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_WIKIDATA_SPARQL", "no address")
    with pytest.raises(QueryError, match="KG_WIKIDATA_SPARQL is the address of a SPARQL service, not 'no address'"):
        _answer(news, "wikidata_attacks")


def test_only_clauses_are_services() -> None:
    query = f'SELECT * {{ ?service ?SERVICE "SERVICE <x:a>" # SERVICE <x:b>\n service silent <{WIKIDATA}> {{ }} }}'
    assert is_federated(query)
    assert not is_federated(query.replace("service silent", "GRAPH"))
    assert localised(query) == query.replace("service silent", "GRAPH         ")
    assert len(localised(query)) == len(query)


def test_another_service_than_wikidatas_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_WIKIDATA_SPARQL", "http://127.0.0.1/w")
    assert directed(f"{{ SERVICE <{WIKIDATA}> {{ }} SERVICE <x:other> {{ <{WIKIDATA}> ?p ?o }} }}") == (
        f"{{ SERVICE <http://127.0.0.1/w> {{ }} SERVICE <x:other> {{ <{WIKIDATA}> ?p ?o }} }}"
    )


def test_a_graph_of_what_a_service_says(news: OxigraphStore, wikidata: Service) -> None:
    text = f"""CONSTRUCT {{ ?x rdfs:label ?label }} WHERE {{
        ?x skos:exactMatch ?item . SERVICE <{WIKIDATA}> {{ ?item rdfs:label ?label FILTER(LANG(?label) = "en") }} }}"""
    answer = ask(Question(text, "query"), news, {})
    assert sorted(str(triple.object) for triple in answer) == ['"Deir ez-Zor"@en', '"Iraq"@en', '"Syria"@en']
    assert len(wikidata.asked) == 1


@pytest.mark.parametrize(
    ("joins", "reason"),
    [
        ("nowhere", "it joins 'nowhere', but there is no such saved query"),
        ("a", "it joins 'a', but that query joins others itself"),
        ("events", "it joins 'events', but that has no column 'item'"),
    ],
)
def test_a_join_that_cannot_be_is_a_fault(tmp_path: Path, news: OxigraphStore, joins: str, reason: str) -> None:
    path = tmp_path / "a.rq"
    path.write_text(
        f"#+ summary: x\n#+ join: item {joins}\nSELECT * {{ SERVICE <x:s> {{ VALUES ?item {{ UNDEF }} }} }}", "utf-8"
    )
    assert [finding.text for finding in check(parse(path), news)] == [f"without values: a.rq: {reason}"]
