"""The best label of a canonical node in each language: the one that most articles give.

A state that speaks by its capital («أعلنت واشنطن») is not called so. Where articles give it no other name, it bears the
one that ``kg/data/gazetteer/capitals.tsv`` has.
"""

from __future__ import annotations

from collections import Counter

from kg.merge.capitals import name_of_state, speaks_for
from kg.ontology import vocab
from kg.rdf.terms import Term, iri, literal, text_of
from kg.store.tally import Statement, Tally

__all__ = ["best_labels", "labels_borne"]

_LABEL = iri(vocab.RDFS_LABEL)
_ARABIC, _ENGLISH = "ar", "en"
_OF_A_LINK = len(("predicate", "label"))


def best_labels(node: Term, tally: Tally) -> list[Term]:
    """The best label of a node in Arabic, with its transliteration, and in English."""
    best: list[Term] = []
    item = node[1:-1].rpartition("/")[2]
    state = name_of_state(item)
    for language in (_ARABIC, _ENGLISH):
        labels = [(s, n) for s, n in tally.items() if s[0] == _LABEL and s[1].endswith(f'"@{language}')]
        own = [(s, n) for s, n in labels if not (state and speaks_for(text_of(s[1]), item))]
        if own:
            statement, _ = own[0] if len(own) == 1 else min(own, key=lambda said: _rank(*said))
            best += [text for text in statement[1:] if text]
        elif labels:
            best.append(literal(state, language))
    return best


def labels_borne(tally: Tally) -> Counter[Term]:
    """The Arabic labels of the entities that are a node, each with how many bear it.

    An entity bears one; its links, which give it classes and names too, bear none.
    """
    borne: Counter[Term] = Counter.__new__(Counter)
    for statement, count in tally.items():
        if len(statement) > _OF_A_LINK and statement[0] == _LABEL:
            borne[statement[1]] += count
    return borne


def _rank(statement: Statement, count: int) -> tuple[int, int, int, int, Statement]:
    """Frequent names first, then those of letters alone, then those of most words, then long ones."""
    text = text_of(statement[1])
    signs = sum(not (ch.isalpha() or ch == " ") for ch in text)
    return -count, signs, -text.count(" "), -len(text), statement
