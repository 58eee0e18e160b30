"""Kill a writer again and again at random moments, and look at what is left each time.

    python -m kg.bench.kills [--kills 200] [--seed 0]

A process writes made-up articles in batches, replacing some, and says which batches it has written. It is killed
(SIGKILL) in the middle. Then the store is opened: each article must be whole, in a version that is no older than what
had been said to be written, and at the end the facts layer must be what the articles make of it. Exit code 1 if not.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from kg.bench.synthetic import linked_article
from kg.ontology import vocab
from kg.ontology.schema import Schema
from kg.rdf.iris import DEFAULT_BASE, Minter
from kg.rdf.mapper import ArticleGraph, Mapper
from kg.rdf.terms import iri, literal
from kg.store.oxigraph import OxigraphStore
from kg.store.stored import as_stored

__all__ = ["Findings", "kill_writers", "main"]

ARTICLES = 60
"""Different articles; each batch replaces some of them."""
BATCH = 25


@dataclass(slots=True)
class Findings:
    """What was seen after all kills."""

    kills: int = 0
    lost: int = 0
    """Articles that had been said to be written, and were not there or older."""
    partial: int = 0
    """Articles of which only a part was there."""
    facts_wrong: int = 0
    """Whether the facts layer was another than the one that follows from the articles."""
    slowest_opening: float = 0.0
    """Of the openings right after a kill, in seconds by the clock: what else is at work on the machine counts, too."""
    dearest_opening: float = 0.0
    """The same in seconds of processors."""
    slowest_later: float = 0.0
    """Of the openings after those."""
    leaked_bytes: int = 0
    """What lay in the store's folder at the end beyond what belongs to it."""

    @property
    def clean(self) -> bool:
        """Whether nothing was wrong."""
        return not (self.lost or self.partial or self.facts_wrong)


def kill_writers(folder: Path, kills: int, seed: int = 0) -> Findings:
    """Kill `kills` writers of one store in `folder`, and look at the store after each."""
    random = Random(seed)
    findings = Findings()
    store, versions, begin = folder / "store", dict.fromkeys(range(ARTICLES), -1), 0
    mapper = Mapper(Schema.load())
    for _ in range(kills):
        written = list(_killed(store, begin, random))
        begin = max([begin, *(number + 2 for number in written)])
        for number in written:
            versions.update(dict.fromkeys(_members(number), number))
        findings.kills += 1
        _look(store, versions, mapper, findings)
    _look_at_facts(store, findings)
    return findings


def _members(number: int) -> list[int]:
    """The articles of a batch."""
    return [(number * 7 + n) % ARTICLES for n in range(BATCH)]


def _killed(store: Path, begin: int, random: Random) -> Iterator[int]:
    """The batches that a writer said it had written before it was killed."""
    command = [sys.executable, "-m", "kg.bench.kills", "--write", str(store), "--begin", str(begin)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        if writer.stdout is None:
            raise RuntimeError("no pipe")
        writer.stdout.readline()  # it has opened the store
        time.sleep(random.expovariate(1 / 0.25))
        writer.kill()
        yield from (int(line) for line in writer.stdout.read().split())


def _look(store: Path, versions: dict[int, int], mapper: Mapper, findings: Findings) -> None:
    started, processors = time.perf_counter(), time.process_time()
    opened = OxigraphStore(store)
    findings.slowest_opening = max(findings.slowest_opening, time.perf_counter() - started)
    findings.dearest_opening = max(findings.dearest_opening, time.process_time() - processors)
    del opened
    started = time.perf_counter()
    opened = OxigraphStore(store, read_only=True)
    findings.slowest_later = max(findings.slowest_later, time.perf_counter() - started)
    for number, version in versions.items():
        found = opened.origin(f"syn-{number}")
        if found is None or int(found.digest) < version:
            findings.lost += version >= 0
            continue
        versions[number] = int(found.digest)
        expected = set(as_stored(_graph(mapper, number, int(found.digest)).quads))
        findings.partial += expected != set(opened.article_quads(f"syn-{number}"))


def _look_at_facts(store: Path, findings: Findings) -> None:
    from kg.store.checking import check

    opened = OxigraphStore(store)
    findings.facts_wrong = len(check(opened))
    del opened
    live = store.with_name("live")
    OxigraphStore(store, read_only=True).backup(live)
    kept = {file.name for file in live.iterdir()}
    findings.leaked_bytes = sum(f.stat().st_size for f in store.glob("*.sst") if f.name not in kept)


def _graph(mapper: Mapper, number: int, version: int) -> ArticleGraph:
    graph = mapper.article_graph(linked_article(number, seed=version))
    runs, subject = iri(Minter(DEFAULT_BASE).graph("runs")), iri(graph.article)
    origin = (
        (subject, iri(vocab.CONTENT_DIGEST), literal(str(version)), runs),
        (subject, iri(vocab.PROV_WAS_GENERATED_BY), iri(f"{DEFAULT_BASE}run/kills"), runs),
    )
    return replace(graph, origin=origin)


def _write(path: Path, begin: int) -> None:
    mapper, store = Mapper(Schema.load()), OxigraphStore(path)
    print("opened", flush=True)

    def batches() -> Iterator[list[ArticleGraph]]:
        for number in count(begin):
            yield [_graph(mapper, member, number) for member in _members(number)]
            if number > begin:  # its own load may still go on, the one before it is done
                print(number - 1, flush=True)

    store.write_all(batches())


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print the findings, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m kg.bench.kills", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--begin", type=int, default=0, help=argparse.SUPPRESS)
    arguments = parser.parse_args(argv)
    if arguments.write is not None:
        _write(arguments.write, arguments.begin)
    with TemporaryDirectory() as folder:
        findings = kill_writers(Path(folder), arguments.kills, arguments.seed)
    print(
        f"{findings.kills} kills: {findings.lost} articles lost, {findings.partial} partial, facts layer "
        f"{'wrong' if findings.facts_wrong else 'right'}, slowest opening {findings.slowest_opening * 1000:.0f} ms "
        f"({findings.dearest_opening * 1000:.0f} ms of processors), later {findings.slowest_later * 1000:.0f} ms, "
        f"{findings.leaked_bytes:,} bytes leaked"
    )
    return 0 if findings.clean else 1


if __name__ == "__main__":
    sys.exit(main())
