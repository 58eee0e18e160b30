"""Linking offline: which item of the index an entity is, or that none of them is.

Candidates come by the exact folded name, by the name without head nouns and epithets (مدينة الرقة → الرقة), by another
head noun (الطيران التركي → القوات الجوية التركية), by the holder of an office on the day of the article, and where all
that fails by consonants and near spellings. A gate of types keeps the wrong kinds out; what remains is ranked by the
kind of match, prominence, the type that the text gives, the states that the article is about, where it says the thing
lies, and the words before it. A link is accepted if it reaches a threshold and leads the next by a margin; otherwise
the entity stays without one and its candidates are kept. Words, weights and limits: ``kg/data/lexicon/linking.toml``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from kg.gazetteer.index import Index, Row, default_layers
from kg.gazetteer.offices import holder, possible_holders
from kg.gazetteer.variants import core
from kg.link.context import Context, context_of, forms_of_state
from kg.link.decisions import NIL, Decision, Decisions
from kg.link.gate import fits, near
from kg.link.names import (
    WORTH,
    Key,
    Match,
    is_local,
    is_ordinary,
    is_part,
    is_pointer,
    is_province,
    keys_of,
    needs_state,
    province_of,
    tables,
)
from kg.model import Candidate, Entity, Extraction, Link, LinkedExtraction
from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key, norm

__all__ = ["NO_CONTEXT", "NoLinker", "OfflineLinker", "Scored"]

_TOOL = "khabar-linker/2"
NO_CONTEXT = Context({}, {}, {}, {})
_TOWNS = frozenset({"City", "Region"})
"""Of namesakes among them the text is taken to name the largest, which is no evidence."""
_OF_STATES = frozenset({"GovernmentBody", "MilitaryForce"})


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score and the features that made it."""

    row: Row
    score: float
    match: Match
    features: Mapping[str, float]

    @property
    def ids(self) -> tuple[str | None, str | None]:
        """Wikidata and GeoNames id."""
        return self.row.qid, self.row.geonames


class NoLinker:
    """Links nothing."""

    def link(self, extraction: Extraction) -> LinkedExtraction:
        """The extraction without links."""
        return LinkedExtraction(extraction)


