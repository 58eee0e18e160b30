"""Saved queries: files of SPARQL with a header of comments, in the style of grlc (https://grlc.io).

    #+ summary: Attacks at a place, the newest first
    #+ description: Counts every place inside it too.
    #+ param: place entity - the place, in any spelling, as QID or as IRI
    #+ param: limit integer 50 rows at most
    #+ example: place=الرقة

A parameter `place` binds the variable ``?place`` by substitution: its value never becomes part of the query's text.
Types: ``string``, ``iri``, ``entity``, ``date``, ``integer``. A default of ``-`` means that the parameter is needed;
``*`` that the variable stays unbound, so that the query is not narrowed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import QueryError
from kg.resources import queries_dir

__all__ = ["Parameter", "SavedQuery", "find", "folders", "library", "parse"]

TYPES = ("string", "iri", "entity", "date", "integer")
_LINE = re.compile(r"#\+\s*(\w+):\s*(.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the user gives to a saved query."""

    name: str
    type: str
    default: str | None
    needed: bool
    description: str


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query file with what its header says."""

    name: str
    text: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    examples: tuple[str, ...]
    path: Path


def folders(extra: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Where saved queries are looked for: `extra`, then `KG_QUERIES`, then the shipped ones."""
    environment = [Path(part) for part in os.environ.get("KG_QUERIES", "").split(os.pathsep) if part]
    return (*extra, *environment, queries_dir())


def library(extra: Iterable[Path] = ()) -> dict[str, SavedQuery]:
    """All saved queries by name, sorted; of two with one name, that of the earlier folder."""
    found: dict[str, SavedQuery] = {}
    for folder in folders(extra):
        for path in sorted(folder.glob("*.rq")):
            found.setdefault(path.stem, parse(path))
    return dict(sorted(found.items()))


def find(name: str, extra: Iterable[Path] = ()) -> SavedQuery | None:
    """The saved query of that name, or `None`."""
    if not re.fullmatch(r"[\w-]+", name):
        return None
    paths = (folder / f"{name}.rq" for folder in folders(extra))
    return next((parse(path) for path in paths if path.is_file()), None)


def parse(path: Path) -> SavedQuery:
    """The saved query in a file. Raises `QueryError` with file and line if its header is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: can't be read: {error}") from error
    single = {"summary": "", "description": ""}
    parameters: list[Parameter] = []
    examples: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#+"):
            continue
        match = _LINE.fullmatch(line.rstrip())
        if match is None:
            raise QueryError(f"{path}:{number}: expected `#+ key: value`, found {line!r}")
        key, value = match.groups()
        if key == "param":
            parameters.append(_parameter(value, path, number))
        elif key == "example":
            examples.append(value)
        elif key in single:
            single[key] = f"{single[key]} {value}".strip()
        else:
            raise QueryError(f"{path}:{number}: unknown header {key!r}; known: summary, description, param, example")
    return SavedQuery(path.stem, text, **single, parameters=tuple(parameters), examples=tuple(examples), path=path)


def _parameter(value: str, path: Path, number: int) -> Parameter:
    parts = value.split(None, 3)
    if len(parts) < 3 or parts[1] not in TYPES:
        raise QueryError(
            f"{path}:{number}: expected `#+ param: NAME TYPE DEFAULT description`, TYPE one of {', '.join(TYPES)}"
        )
    name, kind, default, *rest = parts
    return Parameter(name, kind, None if default in {"-", "*"} else default, default == "-", "".join(rest))
