"""The index and its layers: small files made here, and the shipped ones."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kg.errors import ConfigError, MissingDataError
from kg.gazetteer.index import Index, default_layers
from kg.gazetteer.item import Item
from kg.gazetteer.measure import Figures, measure
from kg.gazetteer.schema import write_index
from kg.gazetteer.share_alike import layer
from kg.gazetteer.variants import core, skeleton
from kg.resources import data_dir

LICENCES = {"A": "facts", "B": "ODbL-1.0"}


def _file(path: Path, name: str, *items: Item) -> Path:
    write_index(items, path, {"name": name, "version": "1", "date": "2026-01-01"}, LICENCES)
    return path


@pytest.fixture
def base(tmp_path: Path) -> Path:
    town = Item("City", "Nowhere", "A", ("لا مكان", "اللامكان"), geonames="7", country="SY", prominence=500)
    base = Item("Airport", "Nowhere Airport", "A", ("مطار لا مكان الدولي",), qid="Q5", country="SY", prominence=9)
    return _file(tmp_path / "base.sqlite", "base", town, base)


def test_a_layer_adds_to_items_with_the_same_ids_and_brings_its_own(base: Path, tmp_path: Path) -> None:
    adds = Item("City", "Nowhere", "B", (), qid="Q99", geonames="7")
    more = Item("City", "Elsewhere", "B", ("مكان آخر",), qid="Q100", geonames="8")
    above = _file(tmp_path / "layer.sqlite", "more", adds, more)
    assert [row.qid for row in Index(base).by_name("لا مكان")] == [None]
    index = Index(base, [above])
    (row,) = index.by_name("لا مكان")
    assert (row.qid, row.geonames, row.source, row.licence) == ("Q99", "7", "A, B", "facts, ODbL-1.0")
    assert [row.qid for row in index.by_name("مكان آخر")] == ["Q100"]
    assert index.by_qid("Q99") == row
    assert index.version == "base/1+more/1"
    assert {qid for _, _, qid, *_ in index.names()} == {None, "Q5"}


def test_cores_and_skeletons_find_what_the_exact_name_does_not(base: Path) -> None:
    index = Index(base)
    assert [row.qid for row in index.by_core("لا مكان")] == ["Q5"]
    assert core("مطار القاهرة الدولي") == "قاهره"
    assert core("الجزيرة السورية") is None
    assert skeleton("غير بيدرسن") == skeleton("جير بيدرسون")
    assert skeleton("حماة") is None
    assert skeleton("حماس") is None


def test_a_file_that_is_no_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match=r"kg\.gazetteer\.build"):
        Index(tmp_path / "none.sqlite")
    (tmp_path / "text.sqlite").write_text("not a base")
    with pytest.raises(ConfigError, match="kg wikidata index"):
        Index(tmp_path / "text.sqlite")


def test_the_same_items_give_the_same_bytes(tmp_path: Path) -> None:
    item = Item("City", "X", "A", ("س",), qid="Q1")
    one, two = (_file(tmp_path / f"{n}.sqlite", "base", item).read_bytes() for n in "ab")
    assert one == two


def test_the_share_alike_layer_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_INDEX", raising=False)
    monkeypatch.delenv("KG_SHARE_ALIKE", raising=False)
    (shipped,) = default_layers()
    with sqlite3.connect(f"file:{shipped}?mode=ro", uri=True) as made:
        assert made.execute("SELECT DISTINCT source, licence FROM item").fetchall() == [("dr5hn", "ODbL-1.0")]
    monkeypatch.setenv("KG_SHARE_ALIKE", "off")
    assert default_layers() == ()
    assert not [row for row in Index().by_name("دمشق") if "ODbL" in row.licence]


def test_every_shipped_row_says_source_and_licence() -> None:
    rows = Index()._files[0].base.execute("SELECT DISTINCT source, licence FROM item").fetchall()
    assert sorted(rows) == [("CLDR", "Unicode-3.0"), ("GeoNames", "CC BY 4.0"), ("khabar-actors", "facts")]


def test_an_id_is_taken_only_if_place_name_and_state_agree_and_no_second_row_has_it(tmp_path: Path) -> None:
    towns = {
        str(number): {
            "geonameid": number,
            "name": name,
            "latitude": 35.0 + number,
            "longitude": 40.0,
            "countrycode": code,
            "population": 1000,
            "alternatenames": [arabic],
        }
        for number, name, arabic, code in (
            (1, "Alpha", "ألفا", "SY"),
            (2, "Beta", "بيتا", "SY"),
            (3, "Gamma", "غاما", "TR"),
        )
    }
    rows = [
        ("Alpha", "ألفا", 36.0, "Q1", "SY"),
        ("Beta", "بيتا", 39.0, "Q2", "SY"),  # a name like it, but far away
        ("Gamma", "غاما", 38.0, "Q3", "TR"),  # a state whose rows are not trusted
        ("Alpha", "Alpha", 36.0, "Q4", "SY"),  # no Arabic name
        ("Delta", "دلتا", 36.0, "Q5", "SY"),
        ("Delta", "دلتا", 37.0, "Q5", "SY"),  # an id that two rows have
    ]
    table = tmp_path / "cities.csv"
    lines = [f"{name},{arabic},{latitude},40.0,{qid},{code}" for name, arabic, latitude, qid, code in rows]
    table.write_text("\n".join(["name,name_ar,latitude,longitude,wikiDataId,country_code", *lines]), "utf-8")
    index = _file(
        tmp_path / "base.sqlite",
        "base",
        *(Item("City", "x", "A", ("س",), geonames=number, country="SY") for number in towns),
    )
    assert [(item.geonames, item.qid) for item in layer(table, towns, index)] == [("1", "Q1")]


def test_measuring_counts_found_first_and_first_in_the_country(tmp_path: Path) -> None:
    here = Item("City", "Here", "A", ("بلدتنا",), geonames="1", country="SY", prominence=10)
    there = Item("City", "There", "A", ("بلدتنا",), geonames="2", country="IQ", prominence=20)
    index = Index(_file(tmp_path / "base.sqlite", "base", here, there))
    towns = {"1": {"countrycode": "SY"}, "2": {"countrycode": "IQ"}, "3": {"countrycode": "LB"}}
    labels = {"1": "بلدتنا", "2": "بلدتنا", "3": "مجهولة", "4": "بلدتنا"}
    assert measure(labels, towns, index) == Figures(labels=3, found=2, first=1, first_in_country=2)


def test_what_belongs_to_no_state_is_given_none(tmp_path: Path) -> None:
    # A state of unknown code is no state of all those that have no code.
    state = Item("Country", "Noland", "A", ("لا بلد",), qid="Q1")
    body = Item("InternationalOrganization", "League", "A", ("العصبة",), qid="Q2")
    town = Item("City", "Nowhere", "A", ("لا مكان",), qid="Q3", country="SY")
    syria = Item("Country", "Syria", "A", ("سوريا",), qid="Q858", country="SY")
    index = Index(_file(tmp_path / "base.sqlite", "base", state, body, town, syria))
    rows = [index.by_qid(qid) for qid in ("Q2", "Q3")]
    assert [row.country_qid if row else "" for row in rows] == [None, "Q858"]


def test_every_state_has_its_code_and_nothing_without_one_has_a_state() -> None:
    base = sqlite3.connect(data_dir() / "gazetteer" / "index.sqlite")
    assert base.execute("SELECT label_en FROM item WHERE type = 'Country' AND country IS NULL").fetchall() == []
    assert base.execute("SELECT label_en FROM item WHERE country IS NULL AND country_qid IS NOT NULL").fetchall() == []
    states = base.execute("SELECT country_qid FROM item WHERE qid IN ('Q21', 'Q35', 'Q219060') ORDER BY qid")
    assert [qid for (qid,) in states] == ["Q145", "Q219060", "Q35"]
    base.close()
