"""What people decide about merges: it holds at once, it survives rebuilds, and it goes with its article."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import QueryError
from kg.model import Article, Document, Entity, Event, Extraction, LinkedExtraction, Mention, PartialDate
from kg.ontology.schema import Schema
from kg.rdf.mapper import ArticleGraph, Mapper
from kg.store.judging import accepted, concerning, rejected
from kg.store.oxigraph import OxigraphStore

TEXT = "هاجم مسلحون مخيم الورد الشمالي وأحرقوا مخازن القمح فيه قبل الفجر."
BASE = "https://w3id.org/khabar/id/"
BY = ("Hala", "2021-07-09")


@pytest.fixture(scope="module")
def mapper() -> Mapper:
    return Mapper(Schema.load())


def _told(mapper: Mapper, identifier: str, person: str = "سمير عوض", day: int = 4) -> ArticleGraph:
    entities = (
        Entity("e1", "City", "مخيم الورد الشمالي الكبير", (), (Mention(12, 30, "test"),)),
        Entity("e2", "Person", person, (), (Mention(5, 11, "test"),)),
    )
    event = Event("v1", "Attack", (Mention(0, 4, "test"), Mention(0, len(TEXT), "test")), place=("e1",),
                  date=PartialDate(2021, 7, day))  # fmt: skip
    document = Document(Article(identifier, TEXT, published="2021-07-05"), (), ())
    return mapper.article_graph(LinkedExtraction(Extraction(document, entities, (event,))))


def _dump(store: OxigraphStore) -> list[str]:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue().decode().splitlines()


def _nodes(store: OxigraphStore, kind: str) -> int:
    return len(list(store.query(f"SELECT ?x {{ ?x a <https://w3id.org/khabar/ontology#{kind}> }}")))


def _node(article: str, local: str) -> str:
    return f"<{BASE}article/{article}/{local}>"


def test_a_rejected_event_merge_stays_rejected_when_its_articles_are_built_again(
    mapper: Mapper, store: OxigraphStore
) -> None:
    store.write([_told(mapper, "a"), _told(mapper, "b")])
    assert _nodes(store, "Event") == 1
    store.judge(list(rejected(_node("a", "event/1"), store.articles, *BY)))
    assert _nodes(store, "Event") == 2
    decided = _dump(store)
    store.write([_told(mapper, "b"), _told(mapper, "a")])
    assert _dump(store) == decided


def test_one_report_can_be_taken_out_of_an_event(mapper: Mapper, store: OxigraphStore) -> None:
    store.write([_told(mapper, name) for name in "abc"])
    store.judge(list(rejected(_node("b", "event/1"), store.articles, *BY)))
    assert store.articles.members(_node("a", "event/1")) == [_node("a", "event/1"), _node("c", "event/1")]


def test_events_that_nothing_joins_can_be_joined(mapper: Mapper, store: OxigraphStore) -> None:
    store.write([_told(mapper, "a"), _told(mapper, "b", day=6)])
    assert _nodes(store, "Event") == 2
    store.judge(list(accepted(_node("a", "event/1"), _node("b", "event/1"), store.articles, *BY)))
    assert _nodes(store, "Event") == 1
    store.judge(list(rejected(_node("b", "event/1"), store.articles, *BY)))
    assert _nodes(store, "Event") == 2


def test_entities_are_parted_and_joined_and_stay_so(mapper: Mapper, store: OxigraphStore) -> None:
    store.write([_told(mapper, "a"), _told(mapper, "b"), _told(mapper, "c", person="سمير عوض الله")])
    assert _nodes(store, "Person") == 2
    store.judge(list(accepted(_node("a", "entity/2"), _node("c", "entity/2"), store.articles, *BY)))
    assert _nodes(store, "Person") == 1
    store.judge(list(rejected(_node("b", "entity/2"), store.articles, *BY)))
    assert _nodes(store, "Person") == 2
    decided = _dump(store)
    store.write([_told(mapper, "b"), _told(mapper, "c", person="سمير عوض الله")])
    assert _dump(store) == decided


@pytest.mark.parametrize("node", ["event", "own entity", "whole entity", "joined"])
def test_what_is_taken_back_was_never_decided(mapper: Mapper, store: OxigraphStore, node: str) -> None:
    store.write([_told(mapper, "a"), _told(mapper, "b"), _told(mapper, "c", person="سمير عوض الله", day=6)])
    before = _dump(store)
    person = store.articles.canonical(_node("a", "entity/2"))
    if node == "joined":
        other = _node("c", "entity/2")
        verdicts = list(accepted(person, other, store.articles, *BY))
        decided = store.articles.canonical(other)
    else:
        decided = {
            "event": _node("b", "event/1"), "own entity": _node("b", "entity/2"), "whole entity": person
        }[node]  # fmt: skip
        verdicts = list(rejected(decided, store.articles, *BY))
    store.judge(verdicts)
    assert _dump(store) != before
    withdrawn = concerning(decided, store.articles, store.verdicts)
    assert set(withdrawn) == set(verdicts)
    store.judge((), withdrawn)
    assert _dump(store) == before
    with pytest.raises(QueryError, match="nobody has decided"):
        concerning(decided, store.articles, store.verdicts)


def test_a_decision_does_not_depend_on_when_it_was_made(mapper: Mapper, tmp_path: Path) -> None:
    one, other = OxigraphStore(tmp_path / "one"), OxigraphStore(tmp_path / "other")
    one.write([_told(mapper, name) for name in "abc"])
    verdicts = [
        *rejected(_node("b", "event/1"), one.articles, *BY),
        *rejected(_node("c", "entity/2"), one.articles, *BY),
    ]
    one.judge(verdicts)
    other.judge(verdicts)
    for name in "cab":
        other.write([_told(mapper, name)])
    assert _dump(one) == _dump(other)


def test_a_forgotten_article_takes_the_decisions_about_it_along(mapper: Mapper, tmp_path: Path) -> None:
    one, other = OxigraphStore(tmp_path / "one"), OxigraphStore(tmp_path / "other")
    one.write([_told(mapper, "a"), _told(mapper, "b")])
    one.judge(list(rejected(_node("b", "event/1"), one.articles, *BY)))
    one.forget("b")
    other.write([_told(mapper, "a")])
    assert _dump(one) == _dump(other)


def test_the_commands_list_show_reject_and_compare(
    mapper: Mapper, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [str(tmp_path / name) for name in ("before", "after")]
    for path in paths:
        store = OxigraphStore(Path(path))
        store.write([_told(mapper, "a"), _told(mapper, "b")])
        del store
    assert main(["diff", *paths]) == 0
    capsys.readouterr()
    assert main(["merges", "list", "--of", "events", "--store", paths[1]]) == 0
    assert capsys.readouterr().out == f"0.90      2  {TEXT}  article/a/event/1\n"
    assert main(["merges", "show", "article/a/event/1", "--store", paths[1]]) == 0
    assert "score 3.70: time +1.00; kind +0.20; place +1.00; words +1.50" in capsys.readouterr().out
    assert main(["merges", "reject", "article/a/event/1", "--by", "Hala", "--store", paths[1]]) == 0
    assert main(["merges", "reject", "article/a/event/1", "--store", paths[1]]) == 3
    capsys.readouterr()
    assert main(["merges", "decisions", "--store", paths[1]]) == 0
    assert capsys.readouterr().out.startswith("Different  article/a/at/0-4  article/b/at/0-4  Hala, ")
    assert main(["validate", "--store", paths[1]]) == 0
    capsys.readouterr()
    assert main(["diff", *paths]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "entities        0 added       0 gone       0 changed",
        "events          1 added       0 gone       1 changed",
        "claims          0 added       0 gone       0 changed",
    ]
    assert f"+ events {TEXT}  <{BASE}article/b/event/1>" in lines
    assert f"    - reportedIn <{BASE}article/b>" in lines


def test_the_commands_sample_take_back_and_merge_anew(
    mapper: Mapper, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "store")
    store = OxigraphStore(Path(path))
    store.write([_told(mapper, name) for name in "ab"])
    person = store.articles.canonical(_node("a", "entity/2"))[1:-1].removeprefix(BASE)
    del store
    assert main(["merges", "sample", "--of", "entities", "--number", "1", "--seed", "1", "--store", path]) == 0
    drawn = capsys.readouterr().out
    assert main(["merges", "sample", "--of", "entities", "--number", "1", "--seed", "1", "--store", path]) == 0
    assert capsys.readouterr().out == drawn
    first, *rest = drawn.splitlines()
    assert first.startswith("1  entity/x-")
    assert first.endswith("  2 articles")
    assert [line for line in rest if line.startswith("  article/")] in (
        [f"  article/{name}/entity/{number}" for name in names] for number in (1, 2) for names in ("ab", "ba")
    )
    assert main(["merges", "reject", person, "--by", "Hala", "--store", path]) == 0
    assert main(["merges", "remake", "--store", path]) == 0
    assert main(["merges", "show", person, "--store", path]) == 0
    assert "article/b" not in capsys.readouterr().out
    assert main(["merges", "undo", person, "--store", path]) == 0
    assert main(["merges", "undo", person, "--store", path]) == 3
    capsys.readouterr()
    assert main(["merges", "show", person, "--store", path]) == 0
    assert "article/b" in capsys.readouterr().out
    assert main(["validate", "--store", path]) == 0
