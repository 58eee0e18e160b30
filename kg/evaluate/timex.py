"""``python -m kg.evaluate.timex DIR [--published DATE] [--errors]`` holds `find_dates` against TIMEX3 annotations.

DIR holds TimeML files (``*.tml``: ISO 24617-1). The day of publication is the ``CREATION_TIME`` of a file, where it
has one, else `--published`. Expressions of the type ``DATE`` are compared:

spans     one of ours and one of theirs that overlap are a match; exact ones are counted apart
values    ours is that of the first expression in the annotated span, as ISO 8601. A value that a calendar date can't
          state (``PRESENT_REF``, ``2015-W52``, ``2015-SU``, ``197``) counts as wrong over all, and is left out of the
          values that a date can state
"""

from __future__ import annotations

import argparse
import html
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kg.errors import ConfigError, InputError, KgError
from kg.text.dates import DateExpression, find_dates

__all__ = ["Annotation", "Figures", "compare", "main", "read_timeml", "report"]

_TIMEX = re.compile(r"<TIMEX3\b([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BODY = re.compile(r"<TEXT>(.*?)</TEXT>|<TimeML[^>]*>(.*)</TimeML>", re.DOTALL)
_ATTRIBUTE = re.compile(r"(\w+)\s*=\s*\"([^\"]*)\"")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|--[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A DATE of a file, at offsets of its text without tags."""

    begin: int
    end: int
    value: str

    @property
    def calendar(self) -> bool:
        """Whether its value is one that a calendar date can state."""
        return _DATE.fullmatch(self.value) is not None


@dataclass(slots=True)
class Figures:
    """Counts over all files, and what went wrong."""

    annotated: int = 0
    found: int = 0
    overlapping: int = 0
    exact: int = 0
    found_matched: int = 0
    right: int = 0
    calendar: int = 0
    undated: int = 0
    """Annotations that no date can state and to which we gave none."""
    errors: list[str] = field(default_factory=list)


def read_timeml(source: str) -> tuple[str, tuple[Annotation, ...], date | None]:
    """Text, DATE annotations and day of creation of a TimeML file. Raises ValueError where it has no body."""
    created = None
    for match in _TIMEX.finditer(source):
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        if attributes.get("functionInDocument") == "CREATION_TIME":
            created = date.fromisoformat(attributes["value"][:10])
    body = _BODY.search(source)
    if body is None:
        raise ValueError("no <TimeML> element")
    marked = body[1] if body[1] is not None else body[2]
    text, annotations, at = "", [], 0
    for match in _TIMEX.finditer(marked):
        text += _plain(marked[at : match.start()])
        begin, at = len(text), match.end()
        text += _plain(match[2])
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        if attributes.get("type") == "DATE" and attributes.get("functionInDocument") != "CREATION_TIME":
            annotations.append(Annotation(begin, len(text), attributes.get("value", "")))
    return text + _plain(marked[at:]), tuple(annotations), created


def _plain(marked: str) -> str:
    return html.unescape(_TAG.sub("", marked))


def compare(text: str, annotations: Iterable[Annotation], found: Sequence[DateExpression], into: Figures) -> None:
    """Add one file's counts and errors to `into`."""
    annotations = tuple(annotations)
    into.found += len(found)
    into.found_matched += sum(any(a.begin < f.end and f.begin < a.end for a in annotations) for f in found)
    for annotation in annotations:
        inside = [f for f in found if annotation.begin < f.end and f.begin < annotation.end]
        value = inside[0].value.lexical if inside and inside[0].value is not None else None
        into.annotated += 1
        into.overlapping += bool(inside)
        into.exact += any((f.begin, f.end) == (annotation.begin, annotation.end) for f in inside)
        into.calendar += annotation.calendar
        into.right += value == annotation.value
        into.undated += not annotation.calendar and value is None
        if value != annotation.value and (annotation.calendar or value is not None):
            into.errors.append(f"{annotation.value}\t{value}\t{text[annotation.begin : annotation.end]}")


def report(figures: Figures) -> str:
    """The figures as lines of text."""

    def share(name: str, part: int, whole: int) -> str:
        return f"{name:<42}{part / whole if whole else 0.0:6.3f}   ({part} of {whole})\n"

    return "".join(
        [
            share("spans: precision, overlapping", figures.found_matched, figures.found),
            share("spans: recall, overlapping", figures.overlapping, figures.annotated),
            share("spans: recall, exact", figures.exact, figures.annotated),
            share("values right, of those a date can state", figures.right, figures.calendar),
            share("values right, of all", figures.right, figures.annotated),
            share("no date made up, of those none can state", figures.undated, figures.annotated - figures.calendar),
        ]
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command. Returns 0, or 3 where a file can't be read."""
    parser = argparse.ArgumentParser(prog="python -m kg.evaluate.timex", description="Measure dates on TIMEX3 values.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder of TimeML files, *.tml")
    parser.add_argument("--published", type=date.fromisoformat, metavar="DATE", help="for files that don't say theirs")
    parser.add_argument("--errors", action="store_true", help="list expected value, found value and words")
    given = parser.parse_args(argv)
    try:
        figures = _measured(given.folder, given.published)
    except KgError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    sys.stdout.write(report(figures))
    if given.errors:
        sys.stdout.write("".join(f"{line}\n" for line in figures.errors))
    return 0


def _measured(folder: Path, published: date | None) -> Figures:
    paths = sorted(folder.glob("*.tml"))
    if not paths:
        raise ConfigError(f"{folder}: no *.tml files there; give a folder of TimeML files")
    figures = Figures()
    for path in paths:
        try:
            text, annotations, created = read_timeml(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(f"not a readable TimeML file: {error}", str(path)) from error
        compare(text, annotations, find_dates(text, created or published), figures)
    return figures


if __name__ == "__main__":
    sys.exit(main())
