"""Which of the ranked candidates an entity is, or that it is none of them.

A link is accepted if it reaches a threshold and leads the next by a margin, and if more speaks for it than a name which
may be an ordinary word or that of a better-known namesake. The limits are data: ``kg/data/lexicon/linking.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.gazetteer.index import Index, Row
from kg.gazetteer.offices import has_held_office
from kg.gazetteer.variants import core, skeleton
from kg.link.context import Context
from kg.link.names import Match, is_capital, is_ordinary, needs_state, states_of_body, tables, vague_place
from kg.link.scoring import TOWNS, Scored
from kg.model import Entity
from kg.text.normalise import name_key, norm

__all__ = ["Acceptance"]

_NUNATION = frozenset("\u064b\u064c\u064d")
_MARKS = '#_"«“('
"""What may stand before the first letter of a name."""


class Acceptance:
    """Decides by the names that one index has."""

    def __init__(self, index: Index) -> None:
        self._index, self._limits = index, tables()["limits"]

    def __call__(self, entity: Entity, ranked: Sequence[Scored], context: Context) -> Scored | None:
        """The one of `ranked`, the best first, that `entity` is; `None` if none is good enough, or none leads by
        enough.
        """
        ranked = [one for one in ranked if not self._is_overshadowed(entity, one, ranked)]
        if not ranked or entity.id in context.no_places:
            return None
        best = _town_or_province(entity, ranked, context)
        is_short = best.match.is_loose and len(entity.name) < self._limits["long_name"]
        limit = self._limits["loose_threshold" if is_short else "threshold"]
        is_common = needs_state(entity.name) and best.row.type in TOWNS
        if best.score < limit or (is_common and context.is_foreign(best.row.country)):
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

    def _is_doubtful(self, entity: Entity, best: Scored, context: Context) -> bool:
        """Whether too little speaks for an item but its name of one word, which may be an ordinary word, or another's.

        A place that is always spelled with the article is not meant by the word without it, and none by a word with
        nunation (معانٍ). For a town speak where the article puts it, a head noun, a word that places follow, that the
        rest of the article is about its state, or that it is well known under this name; an ordinary word needs such a
        word, and one of the last two, and so does a town of which the text says that it is a region.
        """
        row = best.row
        if row.type == "Person":
            return self._is_mere_family_name(entity, best, context)
        if row.type not in {"City", "Region", "Country"}:
            return self._is_ordinary_word(entity, context) or _is_part_of(entity, best)
        if " " in name_key(entity.name):
            bare = vague_place(entity.name)
            return bare is not None and is_ordinary(bare) and context.is_foreign(row.country)
        if _NUNATION & set(entity.name):
            return True
        if not _has_article(entity) and best.match is Match.NAME and self._index.has_article_in(row, entity.name):
            return True
        if row.type == "Country" or row.country is None:
            return False
        if entity.id in context.cues or best.features["containment"] > 0:
            return False
        is_placed = entity.id in context.places
        about_state = not self._is_abroad(entity, best, context)
        is_known = self._is_known_as(row, entity.name)
        if row.type != entity.type and not about_state and not is_known:
            return True
        if is_ordinary(entity.name):
            return not (is_placed and (about_state or is_known))
        return not (is_placed or about_state or is_known)

    def _is_mere_family_name(self, entity: Entity, best: Scored, context: Context) -> bool:
        """Whether a person goes by one word alone, and the article is not about the state of the one it may mean, who
        has not led one (بوتين).
        """
        is_told = best.match in {Match.KEY, Match.OFFICE} or has_held_office(best.row.qid or "")
        return " " not in name_key(entity.name) and not is_told and self._is_abroad(entity, best, context)

    def _is_ordinary_word(self, entity: Entity, context: Context) -> bool:
        """Whether a body goes by nothing but an ordinary word, and the article is about none of its states."""
        states = states_of_body(entity.name) if not entity.alt_names else ()
        limit = self._limits["needs_state"]
        return bool(states) and all(context.about(state, entity.id) < limit for state in states)

    def _is_abroad(self, entity: Entity, best: Scored, context: Context) -> bool:
        return context.about(best.row.country, entity.id) < self._limits["needs_state"]

    def _is_known_as(self, row: Row, name: str) -> bool:
        """Whether a place is well known, and mostly under this name."""
        if row.qid is None or row.prominence < self._limits["well_known"]:
            return False
        bones = skeleton(name)
        is_spelled_so = bones is not None and bones == skeleton(row.label_ar)
        return is_spelled_so or name_key(name) in {name_key(row.label_ar), core(row.label_ar)}

    def _is_overshadowed(self, entity: Entity, one: Scored, ranked: Sequence[Scored]) -> bool:
        """Whether a town is a small namesake of a well-known one, and the article does not put it where it lies: who
        tells of a conference in Geneva in news of the United States does not mean the town in Illinois. Or the name is
        that of a capital (العاصمة روما), which the town is not and another is.
        """
        if one.row.type not in TOWNS or one.features["containment"] > 0:
            return False
        least = self._limits["capital"]
        if is_capital(entity.name) and one.row.prominence < least <= max(o.row.prominence for o in ranked):
            return True
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


def _town_or_province(entity: Entity, ranked: Sequence[Scored], context: Context) -> Scored:
    """The best candidate; of a town and the province named after it the one that the words before the name point to."""
    best, wanted = ranked[0], context.cues.get(entity.id)
    if wanted is None or best.row.type == wanted:
        return best
    twins = (one for one in ranked if _same(best, one) and one.row.type == wanted and one.match is best.match)
    return next(twins, best)


def _is_part_of(entity: Entity, best: Scored) -> bool:
    """Whether a head noun before the name of a body of states makes it one of its parts: وكالة الأمم المتحدة."""
    is_of_states = best.match is Match.CORE and best.row.type == "InternationalOrganization" != entity.type
    return is_of_states and core(entity.name) == name_key(best.row.label_ar)


def _same(one: Scored, other: Scored) -> bool:
    """Whether two candidates are one item, a town and its province, or a province and a part of it whose name has more
    words.
    """
    if one.row.qid is not None and one.row.qid == other.row.qid:
        return True
    kinds = {one.row.type, other.row.type}
    if one.row.country != other.row.country or not kinds <= TOWNS:
        return False
    return len(kinds) > 1 or (one.match is Match.CORE) != (other.match is Match.CORE)


def _has_article(entity: Entity) -> bool:
    return any(norm(name).lstrip(_MARKS).startswith("ال") for name in (entity.name, *entity.alt_names))
