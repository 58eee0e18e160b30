"""``python -m kg.evaluate.assault FILE [--engine NAME] [--by report|events]``: which sentences tell an assault?

FILE holds a sentence a line as JSON, with ``text`` and ``label``: ``yes``, ``easy no``, ``difficult no``, or else what
readers disagreed on, which is left out. A sentence counts as found where the engine takes it for the report of an
assault, or with ``--by events`` where it reads an event of a class below ``kg:Attack`` in it, which includes those
that are only mentioned. Prints precision, recall and F1, and how many sentences of each label were found.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.errors import ConfigError, InputError, KgError
from kg.extract.assaults import REPORTED
from kg.extract.engine import Engine
from kg.model import Article, Document
from kg.ontology.schema import Schema
from kg.seams import Extractor, load
from kg.text.segment import analyse

__all__ = ["LABELS", "found_by_label", "labelled_sentences", "main", "report"]

LABELS = ("yes", "difficult no", "easy no")


def labelled_sentences(path: Path) -> Iterator[tuple[int, str, str]]:
    """Line number, text and label of each sentence that has one of `LABELS`.

    Raises `InputError` with the line of a record that can't be read.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            record = json.loads(line)
            text, label = str(record["text"]), str(record["label"])
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"expected JSON with text and label: {error}", str(path), number) from error
        if label in LABELS:
            yield number, text, label


def found_by_label(path: Path, tells: Callable[[Document], bool]) -> tuple[Counter[str], Counter[str]]:
    """How many sentences of each label `tells` finds an assault in, and how many there are.

    Raises `InputError` as `labelled_sentences` does.
    """
    found: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for number, text, label in labelled_sentences(path):
        there[label] += 1
        found[label] += tells(analyse(Article(str(number), text)))
    return found, there


def _reports(engine: Extractor) -> Callable[[Document], bool]:
    if not isinstance(engine, Engine):
        raise ConfigError(f"{engine.by} doesn't tell reports from mentions; measure it with --by events")
    return lambda document: engine.assault(document) >= REPORTED


def _reads(engine: Extractor) -> Callable[[Document], bool]:
    is_a = Schema.load().is_a
    return lambda document: any(is_a(event.type, "Attack") for event in engine.extract(document).events)


def report(found: Counter[str], there: Counter[str]) -> str:
    """The figures as lines of text."""
    right, every, gold = found["yes"], sum(found.values()), there["yes"]
    precision, recall = _share(right, every), _share(right, gold)
    score = _share(2 * right, every + gold)
    lines = [
        f"assaults  P {precision:.3f}  R {recall:.3f}  F1 {score:.3f}  ({right} right, {every} found, {gold} told)"
    ]
    return "".join(f"{line}\n" for line in (*lines, *_rows(found, there)))


def _rows(found: Counter[str], there: Counter[str]) -> Iterable[str]:
    return (f"{label:13} found in {found[label]} of {there[label]} sentences" for label in LABELS)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def main(argv: list[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m kg.evaluate.assault", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--engine", default="accurate")
    parser.add_argument("--by", choices=("report", "events"), default="report")
    given = parser.parse_args(argv)
    try:
        if not given.file.is_file():
            raise InputError("no such file; give a file of labelled sentences", str(given.file))
        engine = load("extractor", given.engine)()
        tells = _reports(engine) if given.by == "report" else _reads(engine)
        sys.stdout.write(report(*found_by_label(given.file, tells)))
    except KgError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
