"""Headers of saved queries, and where the files are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.query.check import check
from kg.query.library import Parameter, find, folders, library, parse
from kg.resources import queries_dir
from kg.store.oxigraph import OxigraphStore

GOOD = """#+ summary: People
#+ description: Those who
#+ description: met.
#+ param: who entity - a person
#+ param: kinds list(term) * classes
#+ param: most integer 5 how many
#+ example: who='سامي الحداد' kinds=Person
SELECT ?x { VALUES ?who { UNDEF } VALUES ?kinds { UNDEF } VALUES ?most { UNDEF } ?x kg:involves ?who }
"""


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_header_is_read(tmp_path: Path) -> None:
    saved = parse(_file(tmp_path, "people.rq", GOOD))
    assert (saved.name, saved.summary, saved.description) == ("people", "People", "Those who met.")
    assert saved.parameters == (
        Parameter("who", "entity", None, needed=True, description="a person"),
        Parameter("kinds", "term", None, needed=False, description="classes", is_list=True),
        Parameter("most", "integer", "5", needed=False, description="how many"),
    )
    assert saved.examples == ("who='سامي الحداد' kinds=Person",)
    assert saved.body.startswith("SELECT ?x {")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("#+ summary People", r"bad.rq:1: expected `#\+ key: value`"),
        ("#+ colour: red", "bad.rq:1: unknown header 'colour'; known: summary, description, param, example"),
        ("#+ param: who person - a person", r"bad.rq:1: expected `#\+ param: NAME TYPE DEFAULT description`"),
        ("#+ param: who entity", r"bad.rq:1: expected `#\+ param: NAME TYPE DEFAULT description`"),
        ("#+ param: who entity - x", r"bad.rq:1: the query has no place for 'who': write VALUES \?who \{ UNDEF \}"),
    ],
)
def test_a_wrong_header_is_an_error_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        parse(_file(tmp_path, "bad.rq", f"{line}\nSELECT * {{ ?s ?p ?o }}"))


def test_a_file_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "bad.rq"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(QueryError, match="can't be read"):
        parse(path)


def test_the_users_folder_comes_before_the_shipped_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flag, environment = tmp_path / "flag", tmp_path / "environment"
    for folder in (flag, environment):
        folder.mkdir()
        _file(folder, "events.rq", f"#+ summary: {folder.name}\nSELECT * {{ ?s ?p ?o }}")
    _file(environment, "mine.rq", GOOD)
    monkeypatch.setenv("KG_QUERIES", str(environment))
    assert folders([flag]) == (flag, environment, queries_dir())
    found = library([flag])
    assert found["events"].summary == "flag"
    assert {"mine", "contested"} <= set(found)
    mine = find("events")
    assert mine is not None
    assert mine.summary == "environment"


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no folder of saved queries"):
        library([tmp_path / "none"])


@pytest.mark.parametrize("name", ["../queries/events", "events.rq", "", "no_such_query"])
def test_only_names_of_queries_are_found(name: str) -> None:
    assert find(name) is None


def test_checking_names_what_is_wrong(tmp_path: Path, news: OxigraphStore) -> None:
    text = "#+ param: who entity -\n#+ example: who=x who=y\nSELECT ?x { VALUES ?who { UNDEF } ?x kg:involves ?who }"
    saved = parse(_file(tmp_path, "a.rq", text))
    assert [(f.text, f.is_fault) for f in check(saved, news)] == [
        ("the header lacks `#+ summary:`", True),
        ("the parameter 'who' lacks a description", True),
        ("example 'who=x who=y': parameter 'who' of query 'a' takes one value, not 2", True),
    ]


def test_checking_tells_an_unknown_entity_from_a_fault(tmp_path: Path, news: OxigraphStore) -> None:
    saved = parse(_file(tmp_path, "people.rq", GOOD.replace("سامي الحداد", "فلان الفلاني")))
    (finding,) = check(saved, news)
    assert not finding.is_fault
    assert "the store has no entity called 'فلان الفلاني'" in finding.text


def test_checking_finds_a_query_that_is_no_sparql(tmp_path: Path, news: OxigraphStore) -> None:
    (finding,) = check(parse(_file(tmp_path, "a.rq", "#+ summary: x\nSELECT ?x { ?x a kg:Event ")), news)
    assert finding.text.startswith("a.rq:2:27: the '{' of line 2 is never closed")


def test_summaries_in_other_languages(tmp_path: Path) -> None:
    text = "#+ summary: People\n#+ summary@ar: الناس\nSELECT * { ?s ?p ?o }"
    saved = parse(_file(tmp_path, "people.rq", text))
    assert [saved.summary_in(tag) for tag in ("en", "ar", "fr")] == ["People", "الناس", "People"]
    with pytest.raises(QueryError, match=r"b.rq:1: only a summary is told in other languages, not 'param'"):
        parse(_file(tmp_path, "b.rq", "#+ param@ar: x string - y\nASK {}"))


def test_every_shipped_query_has_an_arabic_summary() -> None:
    lacking = [saved.name for saved in library().values() if saved.summary_in("ar") == saved.summary]
    assert lacking == []
