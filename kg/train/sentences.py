"""Reads the project's own annotation of single sentences of raw news: which events each tells, and who does what.

The annotation names a sentence by its article and its place there; the text comes from the corpus. One line a
sentence, tab-separated: the article's id, the offsets of the sentence in it, and its events, each
``Kind; role=name|name; says=name; denies=name; modality=planned``, parted by `` ## ``; ``-`` tells no event.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.train.gold import occurrences

__all__ = ["SENTENCES", "annotated_sentences", "event_of", "texts_of"]

SENTENCES = Path(__file__).parent / "sentences.tsv"

_ROLES = ("agent", "target", "participant", "place")
_STANCES = {"says": "asserts", "denies": "denies"}
_MEETINGS = ("DiplomaticMeeting", "Meeting", "Visit", "PhoneCall", "Negotiation", "Summit")
_MODALITIES = ("planned", "hypothetical")


def annotated_sentences(path: Path, raw: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each annotated sentence of `path` as an article of its own and its annotation, as the gold's files have them.

    The texts lie in the ``*.jsonl.xz`` of the folder `raw`. Raises `InputError` with the line where the annotation says
    something that it can't say, or where an article is missing.
    """
    wanted: dict[str, list[tuple[int, int, int, str]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            article, begin, end, events = line.split("\t")
            wanted.setdefault(article, []).append((number, int(begin), int(end), events))
    for article, _, text in texts_of(raw):
        for number, first, last, events in wanted.pop(article, ()):
            sentence = text[first:last]
            record = {"id": f"{article}-{first}", "text": sentence}
            yield record, _annotation(sentence, events, path, number)
    if wanted:
        raise InputError(f"{len(wanted)} annotated articles are not in {raw}, {min(wanted)} among them", str(path))


def _annotation(text: str, events: str, path: Path, line: int) -> dict[str, Any]:
    told = [event_of(event, path, line) for event in ([] if events == "-" else events.split(" ## "))]
    names = {name for event in told for role in _ROLES for name in event[role]}
    names |= {claim["claimant"] for event in told for claim in event["claims"]}
    for name in sorted(names):
        if not occurrences(text, [(name, name)]):
            raise InputError(f"{name!r} does not stand in the sentence", str(path), line)
    # A place that is attacked is annotated as a place, so that no target is a location.
    entities = [{"id": name, "type": "Actor", "names": [name]} for name in sorted(names)]
    return {"entities": entities, "events": [{**event, "evidence": [text]} for event in told]}


def event_of(event: str, path: Path, line: int) -> dict[str, Any]:
    """An event as the gold's files have it, its fillers by name. Raises `InputError` for what can't be said of one."""
    kind, *fields = (part.strip() for part in event.split(";"))
    found: dict[str, Any] = {role: [] for role in _ROLES}
    found |= {"type": "DiplomaticMeeting" if kind in _MEETINGS else "Attack", "subtype": kind, "claims": []}
    for key, _, value in (field.partition("=") for field in fields):
        if key in _ROLES:
            found[key] = value.split("|")
        elif key in _STANCES:
            found["claims"] += [{"claimant": name, "stance": _STANCES[key]} for name in value.split("|")]
        elif key == "modality" and value in _MODALITIES:
            found["modality"] = value
        else:
            raise InputError(f"{key}={value} is neither a role nor a modality", str(path), line)
    return found


def texts_of(raw: Path) -> Iterator[tuple[str, str | None, str]]:
    """The id, the title and the whole text, title first, of each article of the ``*.jsonl.xz`` of a folder."""
    for path in sorted(raw.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                title = record.get("title") or None
                yield str(record["id"]), title, f"{title}\n{record['text']}" if title else record["text"]
