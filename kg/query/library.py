"""Saved queries: files of SPARQL with a header of comments, in the style of grlc (https://grlc.io).

    #+ summary: Attacks at a place and at every place inside it
    #+ summary@ar: الهجمات في مكان وفي كل ما يقع داخله
    #+ description: What lies inside is known from the articles and from the gazetteer.
    #+ param: place entity - the place
    #+ param: from date * not before this day
    #+ example: place='دير الزور' from=2021-06
    SELECT … { VALUES ?place { UNDEF } VALUES ?from { UNDEF } … }

A query that asks another service too names with ``#+ join: item linked_attacks`` the saved query whose column ``item``
fills its ``VALUES ?item { UNDEF }`` (`kg.query.federated`).

Each parameter has its ``VALUES`` block, whose content is replaced by terms (`kg.query.binding`): a file stays valid
SPARQL that any tool can run. A default of ``-`` means that the parameter is needed; ``*`` that its variable stays
unbound, so that the query is not narrowed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import QueryError
from kg.query.record import Record
from kg.resources import queries_dir

__all__ = ["TYPES", "Parameter", "SavedQuery", "find", "folders", "library", "parse"]

TYPES = ("string", "integer", "decimal", "date", "iri", "term", "entity")
_FORM = r"(?<![\w:?$@])(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b"
_NO_CODE = r"#[^\n]*|<[^<>\s]*>"
"""What stands before a query's form and is no part of it: comments and the prologue's IRIs."""
_KEYS = "summary, description, param, example, join"
_LINE = re.compile(r"#\+\s*(\w+)(?:@([a-z]{2,3}))?:\s*(.*)")


class Parameter(Record):
    """A value that the user gives to a saved query. `type` is one of `TYPES`; for a list, the type of its elements."""

    __slots__ = ("default", "description", "is_list", "name", "needed", "type")

    def __init__(
        self,
        name: str,
        type: str,  # noqa: A002 - as the header calls it
        default: str | None,
        *,
        needed: bool,
        description: str,
        is_list: bool = False,
    ) -> None:
        self.name = name
        self.type = type
        self.default = default
        self.needed = needed
        self.description = description
        self.is_list = is_list

    @property
    def shown_type(self) -> str:
        """The type as it stands in the header."""
        return f"list({self.type})" if self.is_list else self.type


class SavedQuery(Record):
    """A query file with what its header says.

    `joins` are variables, each with the saved query that is asked for its values first. `translations` are summaries,
    each after the tag of its language.
    """

    __slots__ = ("description", "examples", "joins", "name", "parameters", "path", "summary", "text", "translations")

    def __init__(
        self,
        name: str,
        text: str,
        *,
        summary: str,
        description: str,
        parameters: tuple[Parameter, ...],
        examples: tuple[str, ...],
        path: Path,
        joins: tuple[tuple[str, str], ...] = (),
        translations: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.name = name
        self.text = text
        self.summary = summary
        self.description = description
        self.parameters = parameters
        self.examples = examples
        self.path = path
        self.joins = joins
        self.translations = translations

    def summary_in(self, language: str) -> str:
        """The summary in a language, given by its tag; the English one where there is none."""
        return dict(self.translations).get(language, self.summary)

    @property
    def is_graph(self) -> bool:
        """Whether it answers with a graph (CONSTRUCT, DESCRIBE) and not with a table."""
        match = re.search(_FORM, re.sub(_NO_CODE, " ", self.text), re.IGNORECASE)
        return match is not None and match[0].upper() in {"CONSTRUCT", "DESCRIBE"}

    @property
    def body(self) -> str:
        """The query without its header."""
        return "\n".join(line for line in self.text.splitlines() if not line.startswith("#+")).strip()


def folders(extra: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Where saved queries are looked for: `extra`, then `KG_QUERIES`, then the shipped ones.

    Raises `QueryError` if a folder that the user names is none.
    """
    environment = [Path(part) for part in os.environ.get("KG_QUERIES", "").split(os.pathsep) if part]
    own = (*extra, *environment)
    for folder in own:
        if not folder.is_dir():
            raise QueryError(f"{folder}: no folder of saved queries (--queries, KG_QUERIES)")
    return (*own, queries_dir())


def library(extra: Iterable[Path] = ()) -> dict[str, SavedQuery]:
    """All saved queries by name, sorted; of two with one name, that of the earlier folder."""
    found: dict[str, SavedQuery] = {}
    for folder in folders(extra):
        for path in sorted(folder.glob("*.rq")):
            if path.stem not in found:
                found[path.stem] = parse(path)
    return dict(sorted(found.items()))


def find(name: str, extra: Iterable[Path] = ()) -> SavedQuery | None:
    """The saved query of that name, or `None`. Only the file that is found is read."""
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
    joins: list[tuple[str, str]] = []
    translations: dict[str, str] = {}
    for where, key, language, value in _header(path, text):
        if language is not None:
            translations[language] = f"{translations.get(language, '')} {value}".strip()
        elif key == "param":
            parameters.append(_parameter(value, where, text))
        elif key == "example":
            examples.append(value)
        elif key == "join":
            joins.append(_join(value, where, text))
        elif key in single:
            single[key] = f"{single[key]} {value}".strip()
        else:
            raise QueryError(f"{where}: unknown header {key!r}; known: {_KEYS}")
    return SavedQuery(
        path.stem,
        text,
        **single,
        parameters=tuple(parameters),
        examples=tuple(examples),
        path=path,
        joins=tuple(joins),
        translations=tuple(sorted(translations.items())),
    )


def _header(path: Path, text: str) -> Iterator[tuple[str, str, str | None, str]]:
    """The lines of a header: where each stands, its key, the language of a translation, and its value."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#+"):
            where = f"{path}:{number}"
            match = _LINE.fullmatch(line.rstrip())
            if match is None:
                raise QueryError(f"{where}: expected `#+ key: value`, found {line!r}")
            key, language, value = match.groups()
            if language is not None and key != "summary":
                raise QueryError(f"{where}: only a summary is told in other languages, not {key!r}")
            yield where, key, language, value


def _join(value: str, where: str, text: str) -> tuple[str, str]:
    from kg.query.binding import places

    variable, _, name = value.partition(" ")
    if not re.fullmatch(r"[\w-]+", name) or not places(text, variable):
        raise QueryError(f"{where}: expected `#+ join: VARIABLE NAME`, and VALUES ?VARIABLE {{ UNDEF }} in the query")
    return variable, name


def _parameter(value: str, where: str, text: str) -> Parameter:
    from kg.query.binding import places

    name, kind, default, description = (*value.split(None, 3), "", "", "", "")[:4]
    is_list = kind == "list" or (kind.startswith("list(") and kind.endswith(")"))
    element = (kind[len("list(") : -1] or "string") if is_list else kind
    if element not in TYPES or not default:
        expected = f"`#+ param: NAME TYPE DEFAULT description`, TYPE one of {', '.join(TYPES)}, list(TYPE)"
        raise QueryError(f"{where}: expected {expected}")
    if not places(text, name):
        raise QueryError(f"{where}: the query has no place for {name!r}: write VALUES ?{name} {{ UNDEF }} into it")
    return Parameter(
        name,
        element,
        None if default in {"-", "*"} else default,
        needed=default == "-",
        description=description,
        is_list=is_list,
    )
