"""Names in a document: what recognisers and gazetteer found, shaped by the grammars of head nouns and titles.

The result holds each stretch of text once, as the longest name that stands there: «وزارة الخارجية الروسية» and not
also «روسيا», but both «القاعدة الأميركية» and «حقل العمر» of «القاعدة الأميركية في حقل العمر».
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extract.atoms import Atom, atoms_by_first_word, with_repeated_people
from kg.extract.boundaries import Boundaries
from kg.extract.gazetteer import Gazetteer
from kg.extract.headed import CALLED_AFTER
from kg.extract.heads import HeadedName, HeadGrammar
from kg.extract.lexicon import bare, head_lexicon, title_lexicon
from kg.extract.states import StateAdjectives
from kg.extract.titles import Title, TitleGrammar
from kg.extract.words import Word
from kg.model import NameSpan
from kg.text.normalise import norm

__all__ = ["GRAMMAR", "Name", "NameFinder", "folded_words", "spelled", "words_at"]

GRAMMAR = "khabar-names/1"
"""The component that stands beside names that the grammars found or shaped."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name at one place of the text."""

    begin: int
    end: int
    first: int
    last: int
    """The words that it covers, half-open."""
    type: str
    by: str
    words: tuple[str, ...]
    """Folded, without articles and punctuation."""
    core: tuple[str, ...] = ()
    """The words that name the same thing by themselves: داعش of تنظيم «داعش»."""
    inner: tuple[int, int] | None = None
    """Raw offsets of `core`, where it stands as a name of its own: الرقة in مدينة الرقة."""
    head: str | None = None
    definite: bool = False
    key: str | None = None
    role: tuple[int, int] | None = None
    """Raw offsets of the title that belongs to a person's name."""
    office: bool = False
    """Whether it is a title that stands for its holder."""
    state: str | None = None


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a name, folded, without articles and punctuation."""
    cleaned = "".join(ch if ch.isalnum() or not ch.isprintable() or ch in "ًٌٍَُِّْـ" else " " for ch in text)
    return tuple(bare(norm(word)) for word in cleaned.split())


def spelled(text: str, begin: int, end: int) -> str:
    """A surface form on one line. After the preposition ل the article loses its alif: للأمم is ل + الأمم. A name may
    begin with a ل of its own: للبنان is ل + لبنان, للجنة الدولية ل + اللجنة الدولية.
    """
    surface = " ".join(text[begin:end].split())
    if not surface.startswith("ل") or text[max(begin - 1, 0) : begin] != "ل":
        return surface
    first, _, rest = surface.partition(" ")
    if not Gazetteer.load().begins(bare(norm(first))):
        return f"ا{surface}"
    return f"ال{surface}" if _is_described(first, rest) else surface


def _is_described(noun: str, rest: str) -> bool:
    """Whether a definite adjective follows a noun, as it does where the noun has the article."""
    adjective = rest.partition(" ")[0]
    relative = norm(adjective).endswith("يه" if noun.endswith("ة") else "ي")
    known = any(bare(norm(adjective)) in adjectives for adjectives in head_lexicon().adjectives.values())
    return adjective.startswith("ال") and (relative or known)


def words_at(text: str, begin: int, end: int) -> tuple[str, ...]:
    """The words of the name at a place of the text, folded, without articles and punctuation."""
    return folded_words(spelled(text, begin, end))


class NameFinder:
    """Finds the names of a document among what recognisers propose."""

    def __init__(self, states: StateAdjectives) -> None:
        self._heads, self._titles = HeadGrammar(states), TitleGrammar(states)
        self._boundaries = Boundaries(states)

    def find(self, text: str, words: tuple[Word, ...], proposals: Iterable[NameSpan]) -> tuple[Name, ...]:
        """The names in order; none of them overlaps another, titles that stand for their holder aside."""
        proposals = self._boundaries.cut(proposals, words)
        atoms = atoms_by_first_word((s for s in proposals if not self._titles.is_title(s, words)), words)
        atoms = with_repeated_people(atoms, words)
        titles = self._titles.find(words, atoms, _lines(text, words))
        atoms = self._heads.unhoused(_completed(atoms, titles, words), words)
        headed = _outermost(
            name for name in self._heads.find(words, atoms) if not self._titles.is_portfolio(name.first, words)
        )
        roles = {
            min(title.person, title.last) if title.person == title.last + 1 and title.last in atoms else title.person: (
                title.begin,
                title.end,
            )
            for title in titles
            if title.person is not None
        }
        names = [_headed(name, text, atoms) for name in headed]
        names += [_headed(name, text, {}) for name in self._heads.housed(words, atoms, headed)]
        covered = [(name.first, name.proper) for name in headed]
        called = {(name.first, name.proper) for name in headed if name.type in CALLED_AFTER}
        for first, atom in atoms.items():
            around = next(((a, b) for a, b in covered if a <= first < b), None)
            if around is not None and (atom.span.type not in _NESTED or around == (first, atom.last)):
                continue
            if around in called and atom.span.type == "Person":
                # ملعب هزاع بن زايد: he is not spoken of.
                continue
            if self._is_bare_head(atom, words):
                continue
            if atom.span.type != "Person" and self._titles.is_portfolio(first, words):
                continue
            names.append(_plain(atom, text, roles.get(first), self._heads.name_inside(atom, words)))
            if around is None:
                names += [_person_within(title, atom, words, text) for title in self._titles.within(atom, words)]
        covered += [(atom.first, atom.last) for atom in atoms.values()]
        offices = (title for title in titles if title.person is None and title.unique)
        names += [_office(title, text) for title in offices if not any(a < title.first < b for a, b in covered)]
        return tuple(sorted(names, key=lambda name: (name.begin, -name.end)))

    def _is_bare_head(self, atom: Atom, words: tuple[Word, ...]) -> bool:
        """Whether a proposal is but a head noun, a word of generality or a state's adjective: الميليشيات، السورية."""
        if atom.span.key is not None:
            return False
        rest = [words[i] for i in range(atom.first, atom.last)]
        if len(rest) == 1 and self._heads.is_singular_of_state(rest[0]):
            return True
        if atom.span.type == "City":
            # العاصمة السورية: the capital without its name.
            rest = [word for word in rest if not self._heads.state_of(word.plain.bare)] or rest
        return all(self._heads.is_general(word) for word in rest)


