"""Turning what a person says of nodes into verdicts that survive every rebuild."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from kg.errors import QueryError
from kg.merge.verdicts import Anchor, Judgement, Verdict
from kg.rdf.terms import Term
from kg.store.articles import Articles
from kg.store.decisions import end_of
from kg.store.proposals import spans

__all__ = ["accepted", "concerning", "rejected"]


def rejected(node: Term, articles: Articles, by: str, on: str) -> Iterator[Verdict]:
    """The verdicts that undo a merge.

    `node` may be a canonical node: then none of its members is another one. It may be one article's entity or event:
    then that one is none of the others. Raises `QueryError` if nothing is merged in it.
    """
    canonical = articles.canonical(node)
    members = articles.members(canonical)
    if len(members) < 2:
        raise QueryError(f"nothing is merged in {node}; `kg merges list` shows what is")
    if "/event/" in canonical:
        whole = node == canonical
        for one, other in combinations(members, 2):
            if whole or node in (one, other):
                yield Verdict(_anchor(one, articles), _anchor(other, articles), Judgement.DIFFERENT, by, on)
    elif node == canonical:
        yield Verdict(node, node, Judgement.DIFFERENT, by, on)
    else:
        yield Verdict(_anchor(node, articles), canonical, Judgement.DIFFERENT, by, on)


def accepted(one: Term, other: Term, articles: Articles, by: str, on: str) -> Iterator[Verdict]:
    """The verdicts that two events, or two entities, are one. Raises `QueryError` if they can't be."""
    if ("/event/" in one) != ("/event/" in other):
        raise QueryError(f"an event and an entity are never one: {one} {other}")
    if "/event/" in one:
        for node in (one, other):
            if not articles.members(articles.canonical(node)):
                raise QueryError(f"the store has no event {node}")
        yield Verdict(_anchor(one, articles), _anchor(other, articles), Judgement.SAME, by, on)
        return
    nodes = [articles.canonical(node) for node in (one, other)]
    for node in nodes:
        if not articles.members(node):
            raise QueryError(f"the store has no entity {node}")
    yield Verdict(nodes[0], nodes[1], Judgement.SAME, by, on)


def concerning(node: Term, articles: Articles, verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Those of `verdicts` that are about a node: a canonical one, an article's own, or where an article tells it
    (``<article/a/at/12-18>``). Raises `QueryError` if there are none.
    """
    ends = {end_of(node)}
    for kind in ("/event/", "/entity/"):
        article = node[1:-1].rpartition(kind)[0]
        if article and articles.has(article):
            ends |= {Anchor(f"<{article}>", *span) for span in spans(articles.part(article)).get(node, ())}
    found = [verdict for verdict in verdicts if verdict.one in ends or verdict.other in ends]
    if not found:
        raise QueryError(f"nobody has decided anything about {node}; `kg merges decisions` lists what was decided")
    return found


def _anchor(node: Term, articles: Articles) -> Anchor:
    """The shortest stretch of text that tells a node."""
    article = node[1:-1].rpartition("/event/" if "/event/" in node else "/entity/")[0]
    found = spans(articles.part(article)).get(node, frozenset())
    if not found:
        raise QueryError(f"{node} is mentioned nowhere; build its article again first")
    begin, end = min(found, key=lambda span: (span[1] - span[0], span))
    return Anchor(f"<{article}>", begin, end)
