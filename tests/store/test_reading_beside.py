"""Reading while another process writes, and after one was killed: always a whole state."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.bench.kills import kill_writers
from kg.bench.synthetic import graphs
from kg.errors import StoreError
from kg.store.journal import Journal
from kg.store.opening import pictures_of
from kg.store.oxigraph import OxigraphStore
from kg.store.reading import StoreReader

BATCH = 20
WRITER = f"""
import sys
from itertools import islice
from pathlib import Path
from kg.bench.synthetic import graphs
from kg.store.oxigraph import OxigraphStore
store, made, seed = OxigraphStore(Path(sys.argv[1])), graphs(10_000), 0
while True:
    store.write(list(islice(made, {BATCH})))
    store.write(list(graphs({BATCH}, seed=(seed := seed + 1))))
    print(seed, flush=True)
"""
COUNTS = (
    "PREFIX kg: <https://w3id.org/khabar/ontology#> SELECT ?facts ?graphs ?twice { "
    "{ SELECT (COUNT(*) AS ?facts) { ?a a kg:Article } } "
    "{ SELECT (COUNT(*) AS ?graphs) { GRAPH ?g { ?a a kg:Article } } } "
    "{ SELECT (COUNT(*) AS ?twice) { { SELECT ?e { ?e kg:status ?status } "
    "GROUP BY ?e HAVING(COUNT(?status) > 1) } } } }"
)


def test_readers_see_whole_batches_while_a_process_writes(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        seen = []
        for _ in range(12):
            (row,) = StoreReader(path).query(COUNTS)
            seen.append(int(row["graphs"].value))
            assert int(row["facts"].value) == seen[-1]
            assert int(row["twice"].value) == 0
            time.sleep(0.05)
        writer.kill()
    assert seen == sorted(seen)
    assert all(number and number % BATCH == 0 for number in seen)
    assert pictures_of(path) == []


def test_a_reader_completes_what_a_killed_process_has_left_halfway(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = OxigraphStore(tmp_path / "store")
    store.write(list(graphs(40)))
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "_run", lambda self, store, removal: None)
        store.write(list(graphs(30, seed=1)))
    del store
    reader = StoreReader(tmp_path / "store")
    (row,) = reader.query(COUNTS)
    assert (row["graphs"].value, row["twice"].value) == ("40", "0")


def test_killed_writers_lose_nothing_and_leave_nothing_in_halves(tmp_path: Path) -> None:
    findings = kill_writers(tmp_path, kills=5)
    assert findings.kills == 5
    assert findings.clean


def test_leaked_files_are_removed_when_the_store_is_opened_for_writing(tmp_path: Path) -> None:
    store = OxigraphStore(tmp_path / "store")
    store.write(list(graphs(30)))
    del store
    leaked = tmp_path / "store" / "000999.sst"
    leaked.write_bytes(b"half a file")
    store = OxigraphStore(tmp_path / "store")
    assert not leaked.exists()
    assert store.statistics().articles == 30
    assert [p.name for p in tmp_path.iterdir()] == ["store"]


def test_the_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    _first = OxigraphStore(tmp_path / "store")
    command = (
        "import sys; from pathlib import Path; from kg.store.oxigraph import OxigraphStore as S; S(Path(sys.argv[1]))"
    )
    with pytest.raises(StoreError, match="another process"):
        OxigraphStore(tmp_path / "store")
    done = subprocess.run([sys.executable, "-c", command, str(tmp_path / "store")], capture_output=True, text=True)
    assert "another process (" in done.stderr
    assert "wait until it has ended, or use another --store" in done.stderr
