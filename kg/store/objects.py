"""Which terms nothing in a store speaks of: most lookups of a writer find nothing, and need not be made.

A Bloom filter (B. H. Bloom, 1970, *Space/time trade-offs in hash coding with allowable errors*): it takes the same room
however much is noted, and errs only by taking a term for known. It is filled while a store that was empty is written;
of a store that held articles before, it knows nothing, and says so of every term.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.ontology import vocab
from kg.rdf.terms import Quad, Term, iri

__all__ = ["ASKED_FOR", "Objects"]

_BITS = 2**24
"""Two megabytes. Of 100,000 articles, a lookup in seven that could be spared is made nevertheless."""
_MASK, _OTHER_HALF = _BITS - 1, 32

ASKED_FOR = frozenset(map(iri, (vocab.CANONICAL, vocab.BLOCK, vocab.COUNTRY, vocab.LOCATED_IN)))
"""The properties of which a writer asks who has a thing as their value."""


class Objects:
    """The objects of what the merges and the links graph say by the properties in `ASKED_FOR`: canonical nodes, block
    keys, countries and what places lie in. `complete` says that there is nothing yet.
    """

    def __init__(self, *, complete: bool) -> None:
        self._bits = bytearray(_BITS // 8) if complete else None

    def __contains__(self, term: Term) -> bool:
        """Whether there may be a statement with `term` as object."""
        if (bits := self._bits) is None:
            return True
        number = hash(term)
        one, other = number & _MASK, number >> _OTHER_HALF & _MASK
        return bool(bits[one >> 3] >> (one & 7) & 1 and bits[other >> 3] >> (other & 7) & 1)

    def note(self, quads: Iterable[Quad]) -> None:
        """Take note of statements that come into these graphs."""
        if (bits := self._bits) is None:
            return
        for term in {quad[2] for quad in quads if quad[1] in ASKED_FOR}:
            number = hash(term)
            one, other = number & _MASK, number >> _OTHER_HALF & _MASK
            bits[one >> 3] |= 1 << (one & 7)
            bits[other >> 3] |= 1 << (other & 7)

    def give_up(self) -> None:
        """Take any term for known from now on: somebody else may have written."""
        self._bits = None
