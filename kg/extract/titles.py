"""The grammar of titles: who a person is, from the words beside the name, and offices that stand for their holder.

وزير الخارجية الروسي | سيرغي لافروف             the title stands before the name
سيرغي فيرشينين | نائب وزير الخارجية             … or after it
الرئيس الروسي                                    an office with one holder names a person by itself
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.atoms import Atom
from kg.extract.lexicon import head_lexicon, title_lexicon
from kg.extract.states import StateAdjectives
from kg.extract.words import Form, Word
from kg.model import NameSpan

__all__ = ["Title", "TitleGrammar"]

MAX_WORDS = 9


@dataclass(frozen=True, slots=True)
class Title:
    """A title over the words `first` to `last` (half-open), and the name that it belongs to."""

    first: int
    last: int
    begin: int
    end: int
    person: int | None
    """The first word of the person's name, or `None` where the title stands alone."""
    unique: bool
    """Whether it names its holder by itself: an office with one holder, with its state or body."""


class TitleGrammar:
    """Finds titles in a document's words."""

    def __init__(self, states: StateAdjectives) -> None:
        self._lexicon = title_lexicon()
        self._states = states
        phrases: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for phrase in self._lexicon.phrases:
            phrases[phrase[0]].append(phrase)
        self._phrases = dict(phrases)
        self._first = self._lexicon.titles | self._lexicon.unique | phrases.keys()

    def find(self, words: tuple[Word, ...], atoms: Mapping[int, Atom], lines: Sequence[int] = ()) -> tuple[Title, ...]:
        """The titles in order of their words. A title inside a longer one is not told again.

        `lines` holds the first words of all lines but the first: no title goes on from a headline into the text.
        """
        found: list[Title] = []
        covered = 0
        people = {atom.last: first for first, atom in atoms.items() if atom.span.type == "Person"}
        for index in range(len(words)):
            if index < covered or words[index].spelling.bares.isdisjoint(self._first):
                continue
            inside_person = any(first <= index < last for last, first in people.items() if first <= index)
            line = bisect_right(lines, index)
            begin = lines[line - 1] if line else 0
            end = lines[line] if line < len(lines) else len(words)
            here = {last: first for last, first in people.items() if first >= begin}
            title = None if inside_person else self._at(index, words[:end], atoms, here)
            if title is not None:
                found.append(title)
                covered = title.last
        return tuple(found)

    def is_portfolio(self, index: int, words: tuple[Word, ...]) -> bool:
        """Whether a minister's title stands before a word: (وزير) الخارجية الروسي is no ministry."""
        return index > 0 and any(form.bare in self._lexicon.ministers for form in words[index - 1].forms)

    def within(self, atom: Atom, words: tuple[Word, ...]) -> tuple[Title, ...]:
        """The title with a person's name behind it that ends a body's name: نظام | الرئيس السوري | بشار الأسد."""
        if atom.span.type == "Person" or atom.span.key is not None:
            return ()
        for index in range(atom.first + 1, atom.last - 1):
            form = words[index].plain
            if form.article and form.bare in self._lexicon.unique:
                last = index + 1
                while last < atom.last and (size := self._state_words(last, words)):
                    last += size
                last = self._with_adjectives(last, words)
                if last < atom.last and not any(self._says_more(words[i]) for i in range(last, atom.last)):
                    return (Title(index, last, form.begin, words[last - 1].token.end, last, unique=True),)
        return ()

    def _says_more(self, word: Word) -> bool:
        """Whether a word is no part of a person's name."""
        return not word.is_word or word.token.norm in self._lexicon.prepositions | self._lexicon.particles

    def is_title(self, span: NameSpan, words: tuple[Word, ...]) -> bool:
        """Whether a recogniser took a title for a person's name: المبعوث الأممي، زعيم كوريا الشمالية."""
        if span.type != "Person":
            return False
        first = bisect_left(words, span.begin + 1, key=lambda word: word.token.end)
        last = bisect_left(words, span.end, key=lambda word: word.token.begin)
        known = self._lexicon.titles | self._lexicon.unique
        if not any(form.bare in known for form in words[first].forms):
            return self._phrase(words, first, words[first].plain) > 0 and last - first <= MAX_WORDS
        if any(form.bare in self._lexicon.unique for form in words[first].forms) and self._tells_state(
            words, first, last
        ):
            return True
        return all(self._continues(words[i], words[i - 1]) for i in range(first + 1, last))

    def _tells_state(self, words: tuple[Word, ...], first: int, last: int) -> bool:
        """Whether a state ends the words, its name or its adjective."""
        return self._states.told([word.plain.bare for word in words[first:last]])[-1][:1] == "Q"

    def _continues(self, word: Word, before: Word) -> bool:
        known = self._lexicon.titles | self._lexicon.unique | self._lexicon.inside
        prepositions = self._lexicon.prepositions
        if word.token.norm in prepositions or before.token.norm in prepositions:
            return True
        return any(form.bare in known or form.article or self._states.of(form.bare) for form in word.forms)

    def _at(
        self, index: int, words: tuple[Word, ...], atoms: Mapping[int, Atom], people: Mapping[int, int]
    ) -> Title | None:
        for form in words[index].forms:
            phrase = self._phrase(words, index, form)
            unique = phrase > 0 or form.bare in self._lexicon.unique
            if not unique and form.bare not in self._lexicon.titles:
                continue
            last, bound = self._extend(index + max(phrase, 1), words, atoms)
            person = self._person_after(last, words, atoms)
            if person is None:
                person = self._person_before(index, words, people)
            if person is None:
                last, bound = self._alone(index + max(phrase, 1), words, atoms, whole=phrase > 0)
            bound = bound or phrase > 0
            if person is None and not (unique and bound):
                continue
            end = words[last - 1].token.end
            return Title(index, last, form.begin, end, person, unique and bound)
        return None

    def _phrase(self, words: tuple[Word, ...], index: int, form: Form) -> int:
        """The number of words of the office phrase that begins here: ولي العهد، رئيس الوزراء."""
        best = 0
        for phrase in self._phrases.get(form.bare, ()):
            rest = words[index + 1 : index + len(phrase)]
            if tuple(word.plain.bare for word in rest) == phrase[1:]:
                best = max(best, len(phrase))
        return best

    def _extend(self, start: int, words: tuple[Word, ...], atoms: Mapping[int, Atom]) -> tuple[int, bool]:
        """The end of the title that goes on at `start`, and whether a state or a body binds it to one holder."""
        bound = False
        index = start
        while index < min(start + MAX_WORDS, len(words)) and words[index].is_word:
            atom = atoms.get(index)
            if atom is not None:
                if atom.span.type == "Person" or (
                    atom.joined(words) and index > start and not self._joins(words[index])
                ):
                    break
                bound, index = True, atom.last
            elif size := self._state_words(index, words):
                bound, index = True, index + size
            elif self._belongs(index, start, words, atoms):
                index += 1
            else:
                break
        return index, bound

    def _alone(
        self, start: int, words: tuple[Word, ...], atoms: Mapping[int, Atom], *, whole: bool
    ) -> tuple[int, bool]:
        """The end of a title that no name stands beside: it goes as far as the state or body that binds it.

        What comes behind is the rest of the sentence: التقى الرئيس التركي | نظيره الروسي.
        """
        index = start
        while index < min(start + MAX_WORDS, len(words)) and words[index].is_word:
            atom = atoms.get(index)
            size = self._state_words(index, words)
            if atom is not None and atom.span.type != "Person":
                if atom.joined(words) and not self._joins(words[index]):
                    break
                return self._with_adjectives(atom.last, words), True
            if size:
                return self._with_adjectives(index + size, words), True
            prepositional = words[index].token.norm in self._lexicon.prepositions
            if whole and words[index].plain.bare in self._lexicon.titles | self._lexicon.unique:
                # رئيس الحكومة | مبعوث …: an office of two words is whole, and the next title is somebody else's.
                break
            if atom is not None or prepositional or not self._belongs(index, start, words, atoms):
                break
            index += 1
        return index, False

    def _state_words(self, index: int, words: tuple[Word, ...]) -> int:
        """How many words a state's adjective has that stands here: الروسي one, الكوري الشمالي two."""
        if index + 1 < len(words) and self._states.of_pair(words[index].plain.bare, words[index + 1].plain.bare):
            return 2
        return int(self._states.of(words[index].plain.bare) is not None)

    def _with_adjectives(self, index: int, words: tuple[Word, ...]) -> int:
        """The end of a bound title with what is said of the holder: الرئيس الأميركي السابق."""
        while index < len(words) and words[index].plain.article and words[index].plain.bare in self._lexicon.inside:
            index += 1
        return index

    def _belongs(self, index: int, start: int, words: tuple[Word, ...], atoms: Mapping[int, Atom]) -> bool:
        """Whether a word that is no name and no state's adjective goes on with a title that began before `start`."""
        word = words[index]
        form = word.plain
        if form.bare in self._lexicon.inside | self._lexicon.titles | self._lexicon.unique:
            return True
        if form.article:
            return not self._day(form)
        if index > start and self._of_another(word):
            # الممثل الخاص | للرئيس الروسي: the office that it serves.
            return True
        following = atoms.get(index + 1)
        if word.token.norm in self._lexicon.prepositions and following is not None:
            return following.span.type != "Person"
        # رئيس | هيئة الأركان، وزير | خارجية: a noun without article goes on only as part of a genitive.
        return (
            index == start
            and word.token.norm not in self._lexicon.particles
            and index + 1 < len(words)
            and words[index + 1].plain.article
        )

    def _of_another(self, word: Word) -> bool:
        known = self._lexicon.titles | self._lexicon.unique
        return any(form.proclitics == "ل" and (form.article or form.bare in known) for form in word.forms)

    def _joins(self, word: Word) -> bool:
        return any(form.proclitics in {"ل", "ب"} for form in word.forms)

    def _day(self, form: Form) -> bool:
        return form.bare in head_lexicon().stop and form.bare not in self._lexicon.titles | self._lexicon.unique

    def _person_after(self, index: int, words: tuple[Word, ...], atoms: Mapping[int, Atom]) -> int | None:
        for start in (index, index + 1):
            if start >= len(words) or (start > index and not self._may_stand_between(words[index])):
                break
            atom = atoms.get(start)
            if atom is not None and atom.span.type == "Person" and not atom.joined(words):
                return start
        return None

    def _may_stand_between(self, word: Word) -> bool:
        """A mark, or a given name that no recogniser saw as one: المبعوث الأممي | غير | بيدرسن."""
        if not word.is_word:
            return word.token.text in {"،", ",", "#", "«", '"'}
        return word.token.norm not in self._lexicon.prepositions | self._lexicon.particles

    def _person_before(self, index: int, words: tuple[Word, ...], people: Mapping[int, int]) -> int | None:
        """The person whose name ends just before the title, a comma between them or not."""
        if index in people:
            return people[index]
        if index > 0 and words[index - 1].token.text in {"،", ","} and index - 1 in people:
            return people[index - 1]
        return None
