"""Whether saved queries answer the same by another engine: Oxigraph's answers beside those of rdflib, on one store.

    python -m kg.bench.agreement [STORE] [--articles N] [--seconds S] [--only NAME]…

Without STORE one is made up, of 280 articles and about 100,000 quads. Each saved query is asked for the busiest
entities of the store. Rows are compared as a multiset, since engines order equal rows as they like; the names of a list
in one cell come in no order. rdflib gets `--seconds` for each query, in a process that is then ended. Exit code 1 if an
answer differs; what rdflib did not finish is listed, and is no agreement.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

import pyoxigraph as ox
import rdflib
from rdflib.plugins.sparql.operators import register_custom_function

from kg.bench.asking import arguments_for
from kg.bench.synthetic import graphs
from kg.errors import KgError
from kg.query.functions import FOLD, fold, functions_in
from kg.query.leash import leashed
from kg.query.library import SavedQuery, library
from kg.query.prefixes import with_prefixes
from kg.query.run import Question, filled
from kg.store.oxigraph import OxigraphStore
from kg.store.reading import StoreReader

__all__ = ["Verdict", "agreement", "as_rows", "dataset_of"]

_MEMORY_MB = 8192
_ALIKE, _DIFFERENT, _UNFINISHED = "alike", "different", "not finished"


class Verdict(NamedTuple):
    """What became of one saved query."""

    name: str
    outcome: str
    """``alike``, ``different``, or ``not finished``."""
    rows: int
    """Rows or triples of Oxigraph's answer."""
    seconds: float
    """What rdflib took."""
    detail: str = ""


def dataset_of(dump: bytes) -> rdflib.Dataset:
    """A store's N-Quads for rdflib, with the function that queries may call."""
    function: Any = _fold  # rdflib declares what it wants of functions that take no terms
    register_custom_function(rdflib.URIRef(FOLD), function, override=True)
    dataset = rdflib.Dataset(default_union=False)
    dataset.parse(data=dump, format="nquads")
    return dataset


def as_rows(text: str) -> Counter[tuple[str, ...]]:
    """The header and the rows of a CSV as a multiset; the names of a list in one cell are sorted."""
    header, *rows = csv.reader(io.StringIO(text))
    return Counter([tuple(header), *(tuple("، ".join(sorted(cell.split("، "))) for cell in row) for row in rows)])


def agreement(
    store: StoreReader, dataset: rdflib.Dataset, *, seconds: float, only: tuple[str, ...] = ()
) -> Iterator[Verdict]:
    """Each saved query that asks this store alone, by name."""
    for saved in library().values():
        if saved.joins or (only and saved.name not in only):
            continue
        text = filled(Question(saved.text, saved.name, saved), store, arguments_for(saved, store))
        yield _compared(saved, with_prefixes(text, store.base), store, dataset, seconds)


def _compared(saved: SavedQuery, text: str, store: StoreReader, dataset: rdflib.Dataset, seconds: float) -> Verdict:
    ours = _by_oxigraph(saved, text, store)
    started = perf_counter()
    try:
        # The child tells what is not the same by an error's message.
        leashed(lambda: _differing(ours, _by_rdflib(saved, text, dataset)), seconds=seconds, memory_mb=_MEMORY_MB)
    except KgError as error:
        said = str(error)
        outcome = _DIFFERENT if said.startswith(_DIFFERENT) else _UNFINISHED
        return Verdict(saved.name, outcome, ours.total() - (not saved.is_graph), perf_counter() - started, said)
    return Verdict(saved.name, _ALIKE, ours.total() - (not saved.is_graph), perf_counter() - started)


class _DifferenceError(KgError):
    """Two answers are not the same."""


def _differing(ours: Counter[tuple[str, ...]], theirs: Counter[tuple[str, ...]]) -> None:
    if ours == theirs:
        return
    more, less = ours - theirs, theirs - ours
    examples = "; ".join(
        f"{sign} {row}" for sign, rows in (("Oxigraph", more), ("rdflib", less)) for row in islice(rows, 2)
    )
    raise _DifferenceError(
        f"{_DIFFERENT}: {more.total()} rows by Oxigraph alone, {less.total()} by rdflib alone: {examples}"
    )


def _by_oxigraph(saved: SavedQuery, text: str, store: StoreReader) -> Counter[tuple[str, ...]]:
    answer = store.query(text, functions=functions_in(text))
    if saved.is_graph:
        return Counter({(str(triple),): 1 for triple in answer})
    out = io.BytesIO()
    answer.serialize(out, format=ox.QueryResultsFormat.CSV)
    return as_rows(out.getvalue().decode())


def _by_rdflib(saved: SavedQuery, text: str, dataset: rdflib.Dataset) -> Counter[tuple[str, ...]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own use of its old names
        answer = dataset.query(text)
        if saved.is_graph:
            assert answer.graph is not None  # noqa: S101 - a CONSTRUCT query has one
            lines = answer.graph.serialize(format="nt", encoding="utf-8")
            return Counter({(str(quad.triple),): 1 for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)})
        serialized = answer.serialize(format="csv")
    assert serialized is not None  # noqa: S101 - no destination was given
    return as_rows(serialized.decode())


def _fold(word: rdflib.Literal) -> rdflib.Literal:
    folded = fold(ox.Literal(str(word)))
    assert folded is not None  # noqa: S101 - a literal was given
    return rdflib.Literal(folded.value)


def main() -> int:
    """Compare, and print a line a query."""
    parser = argparse.ArgumentParser(description="Whether saved queries answer the same by rdflib.")
    parser.add_argument("store", type=Path, nargs="?", help="a store; by default one is made up")
    parser.add_argument(
        "--articles", type=int, default=280, help="articles of the store that is made up (default: 280)"
    )
    parser.add_argument("--seconds", type=float, default=120, help="what rdflib gets for a query (default: 120)")
    parser.add_argument("--only", action="append", default=[], help="only this saved query")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = arguments.store or Path(folder) / "store"
        if arguments.store is None:
            made = OxigraphStore(path)
            made.write(list(graphs(arguments.articles)))
            del made
        dump = io.BytesIO()
        OxigraphStore(path, read_only=True).dump(dump)
        verdicts = _printed(StoreReader(path), dump.getvalue(), arguments)
    alike = sum(verdict.outcome == _ALIKE for verdict in verdicts)
    print(f"{alike} of {len(verdicts)} saved queries answer alike on {len(dump.getvalue().splitlines()):,} quads")
    return int(any(verdict.outcome == _DIFFERENT for verdict in verdicts))


def _printed(store: StoreReader, dump: bytes, arguments: argparse.Namespace) -> list[Verdict]:
    verdicts = []
    for verdict in agreement(store, dataset_of(dump), seconds=arguments.seconds, only=tuple(arguments.only)):
        verdicts.append(verdict)
        told = f"{verdict.name:24} {verdict.outcome:12} {verdict.rows:6} rows, rdflib {verdict.seconds:6.1f} s"
        print(f"{told}  {verdict.detail}".rstrip())
        sys.stdout.flush()
    return verdicts


if __name__ == "__main__":
    sys.exit(main())
