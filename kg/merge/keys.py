"""When entities of different articles are one: they have the same key.

A key is computed from one entity alone, so that the result depends neither on the order nor on the batching of the
articles. In order of strength:

1. ``wikidata:Q858``, ``geonames:276781``: an accepted link;
2. ``name:Actor:<folded name>``: a name that is strong enough to be told of one thing only: a person's of two words or
   more, an organisation's, facility's or place's of two words or more;
3. ``local:<article>:<entity>``: everything else stays with its article. When in doubt, two nodes.
"""

from __future__ import annotations

from kg.model import Entity, Link
from kg.text.normalise import name_key

__all__ = ["canonical_key"]

STRONG_WORDS = 2


def canonical_key(entity: Entity, link: Link | None, coarse: str, article: str) -> str:
    """The key of `entity`, an entity of the article `article` (its id), whose top class below Entity is `coarse`."""
    if link is not None and link.qid:
        return f"wikidata:{link.qid}"
    if link is not None and link.geonames:
        return f"geonames:{link.geonames}"
    key = name_key(entity.name)
    is_office = entity.role is not None and name_key(entity.role) == key
    if len(key.split()) >= STRONG_WORDS and not is_office:
        return f"name:{coarse}:{key}"
    return f"local:{article}:{entity.id}"
