"""Binding a variable of a query to terms, without a word of the user's becoming part of the query.

Oxigraph's own substitutions reach only variables that the query projects, and filters see them too late. So a query
says itself where a parameter enters, in the SPARQL way:

    VALUES ?place { UNDEF }

The content of the braces is replaced by the terms in N-Triples syntax, which `pyoxigraph` writes with everything
escaped. Blocks inside strings, comments and IRIs are none: the text is cut by SPARQL's token rules
(https://www.w3.org/TR/sparql11-query/#sparqlGrammar) first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pyoxigraph as ox

__all__ = ["STRINGS", "Bound", "fill", "places"]

Bound = ox.NamedNode | ox.Literal

STRINGS = (
    r'"""(?:(?:"|"")?(?:[^"\\]|\\.))*"""',
    r"'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''",
    r'"(?:[^"\\\n\r]|\\.)*"',
    r"'(?:[^'\\\n\r]|\\.)*'",
)
"""Patterns of SPARQL's string literals, the long ones first."""
_TOKENS = re.compile(
    "|".join(
        (
            *STRINGS,
            r'<[^<>"{}|^`\\\x00-\x20]*>',
            r"#[^\n\r]*",
            r"(?<![\w:?$-])VALUES\s*[?$](?P<name>\w+)\s*\{[^{}\"'#<]*\}",
        )
    ),
    re.IGNORECASE | re.DOTALL,
)


def places(query: str, name: str) -> int:
    """How many ``VALUES ?name { … }`` blocks `query` has."""
    return sum(match["name"] == name for match in _TOKENS.finditer(query))


def fill(query: str, bound: Mapping[str, Sequence[Bound]]) -> str:
    """`query` with the terms of `bound` in the ``VALUES`` blocks of their variables; other blocks stay as they are."""

    def filled(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None or name not in bound:
            return match[0]
        return f"VALUES ?{name} {{ {' '.join(map(str, bound[name]))} }}"

    return _TOKENS.sub(filled, query)
