"""Answers of a web service, kept in a file until they expire."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.errors import ConfigError

__all__ = ["Cache"]

_DAY = 86_400.0
_FOUND, _NOT_FOUND = 30 * _DAY, 7 * _DAY
"""How long answers keep, in seconds; what was not found may be made any day."""


class Cache:
    """Key → JSON value. Each answer is on disk when `put` returns, so that an interrupted run loses none."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        self._now = now
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(path, isolation_level=None)
            self._base.execute(
                "CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, value TEXT, expires REAL) WITHOUT ROWID"
            )
        except (OSError, sqlite3.Error) as error:
            raise ConfigError(f"{path}: the cache can't be used ({error}); name another with --cache") from error

    def get(self, key: str) -> Any:
        """The value, or `None` if there is none or it has expired."""
        row = self._base.execute(
            "SELECT value FROM answer WHERE key = ? AND expires > ?", (key, self._now())
        ).fetchone()
        return None if row is None else json.loads(row[0])

    def put(self, key: str, value: Any, *, is_found: bool) -> None:
        """Keep a value; `is_found` tells how long it holds."""
        expires = self._now() + (_FOUND if is_found else _NOT_FOUND)
        text = json.dumps(value, ensure_ascii=False)
        self._base.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", (key, text, expires))

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()
