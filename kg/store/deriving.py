"""The facts layer derived anew from all that the articles of a store say."""

from __future__ import annotations

from kg.rdf.terms import Triple
from kg.store.articles import Articles
from kg.store.facts import Contribution, contribution, facts_of
from kg.store.tally import Tally

__all__ = ["derived_facts"]


def derived_facts(articles: Articles) -> set[Triple]:
    """What follows from the article graphs, the links and the merges. Takes memory for the facts layer."""
    whole = Contribution()
    for name in articles.names():
        stored = articles.part(name)
        whole.add(contribution(stored.own, stored.links, stored.canonical))
    facts = set(whole.triples)
    for node, tally in whole.tallies.items():
        facts |= facts_of(node, tally, lambda other: whole.tallies.get(other, Tally()), articles.schema)
    return facts
