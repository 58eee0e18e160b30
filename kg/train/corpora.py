"""Reads the labelled corpora as sentences of words with tags for each label set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.train.labels import NEWSFANE_TO_PROJECT
from kg.train.words import fold, words_of

__all__ = ["IGNORED", "Sample", "Span", "held_out", "read_conll", "read_newswire", "read_plain", "trained_on"]

IGNORED = -100
"""Stands in `Sample.clitics` where nothing is known."""

Span = tuple[int, int, str]
"""A name: half-open character offsets and its type."""


@dataclass(slots=True)
class Sample:
    """One sentence. `tags` holds, for each label set that it was annotated with, one BIO tag a word."""

    source: str
    words: list[str]
    tags: dict[str, list[str]]
    clitics: list[int] = field(default_factory=list)
    """How many letters of proclitics each word begins with, or `IGNORED`."""
    soft: bool = False
    """Whether the tags of the label set ``project`` were derived from another label set, and so count for less."""


PROCLITICS = frozenset(("و", "ف", "ب", "ل", "ك", "لل", "وب", "ول", "وك", "فب", "فل", "ولل", "فلل"))
"""What may be written before a name, as one word with it; لل hides the name's own ا."""

_ARMED = ("حزب الله", "حماس", "كتائب", "سرايا", "القاعده", "طالبان", "المقاومه", "ميليشيا", "الجهاد")
_WORLD = (
    "امم المتحد",
    "الامم",
    "مجلس الامن",
    "اوبك",
    "الدول",
    "يونيفيل",
    "الناتو",
    "الاطلسي",
    "مجلس التعاون",
    "الاتحاد الاوروبي",
    "الاوروبي",
    "الجمعيه العامه",
    "الويبو",
    "الوكاله الدوليه",
    "منظمه الصحه",
    "صندوق النقد",
)
_FORCES = ("الجيش", "جيش", "قوات", "القوات", "سلاح", "الحرس")
_BUILDINGS = (
    (("مسجد", "المسجد", "كنيسه", "الكنيسه", "مقام", "الاستانه", "ضريح", "دير"), "Religious"),
    (("مستشفي", "المستشفي"), "Hospital"),
    (("مطار",), "Airport"),
    (("ميناء", "مرفا"), "Port"),
    (("سفاره", "قصر", "البيت", "الكرملين", "وزاره", "السفاره", "مقر"), "Government"),
    (("قاعده", "معسكر", "غوانتانامو"), "MilitaryBase"),
    (("جامعه", "مدرسه", "كليه", "معهد"), "School"),
    (("معبر", "جسر"), "Crossing"),
)


def _project_type(name: str, surface: str) -> str | None:
    """NewsFANE's class `name` of the words `surface` in the project's types, `None` if it can't be told."""
    folded = fold(surface)
    first = folded.split()[0]
    if name == "Government":
        return "MilitaryForce" if first in _FORCES else "GovernmentBody"
    if name == "Non-Governmental":
        if any(cue in folded for cue in _WORLD):
            return "InternationalOrganization"
        if any(cue in folded for cue in _ARMED):
            return "ArmedGroup"
        return "PoliticalParty" if first in ("حزب", "الحزب", "تيار", "حركه") else "Organization"
    if name in ("Building-Grounds", "Medical-Science", "Path", "Subarea-Facility"):
        for heads, kind in _BUILDINGS:
            if first in heads:
                return kind
        return "Facility" if name == "Building-Grounds" else None
    return NEWSFANE_TO_PROJECT.get(name)


def read_conll(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """The sentences of a ``word<TAB>tag`` file as (words, tags)."""
    words: list[str] = []
    tags: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) < 2 or not parts[0].strip():
            if words:
                yield words, tags
            words, tags = [], []
            continue
        words.append(parts[0].strip())
        tags.append(parts[1].strip())
    if words:
        yield words, tags


def _spans(tags: list[str], bounds: list[tuple[int, int]]) -> list[Span]:
    spans: list[Span] = []
    for tag, (begin, end) in zip(tags, bounds, strict=True):
        if tag == "O":
            continue
        prefix, name = tag.split("-", 1)
        if prefix == "I" and spans and spans[-1][2] == name and begin - spans[-1][1] <= 1:
            spans[-1] = (spans[-1][0], end, name)
        else:
            spans.append((begin, end, name))
    return spans


def _joined(words: list[str]) -> tuple[str, list[tuple[int, int]]]:
    bounds, at = [], 0
    for word in words:
        bounds.append((at, at + len(word)))
        at += len(word) + 1
    return " ".join(words), bounds


def project_tags(spans: list[Span], words: list[tuple[int, int]]) -> list[str]:
    """BIO tags of the words that character `spans` cover, the earlier span first where two touch one word."""
    tags = ["O"] * len(words)
    for begin, end, name in spans:
        inside = [i for i, (b, e) in enumerate(words) if b < end and e > begin and tags[i] == "O"]
        for position, i in enumerate(inside):
            tags[i] = f"{'B' if position == 0 else 'I'}-{name}"
    return tags


def read_plain(path: Path, head: str, types: tuple[str, ...]) -> list[Sample]:
    """A CoNLL file as samples of the label set `head`; tags of types outside `types` become O."""
    samples = []
    for words, tags in read_conll(path):
        text, bounds = _joined(words)
        cut = words_of(text)
        spans = [span for span in _spans(tags, bounds) if span[2] in types]
        surface = [text[begin:end] for begin, end in cut]
        samples.append(Sample(head, surface, {head: project_tags(spans, cut)}, [IGNORED] * len(cut)))
    return samples


