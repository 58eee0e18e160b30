"""The values that flow between the stages, from an article to its linked extraction.

Everything here is frozen: a stage reads one value and returns the next. All offsets are Unicode code points of the
article text, half-open, so that ``text[begin:end]`` is the surface form.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

__all__ = [
    "Article",
    "Candidate",
    "Claim",
    "Document",
    "Entity",
    "Event",
    "Extraction",
    "Link",
    "LinkedExtraction",
    "Mention",
    "Modality",
    "NameSpan",
    "Origin",
    "PartialDate",
    "Sentence",
    "Stance",
    "Token",
]


class Modality(Enum):
    """Whether an event is told as having happened, as coming, or as a mere possibility."""

    ACTUAL = "Actual"
    PLANNED = "Planned"
    HYPOTHETICAL = "Hypothetical"


class Stance(Enum):
    """What a claimant says of an event."""

    ASSERTS = "Asserts"
    DENIES = "Denies"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date of which only the parts that the text gives are filled.

    Valid combinations: a day with a year, a month with a year, a year, or a day of a month without a year.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        known = (self.year is not None, self.month is not None, self.day is not None)
        if known not in {(True, True, True), (True, True, False), (True, False, False), (False, True, True)}:
            raise ValueError(f"not a date of a kind that XML Schema can state: {self!r}")
        if self.month is not None:
            # A leap year stands in for an unknown one, so that 29 February stays valid.
            date(self.year if self.year is not None else 2000, self.month, self.day or 1)

    @property
    def lexical(self) -> str:
        """The XML Schema lexical form: ``2021-07-04``, ``2021-07``, ``2021`` or ``--06-28``."""
        year = "-" if self.year is None else f"{self.year:04d}"
        return "-".join([year, *(f"{part:02d}" for part in (self.month, self.day) if part is not None)])

    @property
    def datatype(self) -> str:
        """The local name of the XML Schema datatype of `lexical`."""
        if self.year is None:
            return "gMonthDay"
        if self.month is None:
            return "gYear"
        return "gYearMonth" if self.day is None else "date"

    def compatible(self, other: PartialDate) -> bool:
        """Whether both may name the same day: no part that both give differs."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(a is None or b is None or a == b for a, b in pairs)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article was read: the path as the user gave it, and the line in it (from 1) for line formats."""

    path: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A news article. `text` is the article text in which all offsets count: title, newline, body."""

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    """ISO 8601 date or date-time, as given."""
    source: str | None = None
    url: str | None = None
    language: str = "ar"
    origin: Origin = Origin("-")

    @property
    def published_on(self) -> date | None:
        """The day of publication."""
        return None if self.published is None else date.fromisoformat(self.published[:10])


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters, of digits, or one punctuation mark; proclitics are still attached to it."""

    begin: int
    end: int
    text: str
    """The surface form: `article.text[begin:end]`."""
    norm: str
    """The surface form without diacritics and tatweel, with hamza, alif, ya and ta marbuta folded."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as character offsets and as a half-open range of token indices."""

    begin: int
    end: int
    first: int
    last: int
    paragraph: int
    """The number of the line that holds it, from 0."""
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """An article cut into sentences and tokens."""

    article: Article
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of one sentence."""
        return self.tokens[sentence.first : sentence.last]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character at `offset`, or `None` between sentences."""
        index = bisect_right(self.sentences, offset, key=lambda s: s.begin) - 1
        return self.sentences[index] if index >= 0 and offset < self.sentences[index].end else None


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name that a recogniser found, before it is known which entity it names."""

    begin: int
    end: int
    type: str
    """Local name of an ontology class, as specific as is known: ``Person``, ``MilitaryBase`` …"""
    by: str
    """The component and version that found it."""
    score: float = 1.0
    key: str | None = None
    """The gazetteer entry (``Q…`` or a GeoNames id) that the name was matched with."""
    role: str | None = None
    """The title or office that stands beside a person's name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the article text that refers to an entity or an event, or that is a cue."""

    begin: int
    end: int
    by: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One real-world actor, place or facility of one article."""

    id: str
    """Unique in its extraction: ``e1``, ``e2`` … in order of first mention."""
    type: str
    """Local name of the most specific ontology class."""
    name: str
    """The best name: the longest proper one, without proclitics."""
    alt_names: tuple[str, ...]
    mentions: tuple[Mention, ...]
    role: str | None = None
    located_in: tuple[str, ...] = ()
    """Ids of the entities in which the article itself places it."""
    keys: tuple[str, ...] = ()
    """Gazetteer entries that its names were matched with."""


@dataclass(frozen=True, slots=True)
class Event:
    """One reported event of one article. Argument fields hold entity ids."""

    id: str
    """Unique in its extraction: ``v1``, ``v2`` … in order of first mention."""
    type: str
    mentions: tuple[Mention, ...]
    """Triggers and the sentences that tell it."""
    agent: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    participant: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    """The most specific place first, then all that it lies in and that the article gives."""
    date: PartialDate | None = None
    date_text: str | None = None
    weapon: str | None = None
    topic: str | None = None
    killed: int | None = None
    injured: int | None = None
    modality: Modality = Modality.ACTUAL


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody asserts or denies an event."""

    id: str
    """Unique in its extraction: ``c1``, ``c2`` …"""
    about: str
    """The id of the event."""
    stance: Stance
    cue: Mention
    claimant: str | None = None
    """The id of the entity that says so; `None` for an anonymous source."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was understood of one article."""

    document: Document
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item of the index that an entity might be."""

    qid: str | None
    geonames: str | None
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Link:
    """An accepted identification of an entity with an item, and what is known of the item."""

    entity: str
    """The id of the entity in its extraction."""
    qid: str | None
    geonames: str | None
    confidence: float
    justification: str
    """How the match was found: ``exact``, ``alias``, ``skeleton`` … with the features that decided."""
    by: str
    label_en: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    country_qid: str | None = None
    candidates: tuple[Candidate, ...] = field(default=())
    type: str | None = None
    """Local name of the item's class, where the index knows it."""
    date: str | None = None
    """Day of the data or of the decision that the link rests on, ISO 8601."""
    method: str = "LexicalMatching"
    """Local name of the SEMAPV term for how the match was found (https://w3id.org/semapv/vocab/)."""
    inside_qid: str | None = None
    """Wikidata id of the province that an entity without item is by its name a part of: ريف حماة الشرقي."""


@dataclass(frozen=True, slots=True)
class LinkedExtraction:
    """An extraction with its accepted links, at most one an entity."""

    extraction: Extraction
    links: tuple[Link, ...] = ()
    unlinked: tuple[Link, ...] = ()
    """Records of entities that are left without link (NIL), with the candidates that were considered."""
