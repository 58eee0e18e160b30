"""One name that a head noun begins, read word by word to its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.atoms import Atom
from kg.extract.lexicon import Head
from kg.extract.words import CLOSING, Form, Word

if TYPE_CHECKING:
    from kg.extract.heads import HeadGrammar

__all__ = ["BODIES", "CALLED_AFTER", "HOUSED", "HeadReader", "HeadedName"]

BODIES = frozenset(
    {"ArmedGroup", "PoliticalParty", "Organization", "InternationalOrganization", "MediaOrganization", "Company"}
)
"""Types of bodies that a head noun and a name may tell together."""
HOUSED = BODIES | {"GovernmentBody"}
"""Types of bodies that a building may be called after."""
MAX_WORDS = 8
"""Words of a name after its head noun; longer ones are descriptions."""
MAX_QUOTED = 6
CALLED_AFTER = frozenset(
    {"Airport", "Port", "Hospital", "School", "MilitaryBase", "Religious", "Facility", "Place", "City", "Crossing"}
)
"""Types of things that are called after persons."""
_FEMININE = ("ه", "ات")
_NISBA = ("ي", "يه", "يين", "يون", "يان", "يتين", "يتان")


@dataclass(frozen=True, slots=True)
class HeadedName:
    """A name that a head noun begins, over the words `first` to `last` (half-open)."""

    first: int
    last: int
    begin: int
    """Raw offset of the head noun without its proclitics."""
    end: int
    type: str
    head: str
    """The head noun, folded, without article."""
    inner: tuple[int, int] | None
    """Raw offsets of the words that make this name different from others of its head noun."""
    names_alone: bool
    """Whether those words by themselves name the same thing: مدينة الرقة = الرقة."""
    definite: bool
    place_after: bool
    state: str | None
    """Wikidata id of the state whose adjective or name is part of the name."""
    proper: int = 0
    """Index of the word after the name without its description: what is named in that is a name of its own."""


class HeadReader:
    """Reads on from one head noun. A value object of one attempt; it keeps what has been seen so far."""

    def __init__(
        self,
        grammar: HeadGrammar,
        words: tuple[Word, ...],
        atoms: Mapping[int, Atom],
        index: int,
        form: Form,
        head: Head,
    ) -> None:
        self._grammar, self._words, self._atoms = grammar, words, atoms
        self._index, self._form, self._head = index, form, head
        self._next = index + 1
        self._seen: set[str] = set()
        self._inner: tuple[int, int] | None = None
        self._state: str | None = None
        self._type = head.type
        self._proper: int | None = None

    def read(self) -> HeadedName | None:
        """The name, or `None` where what must follow does not."""
        limit = self._index + 1 + MAX_WORDS
        if self._starts_quote():
            self._quoted()
        while self._next < min(limit, len(self._words)) and self._step():
            pass
        if self._grammar.is_coalition(self._form.bare):
            self._led()
        if (self._head.first or self._head.never) and not self._first_fits():
            return None
        if not self._seen & (self._head.needs | {"described"}) or self._is_general():
            return None
        anywhere = not (self._head.place_after and self._place_follows())
        if self._seen <= {"adjective"} and not self._form.article and "adjective" in self._head.needs and anywhere:
            # قوات برية، قاعدة جوية: any of them, unless it stands at a place.
            return None
        last = self._words[self._next - 1]
        return HeadedName(
            first=self._index,
            last=self._next,
            begin=self._form.begin,
            end=last.token.end,
            type=self._type,
            head=self._form.bare,
            inner=self._inner,
            names_alone=self._inner is not None and (self._head.inner or "quoted" in self._seen),
            definite=self._form.article,
            place_after=self._head.place_after,
            state=self._state,
            proper=self._next if self._proper is None else self._proper,
        )

    def _place_follows(self) -> bool:
        """Whether the text says where: قاعدة عسكرية | في غرب العراق."""
        following = range(self._next, min(self._next + 3, len(self._words)))
        for index in following:
            atom = self._atoms.get(index)
            if atom is not None and atom.span.type in {"Country", "Region", "City", "NaturalFeature"}:
                prepositional = self._grammar.leads_to_place(self._words[self._next])
                return prepositional or (index == self._next and atom.joined(self._words))
        return False

    def _is_general(self) -> bool:
        """Whether nothing but words of generality follows: قوات الأمن، الميليشيات المسلحة."""
        if self._head.type == "GovernmentBody" and "bare" in self._head.needs:
            # وزارة الداخلية: what a ministry is for is no word of generality.
            return False
        if self._head.first:
            # قوات مكافحة الإرهاب: the lexicon knows what follows.
            return False
        if self._seen & {"name", "quoted", "described"} or ("state" in self._seen and "state" in self._head.needs):
            return False
        first = self._words[self._index + 1 : self._index + 2]
        return all(self._grammar.is_general(word) for word in first) and not self._seen & {"adjective"}

    def _first_fits(self) -> bool:
        following = self._words[self._index + 1] if self._index + 1 < len(self._words) else None
        if following is None or following.plain.bare in self._head.never:
            return False
        return not self._head.first or following.plain.bare in self._head.first

    def _starts_quote(self) -> bool:
        return self._next < len(self._words) and self._words[self._next].token.text in CLOSING

    def _quoted(self) -> None:
        """A name in quotation marks or brackets: from the mark to its counterpart."""
        opening = self._words[self._next].token.text
        for index in range(self._next + 2, min(self._next + 2 + MAX_QUOTED, len(self._words))):
            if self._words[index].token.text == CLOSING[opening]:
                if opening == "(" and "name" not in self._head.needs:
                    return
                inner = self._words[self._next + 1], self._words[index - 1]
                self._inner = (inner[0].token.begin, inner[1].token.end)
                self._seen |= {"name", "quoted"}
                self._next = index + 1
                return

    def _step(self) -> bool:
        """Take the next word or name into the name, if it belongs to it."""
        word = self._words[self._next]
        if not word.is_word:
            return self._hashed(word)
        if self._head.purpose and self._seen and self._purpose(word):
            return True
        if (atom := self._atoms.get(self._next)) is not None and not atom.joined(self._words):
            return self._atom(atom)
        form = word.plain
        if self._next == self._index + 1 and self._grammar.is_honour(form.bare) and self._honoured():
            return True
        state, size = self._grammar.state_words(self._words, self._next)
        if state and form.article == self._form.article:
            return self._take("state", state, size)
        if form.article:
            return self._definite(word, form)
        if self._grammar.is_adjective_of(self._head.type, form.bare) and not self._form.article:
            # ولاية ننغرهار | شرقي أفغانستان: where it lies in what is named next.
            return self._next + 1 not in self._atoms and self._take("adjective")
        return self._bare(form)

    def _atom(self, atom: Atom) -> bool:
        beside = self._head.inner and self._next == self._index + 1 and atom.span.type != "Person"
        if self._form.article and not beside:
            # القوات | روسيا: a definite noun takes no second noun; but العاصمة | دمشق stands beside its name.
            return False
        if self._seen & {"name", "bare"} or (atom.span.type == "Person" and "definite" in self._seen):
            return False
        if self._next > self._index + 1 and self._words[self._next - 1].plain.article and not self._is_definite(atom):
            # قوات الاحتلال الإسرائيلي | مخيم جنين: behind a definite word an indefinite noun is the object.
            return False
        if self._head.type == "City" and atom.span.type == "Country":
            # عاصمة جنوب السودان: the state is not the town.
            return False
        if atom.span.type == "Country":
            self._seen.add("state")
            self._state = atom.span.key
        elif atom.span.type in BODIES and self._head.type in BODIES:
            # تنظيم داعش، وكالة رويترز: the second noun names the same body.
            self._seen.add("quoted")
        self._seen.add("name")
        end = self._words[atom.last - 1].token.end
        self._inner = self._inner or (atom.span.begin, end)
        if self._head.type == "MilitaryForce" and atom.span.type == "GovernmentBody":
            self._proper = self._next
        self._next = atom.last
        return True

    def _is_definite(self, atom: Atom) -> bool:
        """Whether a name has the article, or is not begun by a noun of its kind: جنين, but not مخيم جنين."""
        first = self._words[atom.first].plain
        return first.article or not self._grammar.is_head(first.bare)

    def _definite(self, word: Word, form: Form) -> bool:
        if self._described():
            return True
        if self._grammar.is_stop(word):
            return False
        state, size = self._grammar.state_words(self._words, self._next)
        if state:
            return self._take("state", state, size)
        if self._grammar.is_adjective_of(self._head.type, form.bare):
            return self._take("adjective")
        if self._form.article:
            # Another definite word after a definite noun is an adjective only if it looks like one.
            return bool(self._seen) and form.bare.endswith(_NISBA) and self._take("relation")
        if self._grammar.is_office(form.bare):
            self._seen.add("office")
        first = self._next == self._index + 1
        if first and self._governments():
            return True
        if first:
            self._inner = (form.begin, word.token.end)
            return self._take("definite")
        complete = bool(self._seen & {"definite", "name", "purpose"}) and "quoted" not in self._seen
        return complete and form.bare.endswith(_NISBA) and self._take("relation")

    def _governments(self) -> bool:
        """Whose force it is, if a government's, which is named too: قوات | الحكومة السورية."""
        body = (
            self._grammar.longest(self._words, self._next, self._atoms) if self._head.type == "MilitaryForce" else None
        )
        if body is None or not self._grammar.is_government(body.head):
            return False
        self._proper, self._inner = self._next, (body.begin, body.end)
        self._state = self._state or body.state
        return self._take("name", size=body.last - self._next)

    def _described(self) -> bool:
        """Whose side a force or a government is on, where nothing else names it: القوات | الموالية للحكومة."""
        if self._seen or not self._grammar.may_be_described(self._head.type):
            return False
        feminine = self._form.bare.endswith(_FEMININE)
        after = self._grammar.described(self._words, self._next, self._atoms, feminine=feminine)
        if not after:
            return False
        self._proper = self._next
        return self._take("described", size=after - self._next)

    def _purpose(self, word: Word) -> bool:
        """What a body is for: المرصد السوري | لحقوق الإنسان، الجمعية العامة | للأمم المتحدة."""
        if "purpose" in self._seen or not any(form.proclitics == "ل" for form in word.forms):
            return False
        atom = self._atoms.get(self._next)
        owner = {"Person"} if self._head.type in {"Region", "MilitaryBase"} else {"Person", "Country", "City"}
        if atom is not None and atom.span.type in owner:
            return False
        following = self._words[self._next + 1] if self._next + 1 < len(self._words) else None
        if atom is None and not any(form.proclitics == "ل" and form.article for form in word.forms):
            # لحقوق | الإنسان: a noun without article needs the noun that completes it.
            if following is None or not following.plain.article or self._grammar.is_stop(following):
                return False
            self._next += 1
        elif atom is not None:
            states = (self._grammar.state_of(self._words[i].plain.bare) for i in range(atom.first, atom.last))
            self._state = self._state or next(filter(None, states), None)
            self._next = atom.last - 1
        return self._take("purpose")

    def _bare(self, form: Form) -> bool:
        """A bare noun as second part of a genitive: مدينة | أثرية، وزارة | خارجية."""
        if self._form.article or self._next != self._index + 1 or "bare" not in self._head.needs or len(form.bare) < 3:
            return False
        if form.bare.endswith("يا") or any(other.article for other in self._words[self._next].forms[1:]):
            # ميناء رئيسيا، ساحة للقتال: an adjective in the accusative, a purpose.
            return False
        while (
            self._grammar.is_compound(self._words[self._next].plain.bare)
            and self._next + 1 < len(self._words)
            and self._words[self._next + 1].is_word
        ):
            self._next += 1
        self._second_part(form)
        self._inner = (form.begin, self._words[self._next].token.end)
        return self._take("bare")

    def _second_part(self, form: Form) -> None:
        """A definite noun that completes an unknown place's name: حي غوط | الشعال."""
        following = self._words[self._next + 1 : self._next + 2]
        if self._head.type != "City" or not following or self._words[self._next].plain is not form:
            return
        word = following[0]
        known = (
            self._grammar.is_stop(word) or self._grammar.state_of(word.plain.bare) or word.plain.bare.endswith(_NISBA)
        )
        if word.plain.article and not known and self._next + 1 not in self._atoms:
            self._next += 1

    def _hashed(self, word: Word) -> bool:
        """Whether a mark only writes a tag: ميليشيا_الحوثي, حركة #حماس."""
        following = self._words[self._next + 1 : self._next + 2]
        if word.token.text not in {"_", "#"} or not following or not following[0].is_word:
            return False
        self._next += 1
        return self._step()

    def _honoured(self) -> bool:
        """The person that a facility is called after, with a title: مطار | الملك خالد | الدولي."""
        start = self._next + 1
        if self._head.type not in CALLED_AFTER or self._form.article or start >= len(self._words):
            return False
        atom, word = self._atoms.get(start), self._words[start]
        if atom is not None and atom.span.type == "Person":
            end = atom.last
        elif word.is_word and (not word.plain.article or self._words[self._next].plain.article is False):
            end = start + 1 + self._grammar.is_compound(word.plain.bare)
        else:
            return False
        self._inner = (self._words[self._next].token.begin, self._words[end - 1].token.end)
        self._seen.add("name")
        self._next = end
        return True

    def _led(self) -> None:
        """Who leads the coalition: التحالف | بقيادة السعودية، التحالف العسكري | الذي تقوده واشنطن."""
        size = self._grammar.led(self._words, self._next)
        atom = self._atoms.get(self._next + size)
        if size and atom is not None and atom.span.type in {"Country", "City"}:
            self._seen.add("state")
            self._state = self._state or (atom.span.key if atom.span.type == "Country" else None)
            self._next = atom.last

    def _take(self, kind: str, state: str | None = None, size: int = 1) -> bool:
        self._seen.add(kind)
        self._state = self._state or state
        self._next += size
        return True