class OfflineLinker:
    """Links by the index at `path`, by default the shipped one, with `layers` above it, by default those that are
    switched on (`kg.gazetteer.index.default_layers`). What people decided (`decisions`) goes before all else.
    """

    def __init__(
        self, path: Path | None = None, layers: Sequence[Path] | None = None, decisions: Decisions | None = None
    ) -> None:
        self._decisions = decisions or Decisions()
        own = default_layers() if path is None else ()
        self._index = Index(path, own if layers is None else layers)
        self.by = f"{_TOOL} index {self._index.version}"
        self._weights, self._limits = tables()["weights"], tables()["limits"]
        self._epithets = read_lexicon("linking.toml")["epithet_of_state"]

    def link(self, extraction: Extraction) -> LinkedExtraction:
        """`extraction` with a link for each entity that one item fits well and alone, and candidates of the rest."""
        context = context_of(extraction, self._index)
        links: list[Link] = []
        unlinked: list[Link] = []
        article = extraction.document.article.id
        for entity in extraction.entities:
            decision = self._decisions.accepted(entity, article)
            if decision is not None:
                (unlinked if decision.qid == NIL else links).append(self._decided(entity, decision))
                continue
            wrong = self._decisions.rejected(entity, article)
            ranked = tuple(one for one in self.candidates(entity, context) if one.row.qid not in wrong)
            best = self.accepted(entity, ranked, context)
            if best is not None:
                links.append(self._link(entity, best, [one for one in ranked if one.row.id != best.row.id]))
            elif ranked or province_of(entity.name):
                inside = self._province(entity, context)
                if ranked or inside:
                    unlinked.append(replace(self._nil(entity, ranked), inside_qid=inside))
        return LinkedExtraction(extraction, tuple(links), tuple(unlinked))

    def candidates(self, entity: Entity, context: Context = NO_CONTEXT) -> tuple[Scored, ...]:
        """The items that `entity` might be, the best first."""
        best: dict[int, Scored] = {}
        for row, match, worth in self._found(entity, context):
            scored = self._score(entity, row, match, worth, context)
            if row.id not in best or scored.score > best[row.id].score:
                best[row.id] = scored
        return tuple(sorted(best.values(), key=lambda s: (-s.score, -s.row.prominence, s.row.id)))

    def accepted(self, entity: Entity, ranked: Sequence[Scored], context: Context = NO_CONTEXT) -> Scored | None:
        """The one of `ranked` that `entity` is; `None` if none is good enough, or none leads by enough."""
        ranked = [one for one in ranked if not self._is_overshadowed(entity, one, ranked)]
        if not ranked:
            return None
        best = _town_or_province(entity, ranked, context)
        is_short = best.match.is_loose and len(entity.name) < self._limits["long_name"]
        limit = self._limits["loose_threshold" if is_short else "threshold"]
        is_common = needs_state(entity.name) and best.row.type in {"City", "Region"}
        if best.score < limit or (is_common and self._is_foreign(best.row, context)):
            return None
        if self._is_doubtful(entity, best, context):
            return None
        rivals = (other for other in ranked if other.row.id != best.row.id and not _same(best, other))
        rival = next(rivals, None)
        if rival is None:
            return best
        blind = not any(one.features["state"] or one.features["containment"] > 0 for one in (best, rival))
        abroad = best.row.country is not None and best.row.country != rival.row.country
        margin = self._limits["margin_without_state" if blind and abroad else "margin"]
        return None if best.score - rival.score < margin else best

    def explain(self, name: str, kind: str = "Place", states: Mapping[str, float] | None = None) -> tuple[Scored, ...]:
        """The candidates for a bare name of a type, for people who ask why."""
        return self.candidates(Entity("e0", kind, name, (), ()), Context(states or {}, {}, {}, {}))

    def chosen(self, name: str, kind: str = "Place", states: Mapping[str, float] | None = None) -> Scored | None:
        """The candidate that a bare name of a type would be linked with, where a text marks it as one (في)."""
        context = Context(states or {}, {}, {}, {}, places=frozenset({"e0"}))
        return self.accepted(Entity("e0", kind, name, (), ()), self.explain(name, kind, states), context)

    # --- candidates ------------------------------------------------------------------------------------------------

    def _found(self, entity: Entity, context: Context) -> Iterator[tuple[Row, Match, float]]:
        """Rows that pass the gate of types, with the kind of match and what it is worth."""
        found = by_name = False
        for key in keys_of(entity):
            if by_name and key.match is Match.ALIAS and is_part(key.name, entity.name):
                continue  # what the whole name means, a part of it does not mean otherwise
            if key.match is Match.ALIAS and entity.type in _TOWNS and _is_ordinary_part(key.name, entity.name):
                continue
            others = self._of_others(entity, key)
            for row, match in self._rows(key):
                if others and not others & self._words_of(row):
                    continue  # another person of the same family
                if fits(entity.type, row.type) and not self._is_elsewhere(entity, row, match, context):
                    found = True
                    by_name |= match is Match.NAME
                    yield row, match, WORTH[match]
        for qid, match in self._told(entity, context):
            known = self._index.by_qid(qid)
            if known is not None and fits(entity.type, known.type):
                found = True
                yield known, match, WORTH[match]
        if not found and not is_pointer(entity.name):
            yield from self._of_state(entity, context)
            yield from self._loosely(entity)

    def _of_others(self, entity: Entity, key: Key) -> frozenset[str]:
        """The given names that a person's whole name has, and a part of it that is looked up has not."""
        if entity.type != "Person" or key.match is not Match.ALIAS or not is_part(key.name, entity.name):
            return frozenset()
        rest = set(name_key(entity.name).split()) - set(name_key(key.name).split())
        return frozenset(word for word in rest if self._index.is_given_name(word))

    def _words_of(self, row: Row) -> set[str]:
        return {word for name in self._index.names_of(row) for word in name.split()}

    def _rows(self, key: Key) -> Iterator[tuple[Row, Match]]:
        yield from ((row, key.match) for row in self._index.by_name(key.name))
        yield from ((row, Match.CORE) for row in self._index.by_core(key.name))

    def _told(self, entity: Entity, context: Context) -> Iterator[tuple[str, Match]]:
        """Ids that follow from something else than the names of items."""
        for qid in entity.keys:
            # The text itself said so: قالت موسكو names Russia. A key of another class belongs to a part of the name.
            row = self._index.by_qid(qid)
            if row is not None and row.type == entity.type and _is_bare(entity):
                yield qid, Match.KEY
        for qid in self._epithets.get(entity.name, ()):
            row = self._index.by_qid(qid)
            if row is not None and not self._is_foreign(row, context):
                yield qid, Match.EPITHET
        if entity.type == "Person":
            yield from ((qid, Match.OFFICE) for qid in self._holders(entity, context.published))

    def _holders(self, entity: Entity, day: str) -> Iterator[str]:
        """Who held the office that a person goes by; of an office beside a name only a holder with such a name."""
        for name in (entity.name, *entity.alt_names):
            if (qid := holder(name, day)) is not None:
                yield qid
        for qid in possible_holders(entity.role, day) if entity.role else ():
            row = self._index.by_qid(qid)
            alike = self._limits["alike"]
            if row and fuzz.token_sort_ratio(name_key(entity.name), name_key(row.label_ar)) >= alike:
                yield qid

    def _of_state(self, entity: Entity, context: Context) -> Iterator[tuple[Row, Match, float]]:
        """Bodies that every state has, named without the state, in an article that is about one state."""
        qid = context.state_ids.get(context.leading or "")
        if entity.type not in _OF_STATES or qid is None or " " not in entity.name:
            return
        for form in forms_of_state().get(qid, ()):
            for key in keys_of(replace(entity, name=f"{entity.name} {form}", alt_names=())):
                for row in self._index.by_name(key.name):
                    if row.type == entity.type and row.country_qid == qid:
                        yield row, Match.OF_STATE, WORTH[Match.OF_STATE]

    def _loosely(self, entity: Entity) -> Iterator[tuple[Row, Match, float]]:
        """Rows found with a name that the text leaves incomplete or spells in another way."""
        names = [key.name for key in keys_of(entity) if key.match in {Match.NAME, Match.ALIAS}]
        names = [n for n in names if not is_part(n, entity.name) or core(entity.name) == name_key(n)]
        if entity.type == "Person":
            names = [name for name in names if " " in name]
        for name in names:
            for row in self._index.by_skeleton(name):
                if fits(entity.type, row.type):
                    yield row, Match.SKELETON, WORTH[Match.SKELETON]
        if entity.type != "Person":
            return
        for name in names:
            key = name_key(name)
            alike = {item: None for item, other in self._index.near(name, "Person") if _nearly(key, other)}
            for row in filter(None, map(self._index.by_id, alike)):
                yield row, Match.NEARLY, WORTH[Match.NEARLY]

    # --- ranking ---------------------------------------------------------------------------------------------------

    def _score(self, entity: Entity, row: Row, match: Match, worth: float, context: Context) -> Scored:
        weights = self._weights
        related = weights["near_type"] if near(entity.type, row.type) else 0.0
        containers = context.containers.get(entity.id)
        inside = 0 if containers is None or row.country is None else 1 if row.country in containers else -1
        features = {
            match.value: weights["match"] * worth,
            "prominence": weights["prominence"] * _height(row.prominence),
            "type": weights["type"] if row.type == entity.type else related,
            "state": weights["state"] * context.about(row.country, entity.id),
            "containment": weights["containment"] * inside,
            "cue": weights["cue"] if context.cues.get(entity.id) == row.type else 0.0,
            "known to Wikidata": weights["wikidata"] if row.qid else 0.0,
            "matched in text": 0.0 if row.type in _TOWNS or row.qid not in entity.keys else weights["key"],
        }
        return Scored(row, sum(features.values()), match, features)

    def _is_elsewhere(self, entity: Entity, row: Row, match: Match, context: Context) -> bool:
        """Whether an item is of a state that the article is not about, and the entity small or of another kind; or the
        seat of the province that the entity is.
        """
        if row.type == "City" and is_province(entity.name):
            return True
        is_other = match is Match.CORE and row.type != entity.type
        return (is_local(entity.name) or is_other) and row.country is not None and self._is_foreign(row, context)

    def _is_foreign(self, row: Row, context: Context) -> bool:
        return context.states.get(row.country or "", 0.0) < self._limits["needs_state"]

    def _is_doubtful(self, entity: Entity, best: Scored, context: Context) -> bool:
        """Whether too little speaks for a place but its name of one word, which may be an ordinary word, or a person's.

        A place that is always spelled with the article is not meant by the word without it, and none by a word with
        nunation (معانٍ). For a town speak where the
        article puts it, a head noun, a word that places follow, that the rest of the article is about its state, or
        that it is well known under this name; an ordinary word needs such a word, and one of the last two.
        """
        row = best.row
        if row.type not in {"City", "Region", "Country"} or len(name_key(entity.name).split()) > 1:
            return False
        if _NUNATION & set(entity.name):
            return True
        if not _has_article(entity) and best.match is Match.NAME and self._index.has_article_in(row, entity.name):
            return True
        if row.type == "Country" or row.country is None:
            return False
        if entity.id in context.cues or best.features["containment"] > 0:
            return False
        is_placed = entity.id in context.places
        about_state = context.about(row.country, entity.id) >= self._limits["needs_state"]
        is_known = self._is_known_as(row, entity.name)
        if is_ordinary(entity.name):
            return not (is_placed and (about_state or is_known))
        return not (is_placed or about_state or is_known)

    def _is_known_as(self, row: Row, name: str) -> bool:
        """Whether a place is well known, and mostly under this name."""
        is_called_so = name_key(name) in {name_key(row.label_ar), core(row.label_ar)}
        return row.qid is not None and row.prominence >= self._limits["well_known"] and is_called_so

    def _is_overshadowed(self, entity: Entity, one: Scored, ranked: Sequence[Scored]) -> bool:
        """Whether a town is a small namesake of a well-known one, and the article does not put it where it lies: who
        tells of a conference in Geneva in news of the United States does not mean the town in Illinois.
        """
        if one.row.type not in _TOWNS or one.features["containment"] > 0:
            return False
        is_known = one.row.prominence >= self._limits["well_known"]
        ratio = self._limits["overshadows_known" if is_known else "overshadows"]
        return any(
            other.row.type == "City"
            and other.row.country != one.row.country
            and other.row.prominence >= ratio * one.row.prominence
            and self._is_known_as(other.row, entity.name)
            for other in ranked
            if not other.match.is_loose
        )

    # --- results ---------------------------------------------------------------------------------------------------

    def _link(self, entity: Entity, best: Scored, others: Sequence[Scored]) -> Link:
        row = best.row
        return Link(
            entity=entity.id,
            qid=row.qid,
            geonames=row.geonames,
            confidence=round(min(best.score, 1.0), 3),
            justification=_reasons(best) + _also_matched(entity, row.qid),
            by=self.by,
            label_en=row.label_en,
            latitude=row.latitude,
            longitude=row.longitude,
            country_qid=row.country_qid,
            type=row.type,
            candidates=self._kept(others[: int(self._limits["candidates"]) - 1]),
            date=self._index.date,
        )

    def _province(self, entity: Entity, context: Context) -> str | None:
        """The Wikidata id of the province that an entity is by its name a part of."""
        name = province_of(entity.name)
        if name is None or entity.type not in {"City", "Region", "Place", "Location", "NaturalFeature"}:
            return None
        province = Entity(entity.id, "Region", f"{_PROVINCE} {name}", (name,), ())
        best = self.accepted(province, self.candidates(province, context), context)
        return best.row.qid if best is not None and best.row.type == "Region" else None

    def _decided(self, entity: Entity, decision: Decision) -> Link:
        """The link that a person decided on, with what the index knows of the item."""
        row = None if decision.qid == NIL else self._index.by_qid(decision.qid)
        return Link(
            entity=entity.id,
            qid=None if decision.qid == NIL else decision.qid,
            geonames=row.geonames if row else None,
            confidence=1.0,
            justification="decided by a person" + _also_matched(entity, None),
            by=decision.by or "a person",
            label_en=row.label_en if row else None,
            latitude=row.latitude if row else None,
            longitude=row.longitude if row else None,
            country_qid=row.country_qid if row else None,
            type=row.type if row and fits(entity.type, row.type) else None,
            date=decision.date or None,
            method="ManualMappingCuration",
        )

    def decided_by(self, decisions: Decisions) -> OfflineLinker:
        """This linker with the decisions of people."""
        self._decisions = decisions
        return self

    def _nil(self, entity: Entity, ranked: Sequence[Scored]) -> Link:
        return Link(
            entity=entity.id,
            qid=None,
            geonames=None,
            confidence=round(min(ranked[0].score, 1.0), 3) if ranked else 0.0,
            justification="no candidate is good enough or leads by enough" + _also_matched(entity, None),
            by=self.by,
            candidates=self._kept(ranked[: int(self._limits["candidates"])]),
            date=self._index.date,
        )

    @staticmethod
    def _kept(scored: Sequence[Scored]) -> tuple[Candidate, ...]:
        kept = (one for one in scored if any(one.ids))
        return tuple(Candidate(*one.ids, one.row.label_en, round(min(one.score, 1.0), 3)) for one in kept)


