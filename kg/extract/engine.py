"""Engines: a recogniser of names, the grammars of names, coreference, and events on top of them.

An engine is chosen by name (``kg build --engine``). They differ in the recogniser alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

from kg.extract.assaults import AssaultModel, assault_features
from kg.extract.capitals import with_governments
from kg.extract.coreference import Coreference
from kg.extract.event_model import EventModel
from kg.extract.events import EventExtractor
from kg.extract.gazetteer import Gazetteer
from kg.extract.homonyms import with_capitals
from kg.extract.names import NameFinder
from kg.extract.states import StateAdjectives
from kg.extract.words import Word, words_of
from kg.model import Document, Entity, Extraction, NameSpan
from kg.ontology.schema import Schema

if TYPE_CHECKING:
    from kg.extract.event_reader import EventReader

__all__ = ["Engine", "Recogniser", "accurate", "camel", "fast"]


class Recogniser(Protocol):
    """Proposes names of a document; they may overlap and may be wrong."""

    def recognise(self, document: Document) -> tuple[NameSpan, ...]:
        """The names that it sees, with type and raw offsets, without proclitics."""
        ...


class Engine:
    """Understands documents with one recogniser beside the gazetteer."""

    def __init__(
        self,
        name: str,
        recogniser: Recogniser | None,
        gazetteer: Gazetteer,
        is_a: Callable[[str, str], bool],
        *,
        seconds: bool = False,
        reader: EventReader | None = None,
    ) -> None:
        """`seconds`: whether the recogniser is good enough to be asked about towns that are called like words.

        `reader` is asked about events, beside the linear models.
        """
        states = StateAdjectives.load()
        self._name, self._recogniser, self._gazetteer, self._seconds = name, recogniser, gazetteer, seconds
        self._states, self._finder, self._coreference = states, NameFinder(states), Coreference(states, is_a)
        self.events = EventExtractor(states, is_a, reader=reader)

    @property
    def by(self) -> str:
        """Name and version of the engine."""
        return f"khabar-{self._name}/1"

    def extract(self, document: Document) -> Extraction:
        """Entities, events and claims of `document`."""
        words = words_of(document)
        entities = self._entities(document, words)
        events, claims = self.events.extract(document, words, entities)
        return Extraction(document, entities, events, claims)

    def assault(self, document: Document) -> float:
        """The probability that `document`, a sentence or a few, reports an assault and doesn't merely mention one."""
        return AssaultModel.load().probability(self.assault_features(document))

    def assault_features(self, document: Document) -> Iterator[str]:
        """What speaks for and against that; what the model of reported assaults is trained on."""
        words = words_of(document)
        reading = self.events.reading(document, words, self._entities(document, words))
        return assault_features([p.scene for p in reading.proposals], reading.tellings, EventModel.load())

    def entities(self, document: Document) -> tuple[Entity, ...]:
        """The entities of `document`."""
        return self._entities(document, words_of(document))

    def _entities(self, document: Document, words: tuple[Word, ...]) -> tuple[Entity, ...]:
        proposals = self._gazetteer.match(words)
        if self._recogniser is not None:
            seen = self._recogniser.recognise(document)
            if self._seconds:
                proposals = self._gazetteer.seconded(proposals, seen)
            proposals += self._gazetteer.identified(document, seen)
        text = document.article.text
        found = with_capitals(self._finder.find(text, words, proposals), words, self._states)
        names = with_governments(text, found, words)
        return self._coreference.resolve(text, words, names, document.article.published or "")


def accurate() -> Engine:
    """The default: gazetteer, the shipped encoder, rules."""
    from kg.extract.article_encoder import ArticleEncoder
    from kg.extract.event_reader import EventReader
    from kg.extract.ner import NerRecogniser

    # One thread: more cores are put to use by more processes, and the sums come out the same whatever their number.
    encoder = ArticleEncoder.load(threads=1)
    names, events = NerRecogniser(encoder), EventReader.load(encoder, threads=1)
    return Engine("accurate", names, Gazetteer.load(), Schema.load().is_a, seconds=True, reader=events)


def fast() -> Engine:
    """The engine for large corpora: gazetteer, conditional random field, rules."""
    from kg.extract.crf import CrfRecogniser

    return Engine("fast", CrfRecogniser.load(), Gazetteer.load(), Schema.load().is_a)


def camel() -> Engine:
    """With CAMeL Tools' AraBERT model in the encoder's place, for who has installed its data."""
    from kg.extract.camel import CamelRecogniser

    return Engine("camel", CamelRecogniser.load(), Gazetteer.load(), Schema.load().is_a, seconds=True)
