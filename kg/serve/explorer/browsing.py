"""Pages to look around: the start, search, and a page for each entity, event and article."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.errors import QueryError
from kg.export.assets import words
from kg.export.html import as_data
from kg.ontology import vocab
from kg.query.library import library
from kg.serve.explorer.drawings import bars, map_of, pins_of
from kg.serve.explorer.entity import portrait, shown
from kg.serve.explorer.graph import Mark, Store
from kg.serve.explorer.index import Index
from kg.serve.explorer.pages import Pages, address
from kg.serve.explorer.reports import claims_about, reports_of
from kg.serve.explorer.terms import Row, day, iri_of, outward, path_of, text
from kg.serve.explorer.texts import pieces, spans_of, text_of
from kg.serve.service import Service

__all__ = ["routes"]

_DRAWN = 60
"""Events of a graph at most: more can't be told apart."""
_BEGINNING = 90
"""Characters of an article without a title that stand for it."""


def routes(service: Service, pages: Pages) -> list[BaseRoute]:
    """``/``, ``/search``, ``/node/…``, ``/graph/…`` and ``/words``."""
    browser = _Browser(Store(service), Index(Store(service), service.pool.store), service, pages)
    return [
        Route("/", browser.start),
        Route("/search", browser.search),
        Route("/node/{local:path}", browser.node),
        Route("/graph/{local:path}", browser.graph),
        Route("/words", browser.words),
    ]


