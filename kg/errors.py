"""The errors that Khabar raises on purpose.

    KgError
    ├── InputError        an article or a file of articles can't be read
    ├── ConfigError       a setting, a flag or a name given by the user is wrong
    ├── MissingDataError  something optional must be installed first
    ├── OntologyError     the ontology is inconsistent or lacks a term
    ├── StoreError        the store can't be opened, read or written
    └── QueryError        a query can't be parsed, bound or answered

Each message says what was wrong, where, and what to do about it.
"""

from __future__ import annotations

__all__ = [
    "ConfigError",
    "InputError",
    "KgError",
    "MissingDataError",
    "OntologyError",
    "QueryError",
    "StoreError",
]


class KgError(Exception):
    """Anything that Khabar reports to its user instead of crashing."""


class InputError(KgError):
    """An article, or a file of articles, that can't be read.

    `path` names the file (``-`` for standard input), `line` the line counted from 1,
    or `None` where the whole file is meant.
    """

    def __init__(self, reason: str, path: str, line: int | None = None) -> None:
        self.reason = reason
        self.path = path
        self.line = line
        super().__init__(f"{path}:{line}: {reason}" if line is not None else f"{path}: {reason}")


class ConfigError(KgError):
    """A setting, a flag or a name given by the user is wrong."""


class MissingDataError(KgError):
    """Optional data or an optional package is needed; the message says how to install it."""


class OntologyError(KgError):
    """The ontology is inconsistent or lacks a term that the code relies on."""


class StoreError(KgError):
    """The store can't be opened, read or written."""


class QueryError(KgError):
    """A query can't be found, parsed, bound or answered."""
