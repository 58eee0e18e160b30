"""The page of an entity that plays a part in much: a dozen of each list, how long it is, and the way to more."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from kg.ontology import vocab
from kg.serve.app import application
from kg.serve.explorer.entity import shown
from kg.serve.limits import Limits
from kg.serve.pool import Pool
from kg.store.oxigraph import OxigraphStore

ATTACKS = 70
_ATTACK = """<article/a/event/{n}> a kg:Event , kg:Attack ; kg:target <entity/Q239097> ; kg:involves <entity/Q239097> ;
 rdfs:label "قصف {n}"@ar ; kg:status kg:Reported ; kg:modality kg:Actual ; kg:reportedIn <article/a> ."""


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a town that is attacked again and again."""
    path = tmp_path_factory.mktemp("busy") / "store"
    base = OxigraphStore(path).base
    prefixes = f"@base <{base}> . @prefix kg: <{vocab.KG}> . @prefix rdfs: <{vocab.RDFS}> ."
    town = '<entity/Q239097> a kg:Entity , kg:Location , kg:City ; rdfs:label "دير الزور"@ar .'
    attacks = [_ATTACK.format(n=n) for n in range(1, ATTACKS + 1)]
    raw = ox.Store(str(path))
    raw.load("\n".join([prefixes, town, *attacks]).encode(), format=ox.RdfFormat.TURTLE)
    raw.flush()
    return path


def test_a_long_list_comes_in_parts(busy: Path) -> None:
    page = "/node/entity/Q239097"
    with TestClient(application(Pool(busy, Limits()), hosts=["testserver"])) as client:

        def section(address: str) -> str:
            found = re.search(r'<section class="panel" id="attacks">.*?</section>', client.get(address).text, re.DOTALL)
            assert found is not None
            return found[0]

        first = section(page)
        assert first.count("<li>") == 12
        assert f"12 / {ATTACKS}" in first
        more = re.search(r'<a class="more" href="([^"]+)#attacks"', first)
        assert more is not None
        rest = section(more[1].replace("&amp;", "&"))
        assert rest.count("<li>") == 62
        assert f"62 / {ATTACKS}" in rest


def test_an_address_can_ask_for_no_nonsense() -> None:
    assert shown({}) == {"attacks": 12, "meetings": 12, "claims": 12, "says": 12}
    assert shown({"attacks": "62", "meetings": "-1", "claims": "٣٣", "says": "99999999"}) == {
        "attacks": 62,
        "meetings": 12,
        "claims": 12,
        "says": 3000,
    }
