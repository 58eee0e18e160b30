"""Pages to ask: the saved queries as forms, a SPARQL editor, and answers as table, graph, map or timeline."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pyoxigraph as ox
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import QueryError
from kg.export.graph import Edge, Node, Projection
from kg.export.html import as_data
from kg.ontology import vocab
from kg.query.library import SavedQuery, find, library
from kg.serve.explorer.browsing import with_links
from kg.serve.explorer.drawings import bars, map_of, pins_of
from kg.serve.explorer.graph import Event, Store
from kg.serve.explorer.pages import Pages
from kg.serve.explorer.terms import Cell, Row, cell, path_of
from kg.serve.messages import Outcome, Question
from kg.serve.service import Service

__all__ = ["routes"]

VIEWS = ("table", "graph", "map", "timeline")
_ROWS = 500
"""Rows of a table that a page shows."""
_TRIPLES = 2000
_HINTS = {"entity": "a name", "date": "a day", "integer": "a number"}
"""What a parameter takes, by its type; the words stand in ``words.toml``."""


@dataclass(slots=True)
class _Answer:
    """What came of a query, as the page shows it."""

    problem: str = ""
    headers: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    more: bool = False
    events: list[Event] = field(default_factory=list)
    map: str = ""
    bars: str = ""
    data: dict[str, Any] | None = None
    """The graph, for the script that draws it."""
    said: str = ""
    """The answer to ASK."""


def routes(service: Service, pages: Pages) -> list[BaseRoute]:
    """``/queries``, ``/queries/NAME`` and ``/editor``."""
    asker = _Asker(Store(service), service, pages)
    return [
        Route("/queries", asker.listed),
        Route("/queries/{name}", asker.saved),
        Route("/editor", asker.editor),
    ]


class _Asker:
    def __init__(self, store: Store, service: Service, pages: Pages) -> None:
        self._store, self._service, self._pages = store, service, pages

    async def listed(self, request: Request) -> Response:
        """All saved queries."""
        return self._pages.page(request, "queries.html", queries=list(library(self._service.pool.queries).values()))

    async def saved(self, request: Request) -> Response:
        """A saved query as a form, with its answer once all that it needs is given."""
        saved = find(request.path_params["name"], self._service.pool.queries)
        if saved is None:
            return self._pages.page(request, "problem.html", 404, said=request.path_params["name"])
        parameters = request.query_params
        given = {p.name: [v for v in parameters.getlist(p.name) if v.strip()] for p in saved.parameters}
        missing = [p.name for p in saved.parameters if p.needed and not given[p.name]]
        view = _view(request)
        answer = None
        if not missing:
            question = Question(name=saved.name, given={name: values for name, values in given.items() if values})
            answer = await self._answer(question, view)
        return self._pages.page(
            request,
            "query.html",
            saved=saved,
            given={name: " ".join(values) for name, values in given.items()},
            choices=_choices(saved),
            hints=_HINTS,
            view=view,
            views=VIEWS,
            answer=answer,
        )

    async def editor(self, request: Request) -> Response:
        """SPARQL as the reader writes it."""
        query = request.query_params.get("query", "")
        view = _view(request)
        answer = await self._answer(Question(text=query), view) if query.strip() else None
        return self._pages.page(request, "editor.html", query=query, view=view, views=VIEWS, answer=answer)

    async def _answer(self, question: Question, view: str) -> _Answer:
        asked = Question(question.text, question.name, question.given, "json", "nt", limit=_TRIPLES + 1)
        reply = await self._service.pool.ask(asked)
        if reply.outcome is not Outcome.ANSWERED:
            return _Answer(problem=reply.detail)
        try:
            if reply.form == "nt":
                return await self._graph_answer(reply.body)
            found = json.loads(reply.body)
            if "boolean" in found:
                return _Answer(said=str(found["boolean"]).lower())
            return await self._table_answer(found["head"]["vars"], found["results"]["bindings"], view)
        except QueryError as error:
            return _Answer(problem=str(error))

    async def _table_answer(self, headers: list[str], rows: list[Row], view: str) -> _Answer:
        base = await self._store.base()
        answer = _Answer(
            headers=headers,
            rows=[[cell(row.get(name), base) for name in headers] for row in rows[:_ROWS]],
            more=len(rows) > _ROWS,
        )
        if view == "table":
            return answer
        iris = dict.fromkeys(term["value"] for row in rows for term in row.values() if term["type"] == "uri")
        events = [iri for iri in iris if iri.startswith(base) and "/event/" in iri][:300]
        if events:
            answer.events = await self._store.events(f"VALUES ?event {{ {' '.join(f'<{iri}>' for iri in events)} }}")
        answer.map = Markup(map_of(pins_of(answer.events), "map"))  # noqa: S704 - made of escaped parts
        answer.bars = Markup(bars(answer.events, "timeline"))  # noqa: S704 - made of escaped parts
        if view == "graph":
            network = (
                await self._store.network(answer.events[:100]) if answer.events else await self._joined(rows, base)
            )
            answer.data = with_links(as_data(network), base)
        return answer

    async def _joined(self, rows: list[Row], base: str) -> Projection:
        """Where an answer names no events: the nodes of a row belong together."""
        pairs = set()
        for row in rows[:200]:
            iris = [t["value"] for t in row.values() if t["type"] == "uri" and path_of(t["value"], base)]
            pairs |= set(pairwise(iris))
        return await self._projection({(a, "", b) for a, b in pairs})

    async def _graph_answer(self, body: bytes) -> _Answer:
        base = await self._store.base()
        quads = list(ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
        terms = [(_json(quad.subject), _json(quad.predicate), _json(quad.object)) for quad in quads[:_ROWS]]
        joined = {
            (quad.subject.value, vocab.local_name(quad.predicate.value), quad.object.value)
            for quad in quads[:_TRIPLES]
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
        }
        projection = await self._projection(joined)
        return _Answer(
            headers=["subject", "predicate", "object"],
            rows=[[cell(term, base) for term in row] for row in terms],
            more=len(quads) > _ROWS,
            data=with_links(as_data(projection), base),
        )

    async def _projection(self, joined: set[tuple[str, str, str]]) -> Projection:
        marks = await self._store.marks({end for a, _, b in joined for end in (a, b)})
        nodes = [
            Node(
                iri, {"label": mark.label, "kind": mark.kind, "group": "Actor" if mark.kind == "Person" else mark.kind}
            )
            for iri, mark in sorted(marks.items())
        ]
        edges = [
            Edge(f"{a} {role} {b}", a, b, role, {"label": role, "role": role, "weight": 1})
            for a, role, b in sorted(joined)
            if a in marks and b in marks
        ]
        return Projection(tuple(nodes), tuple(edges))


def _view(request: Request) -> str:
    view = request.query_params.get("view", "table")
    return view if view in VIEWS else "table"


def _json(term: object) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    return {"type": "literal", "value": str(getattr(term, "value", term))}


def _choices(saved: SavedQuery) -> dict[str, list[str]]:
    """For parameters that are terms of the ontology: what may be chosen, by what the default is one of."""
    statuses = [vocab.local_name(iri) for iri in (vocab.Reported, vocab.Confirmed, vocab.Contested, vocab.Denied)]
    sets = {
        "status": statuses,
        "stance": ["Asserts", "Denies"],
        "modality": ["Actual", "Planned", "Hypothetical"],
    }
    classes = [vocab.local_name(iri) for iri in vocab.CLASSES]
    return {p.name: sets.get(p.name, classes) for p in saved.parameters if p.type == "term"}