def _completed(atoms: dict[int, Atom], titles: Iterable[Title], words: tuple[Word, ...]) -> dict[int, Atom]:
    """The atoms, persons' names with the word between them and their title: غير of the envoy غير بيدرسن."""
    completed = dict(atoms)
    for title in titles:
        person = completed.get(title.person) if title.person is not None else None
        given = title.last < len(words) and title.last not in atoms and _may_be_given(words[title.last])
        if person is not None and person.first == title.last + 1 and given:
            begin = words[title.last].token.begin
            completed[person.first] = replace(person, first=title.last, span=replace(person.span, begin=begin))
    return {atom.first: atom for atom in completed.values()}


def _may_be_given(word: Word) -> bool:
    """Whether a word before a surname may be the given name: neither definite nor the word for being called."""
    return word.is_word and not word.token.norm.startswith("ال") and word.token.norm not in title_lexicon().called


def _outermost(names: Iterable[HeadedName]) -> list[HeadedName]:
    """The names that stand in no other; of two that overlap, the longer."""
    kept: list[HeadedName] = []
    for name in sorted(names, key=lambda n: (n.first - n.last, n.first)):
        if all(name.last <= other.first or other.proper <= name.first for other in kept):
            kept.append(name)
    return sorted(kept, key=lambda n: n.first)


def _headed(name: HeadedName, text: str, atoms: Mapping[int, Atom]) -> Name:
    core = words_at(text, *name.inner) if name.inner else ()
    inside = next((atoms[i] for i in range(name.first, name.last) if i in atoms), None)
    whole = inside is not None and inside.first == name.first and inside.last == name.last
    key = inside.span.key if inside is not None and (whole or inside.span.begin == (name.inner or (-1,))[0]) else None
    if inside is not None and key and not whole and name.type == "MilitaryForce":
        # جيش الحكومة السورية: whose army it is.
        key = None
    known = inside is not None and key and (whole or _refines(inside.span.type, name.type))
    kind = inside.span.type if inside is not None and known else name.type
    return Name(
        begin=name.begin,
        end=name.end,
        first=name.first,
        last=name.last,
        type=kind,
        by=GRAMMAR,
        words=words_at(text, name.begin, name.end),
        core=core,
        inner=name.inner if name.names_alone and core else None,
        head=name.head,
        definite=name.definite,
        key=name.state if kind == "Country" else key if kind != name.type or whole else None,
        state=name.state,
    )


_NESTED = frozenset({"Person", "Country"})
"""Types of names that are names of their own inside a longer one: حكومة الرئيس أشرف غني."""

_GROUPS = frozenset(
    {
        "ArmedGroup",
        "PoliticalParty",
        "Organization",
        "InternationalOrganization",
        "MilitaryForce",
        "MediaOrganization",
        "GovernmentBody",
        "Company",
    }
)


def _refines(found: str, by_head: str) -> bool:
    """Whether a recogniser's type is to be believed over that of the head noun: حزب الله is no party."""
    return found in _GROUPS and by_head in _GROUPS


def _plain(atom: Atom, text: str, role: tuple[int, int] | None, inner: tuple[int, int] | None) -> Name:
    span = atom.span
    return Name(
        begin=span.begin,
        end=span.end,
        first=atom.first,
        last=atom.last,
        type=span.type,
        by=span.by,
        words=words_at(text, span.begin, span.end),
        key=span.key,
        role=role,
        inner=inner,
        core=words_at(text, *inner) if inner else (),
    )


def _lines(text: str, words: tuple[Word, ...]) -> list[int]:
    """The first words of all lines but the first."""
    pairs = enumerate(pairwise(words), 1)
    return [n for n, (one, other) in pairs if "\n" in text[one.token.end : other.token.begin]]


def _person_within(title: Title, atom: Atom, words: tuple[Word, ...], text: str) -> Name:
    """The person whose name ends what a recogniser took for a body: بشار الأسد of نظام الرئيس السوري بشار الأسد."""
    begin = words[title.last].token.begin
    return Name(
        begin=begin,
        end=atom.span.end,
        first=title.last,
        last=atom.last,
        type="Person",
        by=GRAMMAR,
        words=words_at(text, begin, atom.span.end),
        role=(title.begin, title.end),
    )


def _office(title: Title, text: str) -> Name:
    return Name(
        begin=title.begin,
        end=title.end,
        first=title.first,
        last=title.last,
        type="Person",
        by=GRAMMAR,
        words=words_at(text, title.begin, title.end),
        role=(title.begin, title.end),
        office=True,
    )
