"""A process that is killed while it writes leaves whole articles only, and all that it had reported as written."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.store.oxigraph import OxigraphStore

WRITER = """
import sys
from pathlib import Path
from kg.model import Article, Document, Entity, Event, Extraction, Link, LinkedExtraction, Mention
from kg.ontology.schema import Schema
from kg.rdf.mapper import Mapper
from kg.store.oxigraph import OxigraphStore

def linked(number, version):
    word = Mention(0, 2, f"version {version}")
    names = [f"مدينة {n}" for n in range(number % 7, number % 7 + 40)]
    entities = tuple(Entity(f"e{n}", "City", name, (), (word,)) for n, name in enumerate(names, 1))
    events = tuple(Event(f"v{n}", "Attack", (word,), target=(f"e{n}",)) for n in range(1, 20))
    links = tuple(Link(f"e{n}", f"Q{n}", None, 0.9, "name", "test", label_en=f"City {n}") for n in range(1, 20))
    document = Document(Article(f"a{number}", "نص قصير"), (), ())
    return LinkedExtraction(Extraction(document, entities, events), links)

mapper, store = Mapper(Schema.load()), OxigraphStore(Path(sys.argv[1]))
for round in range(10_000):
    batch = [mapper.article_graph(linked(number % 12, round)) for number in range(round * 3, round * 3 + 3)]
    store.write(batch)
    print(round, flush=True)
"""


def _dump(store: OxigraphStore) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


def _check(path: Path, last: int) -> None:
    """Each article was written by one round, wholly: its mentions name that round and no other."""
    store = OxigraphStore(path)
    rows = store.query(
        "PREFIX kg: <https://w3id.org/khabar/ontology#> SELECT ?g ?by (COUNT(*) AS ?n) "
        "{ GRAPH ?g { ?m kg:by ?by ; a kg:Mention } } GROUP BY ?g ?by"
    )
    found = [(row["g"].value.rpartition("/")[2], int(row["by"].value.split()[1]), int(row["n"].value)) for row in rows]
    assert sorted(article for article, _, _ in found) == sorted(f"a{n}" for n in range(12))
    assert {mentions for _, _, mentions in found} == {40 + 19}
    reported = {f"a{number % 12}" for number in range(last * 3, last * 3 + 3)}
    assert {version for article, version, _ in found if article in reported} == {last}
    before = _dump(store)
    store.remake_facts()
    assert _dump(store) == before


@pytest.mark.parametrize("seconds", [0.0, 0.03, 0.08, 0.15])
def test_a_killed_writer_loses_nothing_and_leaves_nothing_in_halves(tmp_path: Path, seconds: float) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path / "store")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        reported = [int(writer.stdout.readline()) for _ in range(5)]
        time.sleep(seconds)
        writer.kill()
        reported += [int(line) for line in writer.stdout.read().split()]
    _check(tmp_path / "store", max(reported))
