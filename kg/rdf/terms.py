"""RDF terms as N-Triples text: five times faster to build than objects, and files take them as they are.

A `Term` is a string in the syntax of N-Triples (https://www.w3.org/TR/n-triples/); a `Quad` holds four, the last one
being the graph's name, or the empty string for the default graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from kg.ontology.vocab import XSD, XSD_STRING

__all__ = ["DEFAULT_GRAPH", "Quad", "Term", "Triple", "integer", "iri", "lines", "literal", "text_of", "typed"]

Term = str
Triple = tuple[Term, Term, Term]
Quad = tuple[Term, Term, Term, Term]

DEFAULT_GRAPH = ""

_BAD_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
# Canonical N-Triples, which is also what Oxigraph writes: a term that comes back is the text that went.
_TO_ESCAPE = re.compile(r'[\x00-\x1f"\\\x7f\ufffe\uffff]')
_ESCAPES = str.maketrans(
    {ch: f"\\u{ch:04X}" for ch in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)}
    | {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_CHARACTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_SURROGATE = re.compile("[\ud800-\udfff]")


def iri(value: str) -> Term:
    """An IRI in ASCII: other characters are percent-encoded (RFC 3987, 3.1).

    Raises `ValueError` if `value` holds a character that no IRI may hold or has no scheme.
    """
    if not value.isascii() and not _SURROGATE.search(value):
        value = quote(value, safe="".join(map(chr, range(0x80))))
    if _BAD_IRI.search(value) or not _SCHEME.match(value) or not value.isascii():
        raise ValueError(f"not an absolute IRI: {value!r}")
    return f"<{value}>"


def literal(text: str, language: str | None = None) -> Term:
    """A string, with a language tag where one is given.

    Raises `ValueError` for a malformed tag, and for half of a surrogate pair, which no encoding can carry.
    """
    if language is None:
        return f'"{_escaped(text)}"'
    if not _LANGUAGE.fullmatch(language):
        raise ValueError(f"not a language tag: {language!r}")
    # RDF compares tags without case, and Oxigraph keeps them in small letters.
    return f'"{_escaped(text)}"@{language.lower()}'


def typed(lexical: str, datatype: str) -> Term:
    """A literal of a datatype, given as IRI; a plain string where that is ``xsd:string``."""
    return literal(lexical) if datatype == XSD_STRING else f'"{_escaped(lexical)}"^^{iri(datatype)}'


def integer(value: int) -> Term:
    """An ``xsd:integer``."""
    return f'"{value}"^^<{XSD}integer>'


def lines(quads: Iterable[Quad]) -> str:
    """The quads as N-Quads, a line each, in the order in which they come."""
    return "".join([f"{s} {p} {o} {g} .\n" if g else f"{s} {p} {o} .\n" for s, p, o, g in quads])


def text_of(literal: Term) -> str:
    """The text of a literal, its language or datatype left away."""
    text = literal[1 : literal.rindex('"')]
    return _ESCAPED.sub(_unescaped, text) if "\\" in text else text


def _unescaped(match: re.Match[str]) -> str:
    escape = match[1]
    return _CHARACTERS[escape] if escape in _CHARACTERS else chr(int(escape[1:], 16))


def _escaped(text: str) -> str:
    if not text.isascii() and _SURROGATE.search(text):
        raise ValueError(f"half of a surrogate pair in {text[:40]!r}")
    return text.translate(_ESCAPES) if _TO_ESCAPE.search(text) else text
