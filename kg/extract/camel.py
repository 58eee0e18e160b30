"""CAMeL Tools as a recogniser: its AraBERT model of names, and its morphology as evidence for where names begin.

Source: Obeid et al., "CAMeL Tools: An Open Source Python Toolkit for Arabic Natural Language Processing" (2020).
Neither model nor database is shipped (541 MB; GPLv2); who wants them runs ``camel_data``, as the errors say.

CAMeL Tools fetches a catalogue over the network when it is imported and finds none. It is imported here only once its
data lie on the disk, so that nothing is ever fetched.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from kg.errors import MissingDataError
from kg.extract.gazetteer import Gazetteer
from kg.extract.lexicon import bare, head_lexicon
from kg.model import Document, NameSpan, Token
from kg.text.clitics import readings
from kg.text.normalise import norm

__all__ = ["CamelRecogniser", "Morphology", "proclitic_letters"]

_BY = "camel-arabert-1"
_MODEL = ("NamedEntityRecognition", "ner-arabert", "541 MB")
_DATABASE = ("MorphologyDB", "morphology-db-msa-r13", "40 MB")
_PLACES = frozenset({"Country", "City", "Region", "NaturalFeature", "Place"})
_BODIES = frozenset(
    {
        "Organization", "ArmedGroup", "PoliticalParty", "InternationalOrganization", "MediaOrganization", "Company",
        "GovernmentBody", "MilitaryForce",
    }
)  # fmt: skip
_KINDS = {"PERS": ("Person", frozenset({"Person"})), "LOC": ("City", _PLACES), "ORG": ("Organization", _BODIES)}
"""For each of the model's labels the type that a name has where nothing tells more, and those that may be told."""

Analyses = Sequence[Mapping[str, Any]]
Predict = Callable[[list[list[str]]], list[list[str]]]


class CamelRecogniser:
    """Names as CAMeL Tools' model sees them, with this project's types and without proclitics.

    Gazetteer and head nouns say more of a name than the model's three labels do; what it calls MISC is left out.
    """

    def __init__(self, predict: Predict, morphology: Morphology | None = None) -> None:
        """`predict` labels the words of sentences, as ``NERecognizer.predict`` does."""
        self._predict, self._morphology = predict, morphology
        self._gazetteer, self._heads = Gazetteer.load(), head_lexicon().heads

    @classmethod
    def load(cls, data: Path | None = None) -> CamelRecogniser:
        """With the model in the folder of CAMeL Tools' data: `data`, or ``$CAMELTOOLS_DATA``, or ``~/.camel_tools``.

        The morphological database is used where it lies there too. Raises `MissingDataError` if the model does not.
        """
        folder = _Folder.at(data)
        model = folder.need(*_MODEL)
        tools = folder.module("camel_tools.ner")
        recogniser = tools.NERecognizer(str(model), use_gpu=False)
        database = folder.find(_DATABASE[0])
        return cls(recogniser.predict, Morphology.load(data) if database is not None else None)

    def recognise(self, document: Document) -> tuple[NameSpan, ...]:
        """The names in `document`, in order, without proclitics."""
        sentences = [document.tokens_of(sentence) for sentence in document.sentences]
        sentences = [tokens for tokens in sentences if tokens]
        labels = self._predict([[token.text for token in tokens] for tokens in sentences])
        return tuple(
            name for tokens, tags in zip(sentences, labels, strict=True) for name in self._names_of(tokens, tags)
        )

    def _names_of(self, tokens: Sequence[Token], tags: Sequence[str]) -> Iterator[NameSpan]:
        for first, last, label in _spans(tags, len(tokens)):
            if label in _KINDS:
                begin = tokens[first].begin + self._letters(tokens[first], label)
                yield NameSpan(begin, tokens[last - 1].end, self._type(tokens, first, last, begin, label), _BY)

    def _letters(self, token: Token, label: str) -> int:
        """The letters of proclitics before a name: as the morphology says, else as a known name stands behind them."""
        if self._morphology is not None and (letters := self._morphology.letters(token.text)) is not None:
            return letters
        if label == "PERS":
            return 0
        for reading in readings(token):
            if self._gazetteer.has((bare(reading.norm),)):
                return reading.begin - token.begin
        return 0

    def _type(self, tokens: Sequence[Token], first: int, last: int, begin: int, label: str) -> str:
        kind, allowed = _KINDS[label]
        start = tokens[first]
        words = (start.text[begin - start.begin :], *(token.text for token in tokens[first + 1 : last]))
        folded = tuple(bare(norm(word)) for word in words)
        known = self._gazetteer.type_of(folded)
        told = next((head.type for head in self._heads.get(folded[0], ()) if head.type in allowed), kind)
        return known if known in allowed else told


