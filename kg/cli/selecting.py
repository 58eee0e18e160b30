"""Options that choose a part of the graph for a viewer, and what they mean in a store."""

from __future__ import annotations

import argparse
import re
import sys

import pyoxigraph as ox

from kg.errors import ConfigError
from kg.export.selection import Selection
from kg.export.spells import spell
from kg.ontology import vocab
from kg.store.queryable import Queryable

__all__ = ["add_selection_options", "has_selection", "selection_of"]

Triples = frozenset[tuple[str, str, str]]

_OPTIONS = ("query", "around", "first", "last", "type", "network", "include")


def add_selection_options(parser: argparse.ArgumentParser) -> None:
    """``--query``, ``--around``, ``--hops``, ``--from``, ``--to``, ``--type``, ``--network`` and ``--with``."""
    group = parser.add_argument_group("a part of the graph, for viewers")
    group.add_argument(
        "-q", "--query", metavar="QUERY", help="what a saved query, a file or SPARQL names; a CONSTRUCT also joins it"
    )
    group.add_argument(
        "-p", "--param", action="append", default=[], metavar="NAME=VALUE", help="a value for a parameter of the query"
    )
    group.add_argument("--around", metavar="ENTITY", help="what lies around an entity: name in any spelling, QID, IRI")
    group.add_argument(
        "--hops", type=_hops, default=2, metavar="N", help="how many edges away (default: %(default)s: through events)"
    )
    group.add_argument("--from", dest="first", type=_date, metavar="DATE", help="events not before a day, month, year")
    group.add_argument("--to", dest="last", type=_date, metavar="DATE", help="events not after it")
    group.add_argument(
        "--type",
        action="append",
        default=[],
        metavar="CLASS",
        help="events or entities of a class, and what they touch",
    )
    group.add_argument(
        "--network",
        choices=("roles", "actors"),
        help="roles in events (default), or actors joined by attacks and meetings, with weights",
    )
    group.add_argument(
        "--with",
        dest="include",
        action="append",
        default=[],
        choices=("articles", "claims"),
        help="also as nodes: articles, claims",
    )


def has_selection(arguments: argparse.Namespace) -> bool:
    """Whether any option asks for a part."""
    return any(getattr(arguments, name) for name in _OPTIONS)


def selection_of(arguments: argparse.Namespace, store: Queryable) -> Selection:
    """What the options mean in `store`. Raises `QueryError` for an unknown entity, `ConfigError` for a wrong class."""
    named, triples = _asked(arguments, store)
    return Selection(
        named=named,
        triples=triples,
        around=None if arguments.around is None else _entity(arguments.around, store),
        hops=arguments.hops,
        first=arguments.first,
        last=arguments.last,
        types=frozenset(name for word in arguments.type for name in _classes(word, store)),
        articles="articles" in arguments.include,
        claims="claims" in arguments.include,
        actors_only=arguments.network == "actors",
    )


def _asked(arguments: argparse.Namespace, store: Queryable) -> tuple[frozenset[str] | None, Triples | None]:
    """The nodes that the answer to the query names, and what it says of two of them if it is a graph."""
    if arguments.query is None:
        if arguments.param:
            raise ConfigError("--param is for the parameters of --query")
        return None, None
    from kg.query.parameters import assign
    from kg.query.run import ask, question

    asked = question(arguments.query, stdin=sys.stdin, extra=arguments.queries)
    if arguments.param and asked.saved is None:
        raise ConfigError("--param is for saved queries and for files with a `#+ param:` header")
    answer = ask(asked, store, assign(asked.saved, arguments.param) if asked.saved is not None else {})
    if isinstance(answer, ox.QueryBoolean):
        raise ConfigError("a query that answers yes or no names no part of the graph; use SELECT or CONSTRUCT")
    if isinstance(answer, ox.QuerySolutions):
        return frozenset(term.value for row in answer for term in row if isinstance(term, ox.NamedNode)), None
    triples = [(t.subject, t.predicate.value, t.object) for t in answer if isinstance(t.subject, ox.NamedNode)]
    joined = frozenset((s.value, p, o.value) for s, p, o in triples if isinstance(o, ox.NamedNode))
    return frozenset(s.value for s, _, _ in triples) | {target for _, _, target in joined}, joined


def _entity(words: str, store: Queryable) -> str:
    from kg.query.entities import entity_of

    return entity_of(words, store).value


def _classes(word: str, store: Queryable) -> set[str]:
    """The class called `word`, in any case, and all below it, by local names."""
    wanted = word.removeprefix("kg:").lower()
    iri = next((iri for iri in vocab.CLASSES if vocab.local_name(iri).lower() == wanted), None)
    if iri is None:
        raise ConfigError(f"--type is a class of the ontology such as Attack, AirStrike or Person, not {word!r}")
    pattern = f"GRAPH <{store.base}graph/ontology> {{ ?x <{vocab.RDFS_SUB_CLASS_OF}>* <{iri}> }}"
    return {vocab.local_name(row["x"].value) for row in store.query(f"SELECT DISTINCT ?x {{ {pattern} }}")}


def _date(text: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text, re.ASCII) or spell(text) is None:
        raise argparse.ArgumentTypeError(f"a date like 2021, 2021-07 or 2021-07-05, not {text!r}")
    return text


def _hops(text: str) -> int:
    if not text.isdigit() or not text.isascii():
        raise argparse.ArgumentTypeError(f"a number of edges, not {text!r}")
    return int(text)
