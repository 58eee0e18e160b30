"""Prefixes that a query may use without declaring them."""

from __future__ import annotations

import re

from kg.ontology.vocab import PREFIXES

__all__ = ["DECLARED_LINES", "shorten", "with_prefixes"]

DECLARED_LINES = 1
"""Lines that `with_prefixes` puts before the query; error positions are moved back by them."""

_DECLARATION = re.compile(r"\bPREFIX\s+([\w-]*):", re.IGNORECASE)
_LOCAL = re.compile(r"[\w.-]*[\w-]|")


def with_prefixes(query: str) -> str:
    """The query with a first line that declares the known prefixes that it does not declare itself."""
    own = {match.group(1) for match in _DECLARATION.finditer(query)}
    line = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items() if prefix not in own)
    return f"{line}\n{query}"


def shorten(iri: str) -> str:
    """``kg:AirStrike`` for an IRI in a known namespace, else the IRI in angle brackets."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"
