"""Where the short forms of an article's names stand again though no recogniser found them.

سيرغي لافروف … لافروف        the surname
تنظيم «داعش» … داعش … التنظيم  the name inside, the definite head noun
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.extract.cluster import Cluster
from kg.extract.lexicon import read_toml
from kg.extract.names import Name, words_at
from kg.extract.states import StateAdjectives
from kg.extract.words import Word
from kg.text.normalise import norm

__all__ = ["ShortForms"]

_MIN_LETTERS = 4
"""Letters of a short form; shorter ones are too often something else."""
_MAX_WORDS = 7


class ShortForms:
    """Finds short forms; which head nouns refer back by themselves is in ``short_forms.toml``."""

    def __init__(self, states: StateAdjectives) -> None:
        self._states = states
        self._anaphoric = frozenset(map(norm, read_toml("short_forms.toml")["anaphoric"]["heads"]))

    def add_to(self, clusters: Sequence[Cluster], words: tuple[Word, ...], names: Sequence[Name], text: str) -> None:
        """Add to each cluster the offsets of its short forms outside all `names`."""
        free = [word.is_word for word in words]
        for name in names:
            free[name.first : name.last] = [False] * (name.last - name.first)
        forms = self._forms(clusters, text)
        first_words = frozenset(key[0] for key in forms)
        heads = [(name.head, name, cluster) for cluster in clusters for name in cluster.names if name.head]
        for index in range(len(words)):
            if not free[index]:
                continue
            known = not words[index].spelling.keys.isdisjoint(first_words)
            match = _longest(index, words, free, forms) if known else None
            if match is not None:
                cluster, begin, last = match
                cluster.again.append((begin, words[last - 1].token.end))
                free[index:last] = [False] * (last - index)
                continue
            self._head_again(words, index, heads)

    def _forms(self, clusters: Sequence[Cluster], text: str) -> dict[tuple[str, ...], Cluster]:
        """Word tuples that stand for one cluster alone. A single word keeps its article: الأسد is no أسد."""
        forms: dict[tuple[str, ...], Cluster | None] = {}

        def add(words: tuple[str, ...], begin: int, end: int, cluster: Cluster) -> None:
            article = "ال" if len(words) == 1 and _has_article(text, begin, end) else ""
            key = (article + words[0], *words[1:]) if words else ()
            if sum(map(len, words)) >= _MIN_LETTERS:
                forms[key] = cluster if forms.get(key, cluster) is cluster else None

        for cluster in clusters:
            for name in cluster.names:
                add(name.words, name.begin, name.end, cluster)
                if name.inner is not None and not self._states.of(name.core[0]):
                    add(name.core, *name.inner, cluster)
                if name.type == "Person" and not name.office and len(name.words) > 1:
                    last = text.rfind(" ", name.begin, name.end) + 1
                    add(name.words[-1:], last, name.end, cluster)
                if name.role is not None and not name.office:
                    role = words_at(text, *name.role)
                    for length in range(2, len(role) + 1):
                        add(role[:length], *name.role, cluster)
        return {key: cluster for key, cluster in forms.items() if cluster is not None}

    def _head_again(self, words: tuple[Word, ...], index: int, heads: Iterable[tuple[str, Name, Cluster]]) -> None:
        """The definite head noun alone refers back to the nearest name that it began: القاعدة، الحركة، التنظيم."""
        word = words[index]
        for form in word.forms:
            if not form.article or form.bare not in self._anaphoric:
                continue
            before = [
                (name.begin, cluster) for head, name, cluster in heads if head == form.bare and name.begin < form.begin
            ]
            if before:
                cluster = max(before, key=lambda pair: pair[0])[1]
                cluster.again.append((form.begin, word.token.end))
            return


def _longest(
    index: int, words: tuple[Word, ...], free: Sequence[bool], forms: Mapping[tuple[str, ...], Cluster]
) -> tuple[Cluster, int, int] | None:
    for form in words[index].forms:
        best = None
        single = (f"ال{form.bare}" if form.article else form.bare,)
        if single in forms:
            best = forms[single], form.begin, index + 1
        key: tuple[str, ...] = (form.bare,)
        last = index + 1
        while last < len(words) and free[last] and len(key) < _MAX_WORDS:
            key, last = (*key, words[last].plain.bare), last + 1
            if key in forms:
                best = forms[key], form.begin, last
        if best is not None:
            return best
    return None


def _has_article(text: str, begin: int, end: int) -> bool:
    """Whether a name begins with the article, also where ل has taken its alif: للأمم."""
    after_lam = text[begin : begin + 1] == "ل" and text[max(begin - 1, 0) : begin] == "ل"
    return text[begin:end].startswith("ال") or after_lam