def _spans(tags: Sequence[str], size: int) -> Iterator[tuple[int, int, str]]:
    """The names in BIO tags. The model may leave words at a sentence's end without a tag, and begin a name with I."""
    tags = [*tags, *(["O"] * (size - len(tags)))]
    first = 0
    while first < size:
        label = tags[first][2:]
        last = first + 1
        if label:
            while last < size and tags[last] == f"I-{label}":
                last += 1
            yield first, last, label
        first = last


class Morphology:
    """What a morphological analyser says of words."""

    def __init__(self, analyse: Callable[[str], Analyses]) -> None:
        self._analyse = analyse
        self._known: dict[str, int | None] = {}

    @classmethod
    def load(cls, data: Path | None = None) -> Morphology:
        """With the database in the folder of CAMeL Tools' data. Raises `MissingDataError` if it is not there."""
        folder = _Folder.at(data)
        database = folder.need(*_DATABASE)
        tables = folder.module("camel_tools.morphology.database").MorphologyDB(str(database / "morphology.db"))
        return cls(folder.module("camel_tools.morphology.analyzer").Analyzer(tables).analyze)

    def letters(self, word: str) -> int | None:
        """How many letters of proclitics a name that is written as `word` begins with; `None` if nobody knows."""
        if word not in self._known:
            self._known[word] = proclitic_letters(self._analyse(word))
        return self._known[word]


def proclitic_letters(analyses: Analyses) -> int | None:
    """The letters of conjunction and preposition in those of the analyses that read a proper name.

    `None` if none of them does, or if they differ: foreign names are unknown to the database.
    """
    found = {
        sum(_is_clitic(analysis, feature) for feature in ("prc2", "prc1"))
        for analysis in analyses
        if analysis.get("pos") == "noun_prop"
    }
    return found.pop() if len(found) == 1 else None


def _is_clitic(analysis: Mapping[str, Any], feature: str) -> bool:
    return analysis.get(feature) not in {None, "0", "na", ""}


@dataclass(frozen=True, slots=True)
class _Folder:
    """The folder in which ``camel_data`` puts data, with the catalogue that says what lies where."""

    path: Path

    @classmethod
    def at(cls, data: Path | None) -> _Folder:
        home = Path.home() / ".camel_tools"
        return cls((data or Path(os.environ.get("CAMELTOOLS_DATA") or home)).expanduser().absolute())

    def find(self, component: str) -> Path | None:
        """Where the default data of a component lie, or `None` if they are not installed."""
        catalogue = self.path / "catalogue.json"
        try:
            components = json.loads(catalogue.read_text("utf-8"))["components"]
            entry = components[component]
            path = self.path / "data" / entry["datasets"][entry["default"]]["path"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return path if path.exists() else None

    def need(self, component: str, package: str, size: str) -> Path:
        """Where the data of a component lie. Raises `MissingDataError` that says how to install them."""
        if (path := self.find(component)) is None:
            raise MissingDataError(
                f"{self.path}: CAMeL Tools' {package} is not installed; run: camel_data -i {package} ({size}),"
                " or point CAMELTOOLS_DATA to the folder that holds it"
            )
        return path

    def module(self, name: str) -> Any:
        """A module of CAMeL Tools, imported so that it finds this folder's catalogue and asks for no other."""
        before = os.environ.get("CAMELTOOLS_DATA")
        os.environ["CAMELTOOLS_DATA"] = str(self.path)
        try:
            return import_module(name)
        except ImportError as error:
            raise MissingDataError(
                f"{name} can't be imported ({error}); run: pip install 'camel-tools>=1.6'"
            ) from error
        finally:
            if before is None:
                del os.environ["CAMELTOOLS_DATA"]
            else:
                os.environ["CAMELTOOLS_DATA"] = before
