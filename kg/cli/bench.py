"""`kg bench`: how fast is all this here?"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.cli import EXIT_DONE

__all__ = ["HELP", "configure", "run"]

HELP = """Measure on this machine. Stores of made-up articles are written, opened, asked and validated, beside the naive
way (`extend`, an article at a time, without a facts layer) and the limit (the bulk loader on a ready file). With INPUT,
its articles are understood by each engine: names alone, all stages, one process and several. Memory is the peak of a
process of its own: of stores, of the one that writes. Processor time counts all threads, and tells more than the clock
where others are at work on the machine.

examples:
  kg bench --sizes 100,1000,10000
  kg bench --sizes 0 --articles 300 news.jsonl --json figures.json"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `kg bench`."""
    parser.add_argument("inputs", nargs="*", metavar="INPUT", help="file or folder of articles to understand")
    parser.add_argument("--sizes", default="100,1000", metavar="N,N", help="articles in the stores (default: 100,1000)")
    parser.add_argument("--articles", type=int, default=200, metavar="N", help="of INPUT, at most (default: 200)")
    parser.add_argument("--engines", default="fast,accurate", metavar="NAME,NAME", help="default: fast,accurate")
    parser.add_argument("--jobs", default="1,2", metavar="N,N", help="numbers of processes (default: 1,2)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE, too")


def run(arguments: argparse.Namespace) -> int:
    """Measure, print tables, write JSON."""
    from kg.bench.storing import storing

    if arguments.inputs:
        _look_into(arguments.inputs)
    figures: dict[str, Any] = {"stores": [], "engines": []}
    for size in filter(None, map(int, arguments.sizes.split(","))):
        figures["stores"].append(storing(size))
        _show(figures["stores"][-1])
    jobs = [int(number) for number in arguments.jobs.split(",")]
    for engine in arguments.engines.split(",") if arguments.inputs else ():
        figures["engines"].append(_reading(arguments.inputs, engine, arguments.articles, jobs))
        _show(figures["engines"][-1])
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return EXIT_DONE


def _look_into(inputs: Sequence[str]) -> None:
    """Before anything is measured: raises `InputError` if the inputs do not begin with an article."""
    from kg.errors import InputError
    from kg.read import read_articles

    first = next(iter(read_articles(inputs)), None)
    if first is None:
        raise InputError("no articles in it", inputs[0])
    if isinstance(first, InputError):
        raise first


def _reading(inputs: Sequence[str], engine: str, articles: int, jobs: Sequence[int]) -> dict[str, Any]:
    from kg.bench.apart import apart
    from kg.bench.reading import reading

    figures, memory = apart(reading, inputs, engine, articles, jobs)
    return {**figures, "memory_mb": memory}


def _show(figures: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    name, first = next(iter(figures.items()))
    table = Table(title=f"{first} {name}", show_header=False)
    for label, value in list(figures.items())[1:]:
        if isinstance(value, dict):
            for part, number in value.items():
                table.add_row(f"{label} {part}", f"{number:,}")
        else:
            table.add_row(label, "" if value is None else f"{value:,}")
    Console().print(table)
