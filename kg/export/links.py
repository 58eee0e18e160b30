"""The links of a store as tables: SSSOM (https://mapping-commons.github.io/sssom/), CSV, and CSV for OpenRefine."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from kg.ontology import vocab

__all__ = ["FORMATS", "LinkRecord", "as_csv", "as_openrefine", "as_sssom", "records"]

FORMATS = ("sssom", "csv", "openrefine")
_CANDIDATES = 4


class _Asked(Protocol):
    @property
    def base(self) -> str: ...

    def query(self, text: str) -> Any: ...


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """A link of one entity of the facts layer, or that it has none (no `items`)."""

    entity: str
    label: str
    label_en: str
    type: str
    items: tuple[str, ...]
    """IRIs of the Wikidata and GeoNames items that were accepted."""
    confidence: str
    justification: str
    method: str
    """Local name of a SEMAPV term."""
    tool: str
    date: str
    candidates: tuple[tuple[str, str, str], ...]
    """Item, label, confidence of those that were considered."""
    articles: int
    """How many articles have this link."""


_RECORDS = f"""
PREFIX kg: <{vocab.KG}> PREFIX rdfs: <{vocab.RDFS}> PREFIX sssom: <{vocab.SSSOM}>
SELECT ?record ?entity ?item ?confidence ?why ?method ?tool ?date ?candidate ?clabel ?score {{
  GRAPH <BASEgraph/links> {{
    ?record a kg:Link ; kg:subject ?told ; kg:item ?item ; kg:confidence ?confidence ;
            kg:justification ?why ; kg:by ?tool .
    OPTIONAL {{ ?record sssom:mapping_justification ?method }}
    OPTIONAL {{ ?record sssom:mapping_date ?date }}
    OPTIONAL {{ ?record kg:candidate ?c . ?c kg:item ?candidate ; kg:confidence ?score ; rdfs:label ?clabel }}
  }}
  GRAPH <BASEgraph/merges> {{ ?told kg:canonical ?entity }}
}}"""
_ENTITIES = f"""
PREFIX kg: <{vocab.KG}> PREFIX rdfs: <{vocab.RDFS}>
SELECT ?entity ?label ?type {{
  ?entity a kg:Entity . {{ ?entity rdfs:label ?label }} UNION {{ ?entity a ?type }}
}}"""


def records(store: _Asked, depth: dict[str, int]) -> list[LinkRecord]:
    """The links in a store's facts layer, one an entity and set of items, sorted by label.

    `depth` gives how far each class lies below the root, by local name: the deepest of an entity's classes is told.
    """
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    types: dict[str, set[str]] = defaultdict(set)
    for row in store.query(_ENTITIES):
        entity = row["entity"].value
        if row["label"] is not None:
            labels[entity].setdefault(row["label"].language or "", row["label"].value)
        elif row["type"] is not None and row["type"].value.startswith(vocab.KG):
            types[entity].add(vocab.local_name(row["type"].value))
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in store.query(_RECORDS.replace("BASE", store.base)):
        rows[row["record"].value].append(row)
    grouped: dict[tuple[str, tuple[str, ...]], list[list[Any]]] = defaultdict(list)
    for found in rows.values():
        named = {row["item"].value for row in found} - {vocab.SSSOM_NO_TERM_FOUND}
        grouped[found[0]["entity"].value, tuple(sorted(named))].append(found)
    made = []
    for (entity, items), several in grouped.items():
        best = min(several, key=lambda found: (-float(found[0]["confidence"].value), found[0]["record"].value))
        kind = max(types[entity], key=lambda name: (depth.get(name, 0), name), default="Entity")
        made.append(_record(entity, labels[entity], kind, items, best, len(several)))
    return sorted(made, key=lambda record: (record.label, record.entity, record.items))


def _record(
    entity: str, labels: dict[str, str], kind: str, items: tuple[str, ...], rows: Sequence[Any], articles: int
) -> LinkRecord:
    row = rows[0]
    told = [one for one in rows if one["candidate"] is not None]
    considered = {(one["candidate"].value, one["clabel"].value, one["score"].value) for one in told}
    return LinkRecord(
        entity=entity,
        label=labels.get("ar", ""),
        label_en=labels.get("en", ""),
        type=kind,
        items=items,
        confidence=row["confidence"].value,
        justification=row["why"].value,
        method=vocab.local_name(row["method"].value) if row["method"] is not None else "",
        tool=row["tool"].value,
        date=row["date"].value if row["date"] is not None else "",
        candidates=tuple(sorted(considered, key=lambda c: (-float(c[2]), c[0]))[:_CANDIDATES]),
        articles=articles,
    )


def as_sssom(found: Iterable[LinkRecord], base: str) -> Iterator[str]:
    """An SSSOM table: its metadata as YAML comments, then a row a mapping; `sssom:NoTermFound` where there is none."""
    prefixes = {
        "khabar": base,
        "wikidata": vocab.WD,
        "geonames": vocab.GN,
        "skos": vocab.SKOS,
        "semapv": vocab.SEMAPV,
        "sssom": vocab.SSSOM,
        "kg": vocab.KG,
    }
    yield "#curie_map:\n"
    yield from (f'#  {prefix}: "{namespace}"\n' for prefix, namespace in prefixes.items())
    yield f'#mapping_set_id: "{base}graph/links"\n#license: "https://creativecommons.org/publicdomain/zero/1.0/"\n'

    def short(iri: str) -> str:
        for prefix, namespace in prefixes.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri[len(namespace) :].rstrip('/')}"
        return iri

    header = (
        *("subject_id", "subject_label", "subject_type", "predicate_id", "object_id", "mapping_justification"),
        *("confidence", "mapping_tool", "mapping_date", "comment", "other"),
    )
    yield _row(header, "\t")
    for record in found:
        considered = "|".join(f"{short(item)} {label} {score}" for item, label, score in record.candidates)
        for item in record.items or (vocab.SSSOM_NO_TERM_FOUND,):
            yield _row(
                (
                    *(short(record.entity), record.label, f"kg:{record.type}", "skos:exactMatch", short(item)),
                    *(f"semapv:{record.method}", record.confidence, record.tool, record.date),
                    *(record.justification, f"candidates: {considered}" if considered else ""),
                ),
                "\t",
            )


def as_csv(found: Iterable[LinkRecord]) -> Iterator[str]:
    """One row an entity and link."""
    yield _row(
        ("entity", "label", "label_en", "class", "wikidata", "geonames", "confidence", "justification", "tool", "date",
         "articles", "candidates"), ","
    )  # fmt: skip
    for record in found:
        considered = "; ".join(f"{_id(item)} {label} {score}" for item, label, score in record.candidates)
        yield _row(
            (record.entity, record.label, record.label_en, record.type, _wikidata(record), _geonames(record),
             record.confidence, record.justification, record.tool, record.date, str(record.articles), considered), ","
        )  # fmt: skip


def as_openrefine(found: Iterable[LinkRecord]) -> Iterator[str]:
    """A table to reconcile: the name first, plain ids in columns of their own, one column a candidate (in OpenRefine:
    use values as identifiers). Names without link come first.
    """
    columns = tuple(f"candidate {n}" for n in range(1, _CANDIDATES + 1))
    yield _row(("name", "name_en", "class", "Qid", "GeoNames", "confidence", *columns, "entity"), ",")
    for record in sorted(found, key=lambda one: bool(one.items)):
        ids = [_id(item) for item, _, _ in record.candidates]
        padded = (*ids, *[""] * (_CANDIDATES - len(ids)))
        yield _row(
            (record.label, record.label_en, record.type, _wikidata(record), _geonames(record), record.confidence,
             *padded, record.entity), ","
        )  # fmt: skip


def _id(item: str) -> str:
    return item.rstrip("/").rpartition("/")[2]


def _wikidata(record: LinkRecord) -> str:
    return next((_id(item) for item in record.items if item.startswith(vocab.WD)), "")


def _geonames(record: LinkRecord) -> str:
    return next((_id(item) for item in record.items if item.startswith(vocab.GN)), "")


def _row(values: Iterable[str], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(values)
    return out.getvalue()
