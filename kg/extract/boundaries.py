"""Where a recogniser ran over the border of a name, by what grammar allows inside one.

وزير | الري | محمد عبد العاطي      a portfolio belongs to the minister's title, not to the name
التحالف | إيران                     a definite noun takes no second noun: subject and object stand side by side
المركز | الأمين العام               … nor a title of somebody
وكالة الأنباء السورية | (سانا)      a second name in brackets is a name
سلمان بن عبد العزيز | بايدن          … nor a whole name another's family name
ب | معمر القذافي                     a proclitic, where what is behind it is known
التحالف | الحوثيين                  … nor a plural adjective, if it is singular
الجيش الإسرائيلي | مدينة نابلس       … nor an indefinite noun of places: subject and object again
السفارة الأميركية | في | بغداد        a place behind a preposition is a name of its own
التحالف | بقيادة | السعودية           … as is who leads a coalition
مقر | الحزب الشيوعي                  the body in a building has a name of its own
المبعوث الأممي | مجلس الأمن          … as has the body that a person tells
تنظيم «داعش» | الإرهابي              what others call a group is no part of its name
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.gazetteer import Gazetteer
from kg.extract.headed import HOUSED
from kg.extract.lexicon import bare, head_lexicon, read_toml, title_lexicon
from kg.extract.states import StateAdjectives
from kg.extract.words import OPENING, Word
from kg.model import NameSpan
from kg.text.normalise import norm

__all__ = ["Boundaries"]

_NEVER_LAST = frozenset('"(«“،,.:;؛-–')
_OPENED_BY = {")": "(", "»": "«", "”": "“"}
_PLURAL = ("ون", "ين")
_SHORT, _SHORT_LETTERS = frozenset("بلو"), 3
_PLACES = frozenset({"Country", "City", "Region", "NaturalFeature"})
_SITES = _PLACES | {"MilitaryBase", "EnergySite", "Airport", "Port", "Hospital", "School", "Crossing"}
"""Types of what is attacked and visited, whose head nouns stand indefinite before their names."""
_JUDGED = frozenset({"ArmedGroup"})
"""Types of names that adjectives which never belong to a name follow."""
_MIN_PERSON = 3
"""Words of a span of which the first may be a portfolio: a name of one word is left alone."""


def _covered(span: NameSpan, words: tuple[Word, ...]) -> tuple[int, int]:
    """The words that a span covers, half-open."""
    first = bisect_left(words, span.begin + 1, key=lambda word: word.token.end)
    return first, bisect_left(words, span.end, key=lambda word: word.token.begin)


class Boundaries:
    """Cuts proposals where a name can't go on."""

    def __init__(self, states: StateAdjectives) -> None:
        self._states, self._titles, self._heads = states, title_lexicon(), head_lexicon().heads
        self._gazetteer = Gazetteer.load()
        self._directions = frozenset(bare(norm(word)) for word in read_toml("places.toml")["directions"]["words"])
        self._inside = frozenset(map(norm, read_toml("places.toml")["inside"]["words"]))
        self._singular = frozenset(bare(norm(word)) for word in read_toml("short_forms.toml")["anaphoric"]["heads"])

    def cut(self, spans: Iterable[NameSpan], words: tuple[Word, ...]) -> tuple[NameSpan, ...]:
        """The spans, each as far as one name goes. Those that are known by name stay as they are."""
        spans = tuple(spans)
        states = {span.begin for span in spans if span.key is not None and span.type == "Country"}
        places = {span.begin for span in spans if span.key is not None and span.type in _PLACES}
        found: list[NameSpan] = []
        for span in spans:
            if span.key is not None:
                found.append(span)
            else:
                found += (
                    part
                    for whole in self._bracketed(span, words)
                    for alone in self._unhoused(self._before_place(whole, words, places), words)
                    for part in self._cut(alone, words, states)
                )
        return tuple(found)

    def _before_place(self, span: NameSpan, words: tuple[Word, ...], places: set[int]) -> NameSpan:
        """A span up to the place that it is in, to who leads it or whose it is.

        What is quoted is whole, and so is a purpose: التحالف لدعم الشرعية في اليمن.
        """
        first, last = _covered(span, words)
        for index in range(first + 1, last):
            word = words[index]
            if word.token.text in OPENING or any(form.proclitics == "ل" and not form.article for form in word.forms):
                break
            if index == first + 1 and word.plain.article and word.plain.bare in head_lexicon().descriptions:
                return replace(span, end=words[index - 1].token.end)
            at = index + (word.token.norm in self._inside or self._led(words, index))
            if index < at < last and any(head.inner for head in self._heads.get(words[at].plain.bare, ())):
                at += 1
            if at < last and any(form.begin in places for form in words[at].forms if at > index or form.proclitics):
                return replace(span, end=words[index - 1].token.end)
        return span

    def _led(self, words: tuple[Word, ...], index: int) -> int:
        phrases = head_lexicon().led
        told = (p for p in phrases if tuple(word.token.norm for word in words[index : index + len(p)]) == p)
        return max(map(len, told), default=0)

    def _unhoused(self, span: NameSpan, words: tuple[Word, ...]) -> Iterator[NameSpan]:
        """The body of a facility's name that a noun of buildings begins; the head grammar names the facility."""
        first, last = _covered(span, words)
        housed = last - first > 1 and not words[first].spelling.bares.isdisjoint(head_lexicon().housing)
        body = next((head.type for head in self._heads.get(words[first + 1].plain.bare, ())), "") if housed else ""
        if span.type != "Person" and body in HOUSED:
            yield replace(span, begin=words[first + 1].token.begin, type=body)
        else:
            yield span

    def _bracketed(self, span: NameSpan, words: tuple[Word, ...]) -> Iterator[NameSpan]:
        first, last = _covered(span, words)
        opening = next((i for i in range(first + 1, last - 1) if words[i].token.text == "("), None)
        if opening is None:
            yield span
        else:
            yield replace(span, end=words[opening - 1].token.end)
            yield replace(span, begin=words[opening + 1].token.begin)

    def _cut(self, span: NameSpan, words: tuple[Word, ...], states: set[int]) -> Iterator[NameSpan]:
        first, last = _covered(span, words)
        while last > first and self._dangles(words, first, last - 1, span.type):
            last -= 1
        if last == first or (last - first == 1 and self._is_state(words[first], span.begin, states)):
            return
        span = replace(span, end=min(span.end, words[last - 1].token.end))
        span = replace(span, begin=self._after_proclitic(span, words, first, last))
        if span.type == "Person":
            yield from self._two_people(self._person(span, words, first, last, states), words)
            return
        definite = any(form.begin == span.begin and form.article for form in words[first].forms)
        for index in range(first + (1 if definite else 2), last):
            if self._begins_another(words, first, index, states, definite=definite):
                span = replace(span, end=words[index - 1].token.end)
                break
        yield span

    def _is_state(self, word: Word, begin: int, states: set[int]) -> bool:
        """Whether a word is a state's name behind a proclitic that was taken for a letter of it: و | باكستان."""
        return any(form.begin in states for form in word.forms if form.begin > begin)

    def _dangles(self, words: tuple[Word, ...], first: int, index: int, kind: str) -> bool:
        """Whether a word can't end a name: a preposition, a bracket whose fellow stands before the name, a judgement.

        Persons may be called so: علي is written like على, إن ends Korean names.
        """
        word = words[index]
        if word.is_word:
            if kind in _JUDGED and index > first + 1 and word.plain.bare in head_lexicon().stop:
                # تنظيم «داعش» | الإرهابي
                return word.plain.article
            if word.plain.bare in self._directions and index > first:
                # ولاية ننغرهار | شرقي أفغانستان
                return not word.plain.article or words[index - 1].token.norm in self._titles.prepositions
            return kind != "Person" and word.token.norm in self._titles.prepositions | self._titles.particles
        opening = _OPENED_BY.get(word.token.text)
        return word.token.text in _NEVER_LAST or (
            opening is not None and all(words[i].token.text not in opening for i in range(first, index))
        )

    def _after_proclitic(self, span: NameSpan, words: tuple[Word, ...], first: int, last: int) -> int:
        """Where the name begins if the recogniser took a proclitic for its first letter: ب | معمر القذافي."""
        rest = tuple(word.plain.bare for word in words[first + 1 : last] if word.is_word)
        at_start = [form for form in words[first].forms if form.begin == span.begin]
        if any(self._known((form.bare, *rest), span.type) for form in at_start):
            return span.begin
        for form in words[first].forms:
            if form.begin > span.begin and len(form.bare) > 1 and self._known((form.bare, *rest), span.type):
                return form.begin
        token = words[first].token
        if token.begin == span.begin and token.norm[:1] in _SHORT and len(token.norm) == _SHORT_LETTERS:
            # بحي، بسد: head nouns so short that no proclitic is taken off them unasked.
            heads = self._heads.get(token.norm[1:], ())
            if any(head.type == span.type for head in heads):
                return span.begin + 1
        return span.begin

    def _known(self, name: tuple[str, ...], kind: str) -> bool:
        if kind == "Person":
            return self._gazetteer.is_given_name(name[0])
        return self._gazetteer.has(name) or name[0] in self._heads

    def _person(self, span: NameSpan, words: tuple[Word, ...], first: int, last: int, states: set[int]) -> NameSpan:
        """A person's name alone: without portfolio, the word for being called, a state before it, who is spoken to."""
        while last - first > 1 and self._stands_before(words, first, states):
            first += 1
            span = replace(span, begin=words[first].token.begin)
        if self._portfolio(words, first, last):
            span = replace(span, begin=words[first + 1].token.begin)
        for index in range(first + 1, last):
            to_whom = any(form.proclitics == "ل" and form.article for form in words[index].forms)
            if to_whom or (words[index - 1].plain.article and self._begins_body(words[index])):
                return replace(span, end=words[index - 1].token.end)
        return span

    def _begins_body(self, word: Word) -> bool:
        """Whether an indefinite noun of bodies begins another name: أطلع المبعوث الأممي | مجلس الأمن."""
        form = word.plain
        heads = () if form.article or form.proclitics else self._heads.get(form.bare, ())
        return any(head.type in HOUSED for head in heads)

    def _two_people(self, span: NameSpan, words: tuple[Word, ...]) -> Iterator[NameSpan]:
        """A known person's whole name, and the family name of whom he is told beside: سلمان بن عبد العزيز | بايدن."""
        first, last = _covered(span, words)
        if not self._gazetteer.are_two_people(tuple(word.plain.bare for word in words[first:last])):
            yield span
        else:
            yield replace(span, end=words[last - 2].token.end)
            yield replace(span, begin=words[last - 1].token.begin, end=words[last - 1].token.end)

    def _stands_before(self, words: tuple[Word, ...], first: int, states: set[int]) -> bool:
        word = words[first]
        return word.token.norm in self._titles.called or any(form.begin in states for form in word.forms)

    def _portfolio(self, words: tuple[Word, ...], first: int, last: int) -> bool:
        if first == 0 or last - first < _MIN_PERSON or not words[first + 1].is_word:
            return False
        definite = words[first].token.norm.startswith("ال")
        return definite and any(form.bare in self._titles.ministers for form in words[first - 1].forms)

    def _begins_another(
        self, words: tuple[Word, ...], first: int, index: int, states: set[int], *, definite: bool
    ) -> bool:
        form = words[index].plain
        if form.begin in states and not self._states.of(form.bare):
            return words[index - 1].plain.article
        if not form.article:
            # الجيش الإسرائيلي | مدينة نابلس: after a definite word an indefinite one begins the object.
            heads = self._heads.get(form.bare, ()) if words[index - 1].plain.article and not form.proclitics else ()
            return any(head.type in _SITES for head in heads)
        if index > first + 1 and words[index - 1].plain.article and form.bare in self._heads:
            # تنظيم الدولة الإسلامية | القوات الأفغانية
            return True
        if not definite:
            return False
        if form.bare in self._titles.unique or self._is_phrase(words, index):
            return True
        head = words[first].forms
        return form.bare.endswith(_PLURAL) and any(reading.bare in self._singular for reading in head)

    def _is_phrase(self, words: tuple[Word, ...], index: int) -> bool:
        return any(
            tuple(word.plain.bare for word in words[index : index + len(phrase)]) == phrase
            for phrase in self._titles.phrases
        )
