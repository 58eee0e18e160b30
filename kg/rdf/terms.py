"""RDF terms as N-Triples text: five times faster to build than objects, and files take them as they are.

A `Term` is a string in the syntax of N-Triples (https://www.w3.org/TR/n-triples/); a `Quad` holds four, the last one
being the graph's name, or the empty string for the default graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.ontology.vocab import XSD, XSD_STRING

__all__ = ["DEFAULT_GRAPH", "Quad", "Term", "Triple", "integer", "iri", "lines", "literal", "typed"]

Term = str
Triple = tuple[Term, Term, Term]
Quad = tuple[Term, Term, Term, Term]

DEFAULT_GRAPH = ""

_BAD_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def iri(value: str) -> Term:
    """An IRI. Raises `ValueError` if `value` holds a character that no IRI may hold or has no scheme."""
    if _BAD_IRI.search(value) or ":" not in value:
        raise ValueError(f"not an absolute IRI: {value!r}")
    return f"<{value}>"


def literal(text: str, language: str | None = None) -> Term:
    """A string, with a language tag where one is given. Raises `ValueError` for a malformed tag."""
    if language is None:
        return f'"{text.translate(_ESCAPES)}"'
    if not _LANGUAGE.fullmatch(language):
        raise ValueError(f"not a language tag: {language!r}")
    # RDF compares tags without case, and Oxigraph keeps them in small letters.
    return f'"{text.translate(_ESCAPES)}"@{language.lower()}'


def typed(lexical: str, datatype: str) -> Term:
    """A literal of a datatype, given as IRI; a plain string where that is ``xsd:string``."""
    return literal(lexical) if datatype == XSD_STRING else f'"{lexical.translate(_ESCAPES)}"^^{iri(datatype)}'


def integer(value: int) -> Term:
    """An ``xsd:integer``."""
    return f'"{value}"^^<{XSD}integer>'


def lines(quads: Iterable[Quad]) -> str:
    """The quads as N-Quads, a line each, in the order in which they come."""
    return "".join([f"{s} {p} {o} {g} .\n" if g else f"{s} {p} {o} .\n" for s, p, o, g in quads])
