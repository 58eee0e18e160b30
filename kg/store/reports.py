"""The events of an article as `EventReport`s, read from its quads: what is compared across articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from kg.merge.report import EventReport
from kg.merge.words import content_words
from kg.ontology import vocab
from kg.rdf.terms import Quad, Term, iri, text_of

__all__ = ["reports_of"]

_TYPE, _LABEL, _ALT = iri(vocab.RDF_TYPE), iri(vocab.RDFS_LABEL), iri(vocab.SKOS_ALT_LABEL)
_EVENT, _PERSON, _COUNTRY = iri(vocab.Event), iri(vocab.Person), iri(vocab.Country)
_WIDE = frozenset(iri(kind) for kind in (vocab.Region, vocab.NaturalFeature, vocab.Country))
_SINGLE = frozenset((_PERSON, iri(vocab.Facility)))
_LOCATED_IN, _HAS_COUNTRY, _PLACE = iri(vocab.LOCATED_IN), iri(vocab.COUNTRY), iri(vocab.PLACE)
_REFERS_TO, _SURFACE = iri(vocab.REFERS_TO), iri(vocab.SURFACE)
_BEGIN, _END = iri(vocab.BEGIN), iri(vocab.END)
_REPORTED_IN, _ISSUED, _DATE = iri(vocab.REPORTED_IN), iri(vocab.DCTERMS_ISSUED), iri(vocab.DATE)
_MODALITY, _KILLED, _INJURED = iri(vocab.MODALITY), iri(vocab.KILLED), iri(vocab.INJURED)
_FAMILIES = {iri(vocab.Attack): "Attack", iri(vocab.DiplomaticMeeting): "DiplomaticMeeting"}
_ROLES = {"agent": iri(vocab.AGENT), "target": iri(vocab.TARGET), "participant": iri(vocab.PARTICIPANT)}
_TIED = frozenset((_TYPE, _LABEL, _ALT, _LOCATED_IN, _HAS_COUNTRY))

_Statements = Mapping[Term, Mapping[Term, list[Term]]]


def reports_of(
    quads: Iterable[Quad], links: Iterable[Quad], canonical: Mapping[Term, Term], depth: Callable[[Term], int]
) -> Iterator[EventReport]:
    """The reports in the graph of one article.

    `links` are its quads of the links graph, `canonical` has the canonical node of each of its entities, `depth` tells
    how deep in the hierarchy a class lies.
    """
    about: dict[Term, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value, _ in quads:
        about[subject][predicate].append(value)
    for subject, predicate, value, _ in links:
        if predicate in _TIED and subject in canonical:
            about[subject][predicate].append(value)
    events = [node for node, said in about.items() if _EVENT in said[_TYPE]]
    mentions: dict[Term, list[Term]] = defaultdict(list)
    for mention, said in about.items():
        for node in said.get(_REFERS_TO, ()):
            mentions[node].append(mention)
    for node in events:
        yield _report(node, about, mentions[node], canonical, depth)


def _report(
    node: Term, about: _Statements, mentions: list[Term], canonical: Mapping[Term, Term], depth: Callable[[Term], int]
) -> EventReport:
    said = about[node]
    kinds = sorted(said[_TYPE], key=lambda kind: (-depth(kind), kind))
    article = said[_REPORTED_IN][0]
    roles = {name: said.get(predicate, []) for name, predicate in _ROLES.items()}
    places = said.get(_PLACE, [])
    containers = {place: _containers(place, about) for place in (*places, *(x for xs in roles.values() for x in xs))}
    narrow = [p for p in places if not any(p in containers[other] for other in places if other != p)]
    known = {node: {node, *above} for node, above in containers.items()}
    countries = {canonical.get(n, n) for own in known.values() for n in own if _is_country(n, about, canonical)}

    def same(nodes: Iterable[Term]) -> frozenset[str]:
        return frozenset(canonical.get(node, node) for node in nodes)

    around = {n for place in places for n in known[place]} - set(narrow)

    def among(nodes: Iterable[Term], kinds: frozenset[Term]) -> frozenset[str]:
        return same(n for n in nodes if not kinds.isdisjoint(about[n].get(_TYPE, ())))

    return EventReport(
        node=node,
        article=article,
        family=next((_FAMILIES[kind] for kind in kinds if kind in _FAMILIES), ""),
        type=vocab.local_name(kinds[0][1:-1]),
        published=_day(about[article].get(_ISSUED, [])),
        date=next((text_of(value) for value in said.get(_DATE, ())), None),
        modality=vocab.local_name(said[_MODALITY][0][1:-1]) if said.get(_MODALITY) else "Actual",
        **{name: same(nodes) for name, nodes in roles.items()},
        place=same(narrow),
        around=same(around),
        countries=frozenset(countries),
        wide=among((n for place in places for n in known[place]), _WIDE),
        single=among(roles["target"], _SINGLE),
        persons=among(roles["participant"], frozenset((_PERSON,))),
        names=_names((n for nodes in roles.values() for n in nodes), about, canonical),
        killed=_integer(said.get(_KILLED, ())),
        injured=_integer(said.get(_INJURED, ())),
        words=frozenset().union(*(content_words(text_of(x)) for m in mentions for x in about[m].get(_SURFACE, ()))),
        spans=frozenset((int(text_of(about[m][_BEGIN][0])), int(text_of(about[m][_END][0]))) for m in mentions),
    )


def _containers(node: Term, about: _Statements) -> set[Term]:
    """What a place or party lies in or belongs to, by the article and its links."""
    found: set[Term] = set()
    waiting = [node]
    while waiting:
        said = about.get(waiting.pop(), {})
        above = {*said.get(_LOCATED_IN, ()), *said.get(_HAS_COUNTRY, ())} - found - {node}
        found |= above
        waiting += above
    return found


def _is_country(node: Term, about: _Statements, canonical: Mapping[Term, Term]) -> bool:
    """Nodes that are no entity of the article are the countries that its links name."""
    return node not in canonical or _COUNTRY in about.get(node, {}).get(_TYPE, ())


def _names(nodes: Iterable[Term], about: _Statements, canonical: Mapping[Term, Term]) -> dict[Term, frozenset[str]]:
    """The content words of the Arabic names of entities, by canonical node."""
    found: dict[Term, frozenset[str]] = {}
    for node in nodes:
        said, same = about.get(node, {}), canonical.get(node, node)
        names = [name for name in (*said.get(_LABEL, ()), *said.get(_ALT, ())) if name.endswith("@ar")]
        found[same] = found.get(same, frozenset()).union(*(content_words(text_of(name)) for name in names))
    return found


def _day(values: list[Term]) -> date | None:
    return date.fromisoformat(text_of(values[0])[: len("2021-07-05")]) if values else None


def _integer(values: Iterable[Term]) -> int | None:
    return next((int(text_of(value)) for value in values), None)
