"""A JSON object → `Article`, with a reason for each thing that is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kg.errors import InputError
from kg.model import Article, Origin
from kg.read.decode import newlines

__all__ = ["FIELDS", "article_of", "object_of", "parse_json", "parse_object"]

FIELDS = ("id", "title", "published", "source", "url", "language")
"""What an object may hold beside ``text``. Other fields are left alone."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_MAX_OFFSET_HOURS = 14
_KINDS = {dict: "an object", list: "a list", str: "a string", bool: "a truth value", int: "a number", float: "a number"}


def parse_json(text: str, path: str, line: int | None) -> Any:
    """The JSON value that `text` is; `line` is the number of its first line. Raises `InputError`."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        at = None if line is None else line + error.lineno - 1
        raise InputError(f"not valid JSON: {error.msg} (column {error.colno})", path, at) from error
    except RecursionError:
        raise InputError("not valid JSON: nested too deeply", path, line) from None
    except ValueError:
        # Python refuses to read integers of thousands of digits.
        raise InputError("not valid JSON: a number of too many digits", path, line) from None


def parse_object(text: str, path: str, line: int | None) -> dict[str, Any]:
    """One JSON object. Raises `InputError` for anything else."""
    return object_of(parse_json(text, path, line), path, line)


def object_of(value: object, path: str, line: int | None) -> dict[str, Any]:
    """`value`, if it is a JSON object. Raises `InputError` for anything else."""
    if not isinstance(value, dict):
        raise InputError(f"expected a JSON object, found {_kind(value)}", path, line)
    return value


def article_of(record: Mapping[str, Any], default_id: str, path: str, line: int | None = None) -> Article:
    """The article that `record` describes. Raises `InputError` with the field that is missing or wrong."""
    text = _string(record, "text", path, line)
    if text is None or not text.strip():
        raise InputError("the field `text` is missing" if text is None else "the field `text` is empty", path, line)
    values = {name: _string(record, name, path, line) or None for name in FIELDS}
    title = newlines(values["title"]) if values["title"] else None
    identifier = values["id"] if values["id"] and values["id"].strip() else default_id
    return Article(
        id=identifier,
        text=f"{title}\n{newlines(text)}" if title else newlines(text),
        title=title if title and title.strip() else None,
        published=_published(values["published"], path, line),
        source=values["source"],
        url=values["url"],
        language=_language(values["language"], path, line),
        origin=Origin(path, line),
    )


def _string(record: Mapping[str, Any], name: str, path: str, line: int | None) -> str | None:
    value = record.get(name)
    if value is None:
        return None
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise InputError(f"the field `{name}` is {_kind(value)}, expected a string", path, line)
    if "\x00" in value:
        raise InputError(f"the field `{name}` holds a NUL character", path, line)
    try:
        value.encode()
    except UnicodeEncodeError as error:
        code = ord(value[error.start])
        reason = f"the field `{name}` holds half of a surrogate pair (\\u{code:04x} at character {error.start})"
        raise InputError(reason, path, line) from None
    return value


def _language(value: str | None, path: str, line: int | None) -> str:
    """A language tag (BCP 47); Arabic where none is given."""
    if value is None:
        return "ar"
    if not _LANGUAGE.fullmatch(value):
        raise InputError(f"the field `language` is {value[:40]!r}, expected a language tag like ar", path, line)
    return value


def _published(value: str | None, path: str, line: int | None) -> str | None:
    """An ISO date or date-time in the form that XML Schema writes it."""
    if value is None:
        return None
    try:
        if _DATE.fullmatch(value):
            return date.fromisoformat(value).isoformat()
        if not _DATE_TIME.fullmatch(value):
            raise ValueError
        moment = datetime.fromisoformat(value)
        offset = moment.utcoffset()
        if offset is not None and abs(offset.total_seconds()) > _MAX_OFFSET_HOURS * 3600:
            raise ValueError
        return moment.isoformat()
    except ValueError:
        reason = (
            f"the field `published` is {value[:40]!r}, expected an ISO date like 2021-07-05 or 2021-07-05T10:00:00Z"
        )
        raise InputError(reason, path, line) from None


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "null")
