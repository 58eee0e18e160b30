"""A JSON object → `Article`, with a reason for each thing that is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kg.errors import InputError
from kg.model import Article, Origin

__all__ = ["FIELDS", "article_of", "parse_object"]

FIELDS = ("id", "title", "published", "source", "url", "language")
"""What an object may hold beside ``text``. Other fields are left alone."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d(T.+)?", re.ASCII)


def parse_object(text: str, path: str, line: int | None) -> dict[str, Any]:
    """One JSON object. Raises `InputError` for anything else."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"not valid JSON: {error.msg} (column {error.colno})", path, line) from error
    except RecursionError:
        raise InputError("not valid JSON: nested too deeply", path, line) from None
    if not isinstance(value, dict):
        raise InputError(f"expected a JSON object with a field `text`, found {_kind(value)}", path, line)
    return value


def article_of(record: Mapping[str, Any], default_id: str, path: str, line: int | None) -> Article:
    """The article that `record` describes. Raises `InputError` with the field that is missing or wrong."""
    text = _string(record, "text", path, line)
    if text is None or not text.strip():
        raise InputError("the field `text` is missing" if text is None else "the field `text` is empty", path, line)
    values = {name: _string(record, name, path, line) for name in FIELDS}
    title = values["title"] if values["title"] and values["title"].strip() else None
    body = _newlines(text)
    whole = f"{_newlines(title)}\n{body}" if title else body
    for name, value in (*values.items(), ("text", whole)):
        if value is not None and _unstorable(value):
            raise InputError(f"the field `{name}` holds half of a surrogate pair or a NUL", path, line)
    return Article(
        id=values["id"] or default_id,
        text=whole,
        title=_newlines(title) if title else None,
        published=_published(values["published"], path, line),
        source=values["source"] or None,
        url=values["url"] or None,
        language=values["language"] or "ar",
        origin=Origin(path, line),
    )


def _string(record: Mapping[str, Any], name: str, path: str, line: int | None) -> str | None:
    value = record.get(name)
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or isinstance(value, str):
        return value
    raise InputError(f"the field `{name}` is {_kind(value)}, expected a string", path, line)


def _published(value: str | None, path: str, line: int | None) -> str | None:
    """An ISO date or date-time in the form that XML Schema writes it."""
    if not value:
        return None
    try:
        if not _DATE.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value).isoformat() if len(value) == 10 else datetime.fromisoformat(value).isoformat()
    except ValueError:
        reason = (
            f"the field `published` is {value[:40]!r}, expected an ISO date like 2021-07-05 or 2021-07-05T10:00:00Z"
        )
        raise InputError(reason, path, line) from None


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unstorable(text: str) -> bool:
    return "\x00" in text or any("\ud800" <= ch <= "\udfff" for ch in text)


def _kind(value: object) -> str:
    names = {
        dict: "an object",
        list: "a list",
        str: "a string",
        bool: "a truth value",
        int: "a number",
        float: "a number",
    }
    return names.get(type(value), "null")