_NUNATION = frozenset("\u064b\u064c\u064d")
_PROVINCE = "محافظة"
_MIN_NEAR = 5
"""Letters of a word that may be spelled in another way: of shorter ones a letter makes another name."""


def _height(prominence: int) -> float:
    """Prominence between 0, a village, and 1, a large country or a metropolis."""
    return min(max(math.log10(prominence + 1) - 3, 0) / 4, 1.0)


def _town_or_province(entity: Entity, ranked: Sequence[Scored], context: Context) -> Scored:
    """The best candidate; of a town and the province named after it the one that the words before the name point to."""
    best, wanted = ranked[0], context.cues.get(entity.id)
    if wanted is None or best.row.type == wanted:
        return best
    twins = (one for one in ranked if _same(best, one) and one.row.type == wanted and one.match is best.match)
    return next(twins, best)


def _same(one: Scored, other: Scored) -> bool:
    """Whether two candidates are one item, a town and its province, or a province and a part of it whose name has more
    words.
    """
    if one.row.qid is not None and one.row.qid == other.row.qid:
        return True
    kinds = {one.row.type, other.row.type}
    if one.row.country != other.row.country or not kinds <= {"City", "Region"}:
        return False
    return len(kinds) > 1 or (one.match is Match.CORE) != (other.match is Match.CORE)


