"""What people decided about links: kept in a file of their own, which no rebuild touches.

A tab-separated table that a person can read, diff and put under version control, by default beside the store. Each line
says that a name is an item, is not an item, or has none; it holds for all articles, or for one, for all classes, or for
one. The last line on a name and an item counts.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from kg.errors import ConfigError, InputError
from kg.model import Entity
from kg.text.normalise import name_key

__all__ = ["NIL", "Decision", "Decisions", "Judgement", "decide"]

NIL = "NIL"
_QID = re.compile(r"Q[1-9][0-9]*")
_COLUMNS = ("name", "judgement", "qid", "class", "article", "date", "by")


class Judgement(Enum):
    """What was decided about a name and an item."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the table. `qid` is `NIL` where a name was decided to have no item."""

    name: str
    judgement: Judgement
    qid: str
    type: str | None = None
    article: str | None = None
    date: str = ""
    by: str = ""

    def holds_for(self, entity: Entity, article: str) -> bool:
        """Whether it is about this entity of this article."""
        if self.article not in {None, article} or self.type not in {None, entity.type}:
            return False
        names = (entity.name, *(name for name in entity.alt_names if entity.type != "Person" or " " in name))
        return name_key(self.name) in {name_key(name) for name in names}


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions in order."""

    all: tuple[Decision, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Decisions:
        """The decisions in a file; none if there is no file. Raises `InputError` on a line that can't be read."""
        if not path.is_file():
            return cls()
        with path.open(encoding="utf-8", newline="") as file:
            return cls(tuple(_parsed(csv.DictReader(file, delimiter="\t"), str(path))))

    def with_(self, decision: Decision) -> Decisions:
        """These and one more, which takes the place of those on the same name, item, class and article."""
        return Decisions((*(d for d in self.all if _about(d) != _about(decision)), decision))

    def without(self, name: str, qid: str | None = None) -> Decisions:
        """These without those on a name, or on a name and an item."""
        key = name_key(name)
        return Decisions(tuple(d for d in self.all if name_key(d.name) != key or qid not in {None, d.qid}))

    def write(self, path: Path) -> None:
        """Put them into a file, whole or not at all."""
        partial = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            with partial.open("w", encoding="utf-8", newline="") as file:
                table = csv.writer(file, delimiter="\t", lineterminator="\n")
                table.writerow(_COLUMNS)
                table.writerows(
                    (d.name, d.judgement.value, d.qid, d.type or "", d.article or "", d.date, d.by) for d in self.all
                )
            partial.replace(path)
        except OSError as error:
            raise ConfigError(f"{path}: the decisions can't be written: {error.strerror}") from error
        finally:
            partial.unlink(missing_ok=True)

    def accepted(self, entity: Entity, article: str) -> Decision | None:
        """The decision which item `entity` is, or that it has none. One for the article goes before one for all."""
        fitting = [d for d in self.all if d.judgement is Judgement.ACCEPTED and d.holds_for(entity, article)]
        return (
            max(fitting, key=lambda d: (d.article is not None, d.type is not None), default=None) if fitting else None
        )

    def rejected(self, entity: Entity, article: str) -> frozenset[str]:
        """The items that `entity` is not."""
        return frozenset(d.qid for d in self.all if d.judgement is Judgement.REJECTED and d.holds_for(entity, article))


def decide(name: str, judgement: Judgement, qid: str, kind: str | None = None, article: str | None = None) -> Decision:
    """A decision of today, by the user that runs this.

    Raises `ConfigError` if `qid` is neither a Wikidata id nor, for an accepted one, `NIL`.
    """
    if not name_key(name):
        raise ConfigError(f"{name!r} is no name")
    if not _QID.fullmatch(qid) and (qid != NIL or judgement is Judgement.REJECTED):
        raise ConfigError(f"{qid!r} is no Wikidata id; expected Q and a number, such as Q858, or NIL for no item")
    by = os.environ.get("KG_USER") or os.environ.get("USER") or "a person"
    return Decision(name, judgement, qid, kind, article, date.today().isoformat(), by)


def _about(decision: Decision) -> tuple[str | None, ...]:
    # Accepting one item of a name takes the place of having accepted another.
    item = decision.qid if decision.judgement is Judgement.REJECTED else None
    return name_key(decision.name), item, decision.type, decision.article


def _parsed(rows: csv.DictReader[str], path: str) -> Iterator[Decision]:
    missing = set(_COLUMNS[:3]) - set(rows.fieldnames or ())
    if missing:
        raise InputError(
            f"a table of decisions has the columns {', '.join(_COLUMNS)}; missing: {_list(missing)}", path, 1
        )
    for row in rows:
        line = rows.line_num
        if row["judgement"] not in {one.value for one in Judgement}:
            raise InputError(f"judgement is accepted or rejected, not {row['judgement']!r}", path, line)
        if not (_QID.fullmatch(row["qid"] or "") or row["qid"] == NIL):
            raise InputError(f"qid is Q and a number, or NIL, not {row['qid']!r}", path, line)
        yield Decision(
            row["name"],
            Judgement(row["judgement"]),
            row["qid"],
            row.get("class") or None,
            row.get("article") or None,
            row.get("date") or "",
            row.get("by") or "",
        )


def _list(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