def read_newswire(anercorp: Path, newsfane: Path) -> list[Sample]:
    """ANERcorp's sentences with its own tags, the project's types from NewsFANE, and proclitics from NewsFANE.

    Both corpora annotate one text. NewsFANE splits proclitics off and folds letters, so that its words are aligned
    with ANERcorp's surface letter by letter; where the alignment is lost, the words are masked.
    """
    fine = [(word, tag) for words, tags in read_conll(newsfane) for word, tag in zip(words, tags, strict=True)]
    letters = [(char, index) for index, (word, _) in enumerate(fine) for char in fold(word)]
    sentences = list(read_conll(anercorp))
    surface_letters = [char for words, _ in sentences for word in words for raw in word for char in fold(raw)]
    owner = _align(surface_letters, letters)
    samples, at = [], 0
    for words, tags in sentences:
        text, bounds = _joined(words)
        of_char: list[int | None] = []
        for raw in text:
            size = 0 if raw == " " else len(fold(raw))
            of_char.append(owner[at] if size else None)
            at += size
        samples.append(_newswire_sample(text, _spans(tags, bounds), of_char, fine))
    return samples


HELD_OUT = 0.1
"""The last part of ANERcorp's sentences is kept for measuring."""


def trained_on(newswire: list[Sample]) -> list[Sample]:
    """The newswire sentences to train on."""
    return newswire[: len(newswire) - int(len(newswire) * HELD_OUT)]


def held_out(newswire: list[Sample]) -> list[Sample]:
    """The newswire sentences that no training sees."""
    return newswire[len(newswire) - int(len(newswire) * HELD_OUT) :]


def _newswire_sample(text: str, spans: list[Span], of_char: list[int | None], fine: list[tuple[str, str]]) -> Sample:
    cut = words_of(text)
    project, clitics, starts = [], [], set()
    last: int | None = None
    names: list[tuple[int, int, str]] = []
    for begin, end in cut:
        owners = [index for index in of_char[begin:end] if index is not None]
        first_name = next((i for i in owners if fine[i][1] != "O"), None)
        changes = [i for i in range(1, len(owners)) if owners[i] != owners[i - 1]]
        word = fold(text[begin:end])
        if not owners or len(owners) < end - begin - 1:
            clitics.append(IGNORED)
        elif word.startswith("لل") and len(word) > 3 and not changes:
            clitics.append(2 if first_name is not None else IGNORED)
        else:
            # Proclitics are the parts before the last part that is long enough to be a word.
            clitics.append(max((c for c in changes if word[:c] in PROCLITICS and len(owners) - c > 1), default=0))
        if first_name is None:
            last = None
            project.append("O" if owners else "?")
            continue
        name = fine[first_name][1].split("-", 1)[1]
        begins = fine[first_name][1][0] == "B"
        if begins or last is None or not names:
            names.append((len(project), len(project) + 1, name))
            starts.add(len(project))
        else:
            names[-1] = (names[-1][0], len(project) + 1, names[-1][2])
        last = first_name
        project.append("N")
    tags = ["O" if mark == "O" else "?" for mark in project]
    for first, end_word, name in names:
        surface = " ".join(
            text[b + (max(clitics[first], 0) if i == first else 0) : e]
            for i, (b, e) in enumerate(cut[first:end_word], first)
        )
        kind = _project_type(name, surface)
        if kind is None:
            # A class that is no name in this project is outside; one that the words don't decide is masked.
            if name not in NEWSFANE_TO_PROJECT:
                tags[first:end_word] = ["O"] * (end_word - first)
            continue
        tags[first] = f"B-{kind}"
        tags[first + 1 : end_word] = [f"I-{kind}"] * (end_word - first - 1)
    surface_words = [text[begin:end] for begin, end in cut]
    return Sample("anercorp", surface_words, {"anercorp": project_tags(spans, cut), "project": tags}, clitics, True)


def _align(surface: list[str], letters: list[tuple[str, int]]) -> list[int | None]:
    """For each character of `surface` the index of the NewsFANE word that holds it, `None` where they differ.

    The two run in step; where they part, they resume after a few letters, or else at the nearest place where the next
    `_ANCHOR` letters stand in NewsFANE, whose sentences are partly in another order.
    """
    owner: list[int | None] = [None] * len(surface)
    there = "".join(char for char, _ in letters)
    here = "".join(surface)
    anchors: dict[str, list[int]] = {}
    for at in range(len(there) - _ANCHOR + 1):
        anchors.setdefault(there[at : at + _ANCHOR], []).append(at)
    i, j = 0, -1
    while i < len(here):
        if 0 <= j < len(there) and here[i] == there[j]:
            owner[i] = letters[j][1]
            i, j = i + 1, j + 1
            continue
        resumed = _resume(here, there, i, j) if j >= 0 else None
        if resumed is None:
            places = anchors.get(here[i : i + _ANCHOR])
            if places is None:
                i += 1
                continue
            current = j
            resumed = i, min(places, key=lambda place: (place < current, abs(place - current)))
        i, j = resumed
    return owner


_ANCHOR = 18


def _resume(here: str, there: str, i: int, j: int) -> tuple[int, int] | None:
    """The nearest pair of positions, a few letters on, from which seven letters agree again."""
    for distance in range(1, 6):
        for a in range(distance + 1):
            b = distance - a
            if here[i + a : i + a + 7] == there[j + b : j + b + 7]:
                return i + a, j + b
    return None