def _nearly(name: str, other: str) -> bool:
    """Whether two folded names have the same words but for one letter of a long one."""
    words, others = name.split(), other.split()
    if len(words) != len(others) or len(words) < 2:
        return False
    apart = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    return len(apart) == 1 and min(map(len, apart[0])) >= _MIN_NEAR and Levenshtein.distance(*apart[0]) == 1


def _is_ordinary_part(name: str, whole: str) -> bool:
    """Whether a part of a name is an ordinary word, which no head noun of a place and no adjective of a state makes a
    name: مركزي of قطاع مركزي, but not دوما of دوما السورية.
    """
    if not (is_ordinary(name) and is_part(name, whole) and core(whole) is None):
        return False
    adjectives = {name_key(form) for forms in forms_of_state().values() for form in forms}
    return not set(name_key(whole).split()) - set(name_key(name).split()) <= adjectives


def _has_article(entity: Entity) -> bool:
    return any(norm(name).startswith("ال") for name in (entity.name, *entity.alt_names))


def _is_bare(entity: Entity) -> bool:
    return " " not in entity.name


def _also_matched(entity: Entity, chosen: str | None) -> str:
    """The items that names in the text were taken for besides the `chosen` one: linking anew has to know of them."""
    return "".join(f", matched in text {key}" for key in entity.keys if key != chosen)


def _reasons(scored: Scored) -> str:
    return ", ".join(f"{name} {value:.2f}" for name, value in sorted(scored.features.items()) if value)
