"""What graph viewers are given: nodes and edges with typed attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.ontology import vocab

__all__ = ["COLOURS", "EDGE_ATTRIBUTES", "KINDS", "NODE_ATTRIBUTES", "Edge", "Node", "Projection", "Quote", "Value"]

Value = str | int | float

KINDS = (
    vocab.Person,
    vocab.Organization,
    vocab.Country,
    vocab.Facility,
    vocab.Location,
    vocab.Actor,
    vocab.Attack,
    vocab.DiplomaticMeeting,
    vocab.Event,
    vocab.Article,
    vocab.Claim,
)
"""What a viewer colours by: the first of these classes that a node has."""

COLOURS = {
    "Person": "#0072B2",
    "Organization": "#56B4E9",
    "Actor": "#56B4E9",
    "Country": "#009E73",
    "Location": "#8FBC5A",
    "Facility": "#CC79A7",
    "Attack": "#D55E00",
    "DiplomaticMeeting": "#E69F00",
    "Event": "#E69F00",
    "Article": "#999999",
    "Claim": "#BBBBBB",
    "Entity": "#777777",
}
"""A colour for each kind, told apart by people of every colour vision (Okabe and Ito, 2008)."""

NODE_ATTRIBUTES: dict[str, type] = {
    "label": str,
    "group": str,
    "kind": str,
    "type": str,
    "label_ar": str,
    "label_en": str,
    "label_latin": str,
    "qid": str,
    "confidence": float,
    "lat": float,
    "lon": float,
    "role": str,
    "date": str,
    "date_text": str,
    "status": str,
    "modality": str,
    "weapon": str,
    "topic": str,
    "killed": int,
    "injured": int,
    "stance": str,
    "claimant": str,
    "publisher": str,
    "url": str,
    "reports": int,
    "first_seen": str,
    "last_seen": str,
    "quote": str,
}
"""The attributes of nodes and their types. `group` is Actor, Location, Facility, Event, Article or Claim, `type` the
narrowest class, `kind` between them; `reports` counts articles, and `first_seen` and `last_seen` are the days of the
first and the last of them; `confidence` is that of the link to `qid`; `quote` is a sentence that says so."""

EDGE_ATTRIBUTES: dict[str, type] = {
    "label": str,
    "role": str,
    "weight": int,
    "date": str,
    "first_seen": str,
    "last_seen": str,
    "status": str,
    "modality": str,
    "stance": str,
    "claimant": str,
    "cue": str,
    "quote": str,
    "actual": int,
}
"""The attributes of edges and their types. `weight` is 1 but between two actors, where it counts events, and `actual`
those of them that are told as having happened."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that tells an event, and the article that it stands in."""

    article: str
    """IRI of the article."""
    words: str
    title: str = ""
    publisher: str = ""
    issued: str = ""
    """The day on which the article came out, ``2021-07-05``."""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity, an event, an article or a claim."""

    id: str
    """Its IRI."""
    attributes: Mapping[str, Value] = field(default_factory=dict)
    """Some of `NODE_ATTRIBUTES`."""
    quotes: tuple[Quote, ...] = ()
    """Of an event: the sentences that tell it, article by article."""

    @property
    def colour(self) -> str:
        """Its colour, as ``#RRGGBB``."""
        return COLOURS.get(str(self.attributes.get("kind")), COLOURS["Entity"])


@dataclass(frozen=True, slots=True)
class Edge:
    """A role. Events point to those who play a part in them, claimants to what they speak of."""

    id: str
    source: str
    target: str
    role: str
    attributes: Mapping[str, Value] = field(default_factory=dict)
    """Some of `EDGE_ATTRIBUTES`, `role`, `label` and `weight` always among them."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Nodes and edges, each sorted by id. Every edge joins two of the nodes."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
