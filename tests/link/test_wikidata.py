"""Asking Wikidata, against a server on this machine that also misbehaves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.errors import ConfigError
from kg.link.cache import Cache
from kg.link.decisions import Decisions
from kg.link.live import WikidataLinker
from kg.link.wikidata import Settings, WikidataClient, WikidataError
from kg.model import Article, Entity, Extraction, Mention
from kg.text.segment import analyse


def _client(known: Any, cache: Path, waits: list[float] | None = None, **changes: Any) -> WikidataClient:
    settings: dict[str, Any] = {"api": known.url, "attempts": 4, "timeout": 5.0, **changes}
    kept = waits if waits is not None else []
    return WikidataClient(Settings("test@example.org", cache / "cache.sqlite", **settings), sleep=kept.append)


def test_a_contact_is_asked_for_and_sent(wikidata: Any, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="KG_CONTACT"):
        WikidataClient(Settings(" ", tmp_path / "c.sqlite"))
    _client(wikidata, tmp_path).search("لا مكان", "ar")
    (agent,) = wikidata.agents
    assert agent.startswith("khabar-kg/")
    assert "(test@example.org)" in agent
    assert wikidata.seen[0]["maxlag"] == "5"


def test_entities_come_in_batches_one_request_at_a_time_and_merged_ones_are_followed(
    wikidata: Any, tmp_path: Path
) -> None:
    client = _client(wikidata, tmp_path)
    found = client.entities([f"Q{n}" for n in range(900, 1010)])
    assert {asked: entity["id"] for asked, entity in found.items()} == {
        "Q999": "Q1001", "Q1001": "Q1001", "Q1002": "Q1002", "Q1003": "Q1003"
    }  # fmt: skip
    assert [len(request["ids"].split("|")) for request in wikidata.seen] == [50, 50, 10]
    assert wikidata.most_at_once == 1


def test_answers_are_kept_not_found_too(wikidata: Any, tmp_path: Path) -> None:
    for _ in range(2):
        client = _client(wikidata, tmp_path)
        assert client.search("لا مكان", "ar") == ("Q1001", "Q1002")
        assert client.search("غير موجود", "ar") == ()
        assert client.entities(["Q1"]) == {}
        client.close()
    assert len(wikidata.seen) == 3


@pytest.mark.parametrize(
    ("faults", "waits"),
    [
        (["429 7"], [7.0]),
        (["503", "503"], [1.0, 2.0]),
        (["error maxlag"], [1.0]),
        (["error internal_api_error_DBQueryError"], [1.0]),
        (["truncated"], [1.0]),
        (["cut"], [1.0]),
    ],
)
def test_what_may_pass_is_asked_again_after_a_wait(
    faults: list[str], waits: list[float], wikidata: Any, tmp_path: Path
) -> None:
    wikidata.faults = list(faults)
    waited: list[float] = []
    assert _client(wikidata, tmp_path, waited).search("لا مكان", "ar") == ("Q1001", "Q1002")
    assert waited == waits
    assert len(wikidata.seen) == len(faults) + 1


def test_long_waits_are_told(wikidata: Any, tmp_path: Path) -> None:
    wikidata.faults = ["503", "429 60"]
    told: list[str] = []
    settings = Settings("me@example.org", tmp_path / "c.sqlite", api=wikidata.url)
    WikidataClient(settings, sleep=lambda _: None, tell=told.append).search("لا مكان", "ar")
    assert told == [f"{wikidata.url}: HTTP 429; asking again in 60 s"]


def test_a_slow_server_is_given_up_on_and_asked_again(wikidata: Any, tmp_path: Path) -> None:
    wikidata.faults = ["slow"]
    assert _client(wikidata, tmp_path, timeout=0.2).search("لا مكان", "ar") == ("Q1001", "Q1002")


@pytest.mark.parametrize("fault", ["503", "truncated", "error ratelimited"])
def test_errors_are_told_and_never_kept(fault: str, wikidata: Any, tmp_path: Path) -> None:
    wikidata.faults = [fault] * 4
    client = _client(wikidata, tmp_path)
    with pytest.raises(WikidataError, match="4 times"):
        client.search("لا مكان", "ar")
    assert client.search("لا مكان", "ar") == ("Q1001", "Q1002")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("403", "HTTP 403 Forbidden; .* --contact"),
        ("error badvalue", "the error badvalue: told"),
        ("429 9999", "HTTP 429; it asks to wait for 9999 s, and a run waits for 120 s"),
    ],
)
def test_what_will_not_pass_is_not_asked_again(fault: str, told: str, wikidata: Any, tmp_path: Path) -> None:
    wikidata.faults = [fault]
    with pytest.raises(WikidataError, match=told):
        _client(wikidata, tmp_path).search("لا مكان", "ar")
    assert len(wikidata.seen) == 1


def test_offline_the_cache_answers_and_the_network_is_refused(wikidata: Any, tmp_path: Path) -> None:
    _client(wikidata, tmp_path).search("لا مكان", "ar")
    offline = _client(wikidata, tmp_path, offline=True)
    assert offline.search("لا مكان", "ar") == ("Q1001", "Q1002")
    with pytest.raises(WikidataError, match=r"no answer yet about the name 'مكان', and --offline forbids"):
        offline.search("مكان", "ar")
    assert len(wikidata.seen) == 1


def test_kept_answers_expire_those_of_nothing_sooner(tmp_path: Path) -> None:
    now = [0.0]
    cache = Cache(tmp_path / "c.sqlite", now=lambda: now[0])
    cache.put("found", [1], is_found=True)
    cache.put("nothing", [], is_found=False)
    now[0] = 8 * 86_400.0
    assert (cache.get("found"), cache.get("nothing")) == ([1], None)
    now[0] = 31 * 86_400.0
    assert cache.get("found") is None


def test_what_the_index_does_not_know_is_linked_with_wikidata_by_the_same_rules(wikidata: Any, tmp_path: Path) -> None:
    def entity(number: int, kind: str, name: str) -> Entity:
        return Entity(f"e{number}", kind, name, (), (Mention(0, 1, "t"),))

    linker = WikidataLinker(_client(wikidata, tmp_path), Decisions(), layers=())
    entities = (
        entity(1, "Country", "سورية"),
        entity(2, "City", "لا مكان"),
        entity(3, "Person", "فلان الفلاني"),
        entity(4, "City", "فلان الفلاني"),  # a person is no town
        entity(5, "City", "لا مك"),  # the beginning of a name is not the name
    )
    linked = linker.link(Extraction(analyse(Article("x", "x")), entities))
    assert {link.entity: link.qid for link in linked.links} == {"e1": "Q858", "e2": "Q1001", "e3": "Q1003"}
    assert all("wikidata" in link.by for link in linked.links)
    assert not any(request.get("search") == "سورية" for request in wikidata.seen)