class _Browser:
    def __init__(self, store: Store, index: Index, service: Service, pages: Pages) -> None:
        self._store, self._index, self._service, self._pages = store, index, service, pages

    async def start(self, request: Request) -> Response:
        """What there is, and the newest."""
        try:
            base = await self._store.base()
            counts = await self._store.rows(
                "SELECT ?class (COUNT(?x) AS ?n) { VALUES ?class { kg:Article kg:Event kg:Entity kg:Claim }"
                " ?x a ?class } GROUP BY ?class"
            )
            articles = await self._store.rows(
                "SELECT ?x ?title ?publisher ?issued ?id ?begin {"
                " { SELECT ?x ?issued { ?x a kg:Article . OPTIONAL { ?x dcterms:issued ?issued } }"
                " ORDER BY DESC(STR(?issued)) ?x LIMIT 12 }"
                " OPTIONAL { ?x dcterms:title ?title } OPTIONAL { ?x dcterms:publisher ?publisher }"
                " OPTIONAL { ?x dcterms:identifier ?id }"
                f" OPTIONAL {{ GRAPH <{base}graph/texts> {{ ?x kg:text ?whole }} }}"
                f" BIND(SUBSTR(STR(?whole), 1, {_BEGINNING}) AS ?begin) }}"
                " ORDER BY DESC(STR(?issued)) ?x"
            )
        except QueryError as error:
            return self._failed(request, error)
        self._index.prepare()
        return self._pages.page(
            request,
            "start.html",
            counts={vocab.local_name(text(row, "class")): int(text(row, "n")) for row in counts},
            articles=[
                (
                    path_of(text(row, "x"), base),
                    text(row, "title") or _beginning(row) or text(row, "id"),
                    text(row, "publisher"),
                    day(row, "issued"),
                )
                for row in articles
            ],
            queries=list(library(self._service.pool.queries).values()),
        )

    async def search(self, request: Request) -> Response:
        """Entities by a name in any spelling; where only one is meant, its page."""
        wanted = request.query_params.get("q", "").strip()
        try:
            found = await self._index.found(wanted) if wanted else []
        except QueryError as error:
            return self._failed(request, error)
        if len(found) == 1 and found[0].link:
            return RedirectResponse(found[0].link, 303)
        return self._pages.page(request, "search.html", wanted=wanted, found=found)

    async def node(self, request: Request) -> Response:
        """The page of a node."""
        try:
            iri = iri_of(request.path_params["local"], await self._store.base())
            mark = (await self._store.marks([iri])).get(iri) if iri else None
            if mark is None:
                return self._pages.page(request, "problem.html", 404, said=f"{iri or request.path_params['local']}: ?")
            match mark.kind:
                case "Article":
                    return await self._article(request, mark)
                case "Attack" | "DiplomaticMeeting" | "Event":
                    return await self._event(request, mark)
                case "Claim":
                    (row,) = await self._store.rows(f"SELECT ?event {{ <{mark.iri}> kg:about ?event }}")
                    there = path_of(text(row, "event"), await self._store.base())
                    return RedirectResponse(there or "/", 303)
            return await self._entity(request, mark)
        except QueryError as error:
            return self._failed(request, error)

    async def _entity(self, request: Request, mark: Mark) -> Response:
        most = shown(request.query_params)
        found = await portrait(self._store, mark, most)
        say = self._pages.words(request)
        return self._pages.page(
            request,
            "entity.html",
            node=mark,
            known=found,
            most=most,
            map=Markup(map_of(found.pins, say("map"))),  # noqa: S704 - made of escaped parts
            bars=Markup(bars(found.outline, say("timeline"))),  # noqa: S704 - made of escaped parts
            graph=address(f"/graph{(mark.link or '').removeprefix('/node')}") if found.outline else "",
        )

    async def _event(self, request: Request, mark: Mark) -> Response:
        found = await self._store.events(f"VALUES ?event {{ <{mark.iri}> }}")
        if not found:
            return self._pages.page(request, "problem.html", 404, said=mark.iri)
        event = found[0]
        base = await self._store.base()
        reports = await reports_of(self._store, mark.iri)
        return self._pages.page(
            request,
            "event.html",
            event=event,
            reports=[(report, path_of(report.article, base)) for report in reports],
            map=Markup(map_of(pins_of([event]), self._pages.words(request)("map"))),  # noqa: S704 - made of escaped parts
            graph=f"/graph{(mark.link or '').removeprefix('/node')}",
        )

    async def _article(self, request: Request, mark: Mark) -> Response:
        rows = await self._store.rows(
            f"SELECT ?title ?publisher ?issued ?url ?id ?language {{ <{mark.iri}> dcterms:identifier ?id ."
            f" OPTIONAL {{ <{mark.iri}> dcterms:language ?language }}"
            f" OPTIONAL {{ <{mark.iri}> dcterms:title ?title }}"
            f" OPTIONAL {{ <{mark.iri}> dcterms:publisher ?publisher }}"
            f" OPTIONAL {{ <{mark.iri}> dcterms:issued ?issued }} OPTIONAL {{ <{mark.iri}> dcterms:source ?url }} }}"
        )
        row = rows[0] if rows else {}
        spans = await spans_of(self._store, mark.iri)
        base = await self._store.base()
        events = await self._store.events(f"?event kg:reportedIn <{mark.iri}> .")
        claims = await claims_about(self._store, f"?claim kg:reportedIn <{mark.iri}> .")
        title, whole = text(row, "title"), await text_of(self._store, mark.iri)
        cut = [(piece, path_of(piece.node, base) if piece.node else None) for piece in pieces(spans, title, whole)]
        return self._pages.page(
            request,
            "article.html",
            title=title or text(row, "id"),
            publisher=text(row, "publisher"),
            issued=day(row, "issued"),
            url=outward(text(row, "url")),
            heading=[part for part in cut if part[0].in_title],
            pieces=[part for part in cut if not part[0].in_title],
            whole=whole is not None,
            text_language=text(row, "language") or "ar",
            events=events,
            numbers={event.mark.iri: number for number, event in enumerate(events, 1)},
            links={event.mark.iri: event.mark.link for event in events},
            claims=claims,
            labels={event.mark.iri: event.mark for event in events},
        )

    async def graph(self, request: Request) -> Response:
        """The neighbourhood of an entity or an event, with coordinates, for the script that draws it."""
        try:
            iri = iri_of(request.path_params["local"], await self._store.base())
            if iri is None:
                return JSONResponse({"nodes": [], "edges": []}, 404)
            is_event = "/event/" in iri
            pattern = f"VALUES ?event {{ <{iri}> }}" if is_event else f"?event kg:involves|kg:place <{iri}> ."
            events = await self._store.events(pattern, _DRAWN)
            projection = await self._store.network(events, () if is_event else (iri,))
        except QueryError as error:
            return JSONResponse({"detail": str(error)}, 503)
        return JSONResponse(with_links(as_data(projection), await self._store.base()))

    async def words(self, request: Request) -> Response:
        """What the script says, in the language of ``?language=``."""
        language = request.query_params.get("language", "en")
        return JSONResponse(words().get(language, {}), headers={"Cache-Control": "max-age=3600"})

    def _failed(self, request: Request, error: QueryError) -> Response:
        return self._pages.page(request, "problem.html", 503, said=str(error))


def _beginning(row: Row) -> str:
    """The first words of an article without a title, as far as its text is kept."""
    line = text(row, "begin").partition("\n")[0]
    return f"{line.rpartition(' ')[0] or line} …" if len(line) == _BEGINNING else line


def with_links(data: dict[str, Any], base: str) -> dict[str, Any]:
    """The data of a graph in which each node knows its page."""
    for node in data["nodes"]:
        node["link"] = path_of(node["id"], base)
    return data
