"""How long asking takes: each saved query, and `kg query` beside a script that does nothing but the same query.

    python -m kg.bench.asking STORE [--json FILE] [--only NAME]… [--bound MS] [--start NAME]… [--pairs N] [--no-latency]

Each saved query that asks the store alone is asked for the busiest entities of the store, so that its answer is among
the largest it can have. A query is warm when it is timed: the store is open, and the same query was answered once.
Processor time is told beside wall time, since other work on the machine lengthens the latter. What takes longer than
its bound is marked: 150 ms of processor time, 600 with aggregates, as is asked of a store of a million quads, or
`--bound`. Of `kg query` and the script medians of pairs are told that run one after the other.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from statistics import median

import pyoxigraph as ox

from kg.query.binding import fill
from kg.query.library import SavedQuery, library
from kg.query.parameters import bind
from kg.query.prefixes import with_prefixes
from kg.query.results import Layout, write
from kg.query.run import Question, ask
from kg.store.reading import StoreReader

__all__ = ["Latency", "Start", "arguments_for", "latencies", "start"]

_AGGREGATE = re.compile(r"\b(?:COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT)\s*\(|\bGROUP\s+BY\b", re.IGNORECASE)
_BUSIEST = "SELECT ?x { ?event %s ?x . %s } GROUP BY ?x ORDER BY DESC(COUNT(?event)) ?x LIMIT %d"
_FILLERS = {
    "place": ("kg:place", ""),
    "region": ("kg:place", "?x a kg:Country"),
    "target": ("kg:target", ""),
    "agent": ("kg:agent", ""),
    "attacker": ("kg:agent", ""),
    "actor": ("kg:participant", ""),
    "one": ("kg:participant", ""),
    "other": ("kg:participant", ""),
    "claimant": ("^kg:about/kg:claimant", ""),
    "person": ("kg:participant", "?x a kg:Person"),
    "event": ("^kg:about/kg:about", ""),
}
"""How the busiest entity for a parameter is found: what joins it with events, and what it is."""

_PLAIN_MS, _AGGREGATES_MS = 150, 600
_STARTS = ("reports", "attacks_on", "meetings_of", "attacks_by_agent", "contested", "who_attacked_whom")
"""From small answers to large ones."""

_SCRIPT = """
import sys, pyoxigraph as ox
store = ox.Store.read_only(sys.argv[1])
store.query(open(sys.argv[2], encoding="utf-8").read()).serialize(sys.stdout.buffer, format=ox.QueryResultsFormat.CSV)
"""


@dataclass(frozen=True, slots=True)
class Latency:
    """How long a saved query takes, warm."""

    name: str
    aggregates: bool
    rows: int
    milliseconds: float
    """Median, the answer written as JSON."""
    cpu_ms: float
    """The same in processor time."""


@dataclass(frozen=True, slots=True)
class Start:
    """How long a whole `kg query` takes, and the script beside it."""

    name: str
    rows: int
    command_ms: float
    script_ms: float
    command_cpu_ms: float
    script_cpu_ms: float

    @property
    def ratio(self) -> float:
        """The command's time in those of the script."""
        return self.command_ms / self.script_ms

    @property
    def cpu_ratio(self) -> float:
        """The same in processor time."""
        return self.command_cpu_ms / self.script_cpu_ms


def arguments_for(saved: SavedQuery, store: StoreReader) -> dict[str, list[str]]:
    """Values for the parameters that a saved query needs: the busiest entities of the store."""
    given: dict[str, list[str]] = {}
    for parameter in saved.parameters:
        if not parameter.needed:
            continue
        if parameter.type == "string":
            given[parameter.name] = ["صواريخ"]
            continue
        path, extra = _FILLERS.get(parameter.name, ("kg:involves", ""))
        rows = list(store.query(with_prefixes(_BUSIEST % (path, extra, 2), store.base)))
        given[parameter.name] = [rows[-1 if parameter.name == "other" else 0]["x"].value]
    return given


