"""Functions that queries may call beside those of SPARQL: ``kg:fold(?label)``, which makes spellings of a word one.

    FILTER(CONTAINS(kg:fold(?label), kg:fold("القاعدة الاميركيه")))

Oxigraph takes a function that raises for one without a value, silently; so what these can't take, they say by having
no value, as SPARQL's own functions do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyoxigraph as ox

from kg.ontology.vocab import KG

__all__ = ["FOLD", "Functions", "fold", "functions_in"]

Functions = Mapping[ox.NamedNode, Callable[..., "ox.Literal | None"]]
"""Functions by their IRIs. They take terms."""

FOLD = f"{KG}fold"


def fold(term: object) -> ox.Literal | None:
    """A literal's text without what spellings differ in: vowel signs, tatweel, hamza, ya, ta marbuta, digits, case.

    Other terms have no value.
    """
    if not isinstance(term, ox.Literal):
        return None
    from kg.text.normalise import norm  # a third of the start-up time, for the few who need it

    return ox.Literal(norm(term.value).lower())


def functions_in(query: str) -> Functions | None:
    """The functions that a query may call; `None` if it names none of them."""
    return {ox.NamedNode(FOLD): fold} if "kg:fold" in query or FOLD in query else None
