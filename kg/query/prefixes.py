"""Prefixes that a query may use without declaring them, and the same for reading IRIs.

Resources of the store are relative to its base: ``<article/a017/event/2>`` and ``<entity/Q858>`` mean the same in a
query as they do in a table.
"""

from __future__ import annotations

import re

from kg.ontology.vocab import PREFIXES

__all__ = ["DECLARED_LINES", "expand", "shorten", "with_prefixes"]

DECLARED_LINES = 1
"""Lines that `with_prefixes` puts before the query; error positions are moved back by them."""

_DECLARATIONS = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())
_LOCAL = re.compile(r"[\w.-]*[\w-]|")


def with_prefixes(query: str, base: str | None = None) -> str:
    """The query after a line that declares `base` and the known prefixes; its own declarations override them."""
    declared_base = f"BASE <{base}> " if base is not None else ""
    return f"{declared_base}{_DECLARATIONS}\n{query}"


def shorten(iri: str, base: str | None = None) -> str:
    """``kg:AirStrike`` in a known namespace, ``<entity/Q858>`` under `base`, else the whole IRI in angle brackets."""
    if base is not None and iri.startswith(base):
        return f"<{iri[len(base) :]}>"
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def expand(text: str, base: str) -> str | None:
    """The IRI that `text` is short for: what `shorten` gives, with or without angle brackets, or an absolute IRI.

    `None` if it is neither relative to `base`, nor prefixed, nor absolute.
    """
    inner = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    if inner.startswith(("http://", "https://", "urn:")):
        return inner
    if inner.startswith(("article/", "entity/", "graph/")):
        return base + inner
    prefix, colon, local = inner.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else None