def latencies(store: StoreReader, *, only: tuple[str, ...] = (), repeats: int = 5) -> Iterator[Latency]:
    """Each saved query of the shipped library, by name."""
    for saved in library().values():
        if saved.joins or (only and saved.name not in only):  # one that joins asks other services too
            continue
        given = arguments_for(saved, store)
        asked = Question(saved.text, saved.name, saved)
        times, cpu, rows = [], [], 0
        for _ in range(repeats + 1):
            out = BytesIO()
            started, used = time.perf_counter(), time.process_time()
            write(ask(asked, store, given), out, "nt" if saved.is_graph else "json", Layout(store.base))
            times.append(time.perf_counter() - started)
            cpu.append(time.process_time() - used)
            text = out.getvalue()
            rows = text.count(b"\n") if saved.is_graph else len(json.loads(text)["results"]["bindings"])
        aggregates = bool(_AGGREGATE.search(saved.body))
        yield Latency(saved.name, aggregates, rows, median(times[1:]) * 1000, median(cpu[1:]) * 1000)


def start(path: Path, folder: Path, name: str, *, pairs: int = 10) -> Start:
    """`kg query NAME` and the script in turn, `pairs` times; `folder` is for the script's query."""
    store = StoreReader(path)
    saved = library()[name]
    given = arguments_for(saved, store)
    text = with_prefixes(fill(saved.text, bind(saved, given, store)), store.base)
    query, script = folder / "query.rq", folder / "bare.py"
    query.write_text(text, encoding="utf-8")
    script.write_text(_SCRIPT, encoding="utf-8")
    words = [f"{key}={value}" for key, values in given.items() for value in values]
    command = [sys.executable, "-m", "kg", "query", name, *words, "--store", str(path), "-f", "csv"]
    bare = [sys.executable, str(script), str(path), str(query)]
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    for _ in range(pairs):
        answer, took = _run(command)
        other, bare_took = _run(bare)
        if answer != other:
            raise ValueError(f"{name}: the command and the script give different answers")
        ours.append(took)
        theirs.append(bare_took)
    found = ox.parse_query_results(_json(store, text), format=ox.QueryResultsFormat.JSON)
    rows = sum(1 for _ in found) if isinstance(found, ox.QuerySolutions) else 1
    wall, wall_bare, cpu, cpu_bare = (median(runs) * 1000 for run in range(2) for runs in _columns(run, ours, theirs))
    return Start(name, rows, wall, wall_bare, cpu, cpu_bare)


def _columns(which: int, *tables: list[tuple[float, float]]) -> Iterator[list[float]]:
    """One column of each table."""
    return ([row[which] for row in table] for table in tables)


def _json(store: StoreReader, text: str) -> bytes:
    out = BytesIO()
    store.query(text).serialize(out, format=ox.QueryResultsFormat.JSON)
    return out.getvalue()


def _run(command: list[str]) -> tuple[bytes, tuple[float, float]]:
    """What a command prints, its wall time and its processor time."""
    started, used = time.perf_counter(), _children()
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout, (time.perf_counter() - started, _children() - used)


def _children() -> float:
    """Processor time of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure, and print a table."""
    from tempfile import TemporaryDirectory

    parser = argparse.ArgumentParser(description="How long asking takes.")
    parser.add_argument("store", type=Path)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--only", action="append", default=[], help="only this saved query")
    parser.add_argument("--bound", type=float, help="milliseconds that each query may take")
    parser.add_argument("--start", action="append", default=[], help="measure the start with this saved query")
    parser.add_argument("--pairs", type=int, default=10, help="runs of the command and of the script (default: 10)")
    parser.add_argument("--no-latency", action="store_true", help="measure starts alone")
    arguments = parser.parse_args()
    found = []
    asked = () if arguments.no_latency else latencies(StoreReader(arguments.store), only=tuple(arguments.only))
    for latency in asked:
        found.append(latency)
        bound = arguments.bound or (_AGGREGATES_MS if latency.aggregates else _PLAIN_MS)
        print(
            f"{latency.name:24} {latency.milliseconds:9.1f} ms {latency.cpu_ms:9.1f} ms cpu {latency.rows:8} rows  "
            f"{'aggregates  ' if latency.aggregates else ''}{'OVER' if latency.cpu_ms > bound else ''}".rstrip(),
            flush=True,
        )
    starts = []
    if not arguments.only:
        with TemporaryDirectory() as folder:
            for name in arguments.start or _STARTS:
                one = start(arguments.store, Path(folder), name, pairs=arguments.pairs)
                starts.append(one)
                print(
                    f"kg query {name:20} {one.command_ms:7.0f} ms, bare script {one.script_ms:7.0f} ms: "
                    f"{one.ratio:.2f} times, processor {one.cpu_ratio:.2f} times, {one.rows} rows",
                    flush=True,
                )
    if arguments.json:
        figures = {"latencies": [asdict(one) for one in found], "starts": [asdict(one) for one in starts]}
        arguments.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
