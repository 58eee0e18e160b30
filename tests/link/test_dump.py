"""Making an index of a dump: small ones written here, in each format, broken ones too."""

from __future__ import annotations

import bz2
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ConfigError, InputError
from kg.gazetteer.index import Index
from kg.link import dump as dumps
from kg.link.dump import Filters, index_dump


def entity(
    qid: str, arabic: str, english: str, *, kind: str = "Q515", sitelinks: int = 3, **claims: Any
) -> dict[str, Any]:
    """An entity in the JSON of Wikidata."""
    values = {"P31": {"id": kind}, **claims}
    return {
        "type": "item",
        "id": qid,
        "labels": {"ar": {"language": "ar", "value": arabic}, "en": {"language": "en", "value": english}},
        "aliases": {},
        "claims": {
            name: [{"rank": "normal", "mainsnak": {"datavalue": {"value": value}}}] for name, value in values.items()
        },
        "sitelinks": {f"{n}wiki": {"site": f"{n}wiki", "title": english} for n in range(sitelinks)},
    }


ENTITIES = [
    entity(
        "Q11", "بلدة أولى", "First Town", P17={"id": "Q858"}, P1566="77", P625={"latitude": 35.5, "longitude": 40.1}
    ),
    entity("Q12", "فلان", "Somebody", kind="Q5", sitelinks=12),
    entity("Q13", "مجرة", "A galaxy", kind="Q318"),
    entity("Q14", "بلدة ثانية", "Second Town", sitelinks=0),
]


def _json(entities: list[dict[str, Any]] = ENTITIES) -> bytes:
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in entities)
    return f"[\n{lines}\n]\n".encode()


def _triples() -> bytes:
    wd, wdt = "http://www.wikidata.org/entity/", "http://www.wikidata.org/prop/direct/"
    rdfs, about = "http://www.w3.org/2000/01/rdf-schema#label", "http://schema.org/about"
    lines = []
    for one in ENTITIES:
        item = f"<{wd}{one['id']}>"
        lines.append(f"<https://www.wikidata.org/wiki/Special:EntityData/{one['id']}> <{about}> {item} .")
        for code, label in one["labels"].items():
            lines.append(f"{item} <{rdfs}> {json.dumps(label['value'])}@{code} .")
        for name, statements in one["claims"].items():
            value = statements[0]["mainsnak"]["datavalue"]["value"]
            if isinstance(value, dict) and "latitude" in value:
                wkt = "<http://www.opengis.net/ont/geosparql#wktLiteral>"
                term = f'"Point({value["longitude"]} {value["latitude"]})"^^{wkt}'
            else:
                term = f"<{wd}{value['id']}>" if isinstance(value, dict) else json.dumps(value)
            lines.append(f"{item} <{wdt}{name}> {term} .")
        for site in one["sitelinks"]:
            lines.append(f"<https://{site}.example/{one['id']}> <{about}> {item} .")
            lines.append(f'<https://{site}.example/{one["id"]}> <http://schema.org/inLanguage> "ar" .')
    lines += [f'<{wd}P31> <{rdfs}> "a property"@en .', f"<{wd}P31> <{wdt}P31> <{wd}Q5> ."]
    return "\n".join([*lines, ""]).encode()


def _index(path: Path, out: Path, **changes: Any) -> dumps.Report:
    return index_dump(path, out, version="1", date="2026-01-01", country_codes={"Q858": "SY"}, **changes)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("d.json", lambda data: data),
        ("d.json.gz", gzip.compress),
        ("d.json.bz2", bz2.compress),
    ],
)
def test_towns_and_people_become_items_with_what_is_known_of_them(
    name: str, write: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(write(_json()))
    report = _index(tmp_path / name, tmp_path / "out.sqlite")
    assert (report.items, report.broken_count, report.lines) == (2, 0, 6)
    _check(tmp_path / "out.sqlite")


def test_truthy_triples_give_the_same_items(tmp_path: Path) -> None:
    (tmp_path / "d.nt.gz").write_bytes(gzip.compress(_triples()))
    assert _index(tmp_path / "d.nt.gz", tmp_path / "out.sqlite").items == 2
    _check(tmp_path / "out.sqlite")


def _check(path: Path) -> None:
    index = Index(path)
    (town,) = index.by_name("بلدة أولى")
    assert (town.type, town.label_en, town.qid, town.geonames) == ("City", "First Town", "Q11", "77")
    assert (town.country, town.country_qid, town.latitude, town.longitude) == ("SY", "Q858", 35.5, 40.1)
    assert (town.source, town.licence) == ("Wikidata", "CC0-1.0")
    (person,) = index.by_name("Somebody")
    assert (person.type, person.prominence) == ("Person", 96_000)
    assert index.by_name("بلدة ثانية") == ()


def test_filters_by_type_sitelinks_and_language(tmp_path: Path) -> None:
    (tmp_path / "d.json").write_bytes(_json())

    def items(number: int, **filters: Any) -> int:
        return _index(tmp_path / "d.json", tmp_path / f"{number}.sqlite", filters=Filters(**filters)).items

    assert items(1, types=frozenset({"Person"})) == 1
    assert items(2, min_sitelinks=4) == 1
    assert items(3, min_sitelinks=0) == 3
    assert items(4, languages=("fr",)) == 0


def test_lines_that_are_no_items_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = _json().splitlines(keepends=True)
    broken = lines[1].replace(b'"claims":{', b'"claims":', 1)
    (tmp_path / "d.json").write_bytes(b"".join([lines[0], broken, b"garbage\n", *lines[2:]]))
    report = _index(tmp_path / "d.json", tmp_path / "out.sqlite")
    assert (report.items, report.broken_count) == (1, 2)
    assert [line for line, _ in report.broken] == [2, 3]


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumps, "_COMMIT", 2)
    many = [entity(f"Q{n}", f"بلدة {n}", f"Town {n}") for n in range(1, 400)]
    whole = gzip.compress(_json(many), mtime=0)
    path, out = tmp_path / "d.json.gz", tmp_path / "out.sqlite"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(InputError, match="go on from line"):
        _index(path, out)
    assert not out.exists()
    with pytest.raises(ConfigError, match="other filters"):
        _index(path, out, filters=Filters(min_sitelinks=2))
    path.write_bytes(whole)
    report = _index(path, out)
    assert report.resumed_at > 0
    assert report.items == 399
    assert {index_row.qid for n in range(1, 400) for index_row in Index(out).by_name(f"بلدة {n}")} == {
        f"Q{n}" for n in range(1, 400)
    }
