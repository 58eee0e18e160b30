"""``python -m kg.evaluate DIR [--engine NAME] [--linker NAME]`` measures an engine on a folder of annotated articles.

DIR holds ``articles.jsonl`` (as `kg build` reads it) and ``gold/ID.json``, one annotation an article; see
`kg.evaluate.gold`. Prints precision, recall and F1, or the share of right answers, a row each.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from kg.errors import InputError, KgError
from kg.evaluate.gold import Figures, compare
from kg.model import Article
from kg.ontology.schema import Schema
from kg.read.inputs import read_articles
from kg.seams import load
from kg.text.segment import analyse

__all__ = ["main"]


def evaluate(folder: Path, engine: str, linker: str) -> Figures:
    """The figures of an engine and a linker on the annotated articles of `folder`.

    Raises `InputError` where an article can't be read, or where none is annotated.
    """
    extractor, linking, is_a = load("extractor", engine)(), load("linker", linker)(), Schema.load().is_a
    figures, compared = Figures(), 0
    for item in read_articles([str(folder / "articles.jsonl")]):
        if not isinstance(item, Article):
            raise item
        annotation = folder / "gold" / f"{item.id}.json"
        if annotation.is_file():
            gold = json.loads(annotation.read_text(encoding="utf-8"))
            compare(linking.link(extractor.extract(analyse(item))), gold, is_a, figures)
            compared += 1
    if not compared:
        raise InputError("no article has an annotation in gold/ID.json", str(folder))
    return figures


def report(figures: Figures) -> str:
    """The figures as lines of text."""
    lines = [
        f"{name:24} P {row.precision:.3f}  R {row.recall:.3f}  F1 {row.f1:.3f}   "
        f"({row.right} right, {row.found} found, {row.annotated} annotated)"
        for name, row in sorted(figures.retrieval.items())
    ]
    for name, share in figures.accuracy.items():
        lines.append(f"{name:24} {share.share or 0.0:.3f}   ({share.right} of {share.of})")
    return "\n".join(lines) + "\n"


def main(argv: list[str] | None = None) -> int:
    """Print the figures; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m kg.evaluate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--engine", default="accurate")
    parser.add_argument("--linker", default="offline")
    given = parser.parse_args(argv)
    try:
        sys.stdout.write(report(evaluate(given.folder, given.engine, given.linker)))
    except KgError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
