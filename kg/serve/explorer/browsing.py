"""Pages to look around: the start, search, and a page for each entity, event and article."""

from __future__ import annotations

from collections import defaultdict
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
from kg.serve.explorer.drawings import Pin, bars, map_of, pins_of
from kg.serve.explorer.graph import Event, Mark, Store, point_of
from kg.serve.explorer.index import Index
from kg.serve.explorer.pages import Pages, address
from kg.serve.explorer.reports import claims_about, reports_of
from kg.serve.explorer.terms import day, iri_of, outward, path_of, text
from kg.serve.explorer.texts import pieces, spans_of, text_of
from kg.serve.service import Service

__all__ = ["routes"]

_DRAWN = 60
"""Events of a graph at most: more can't be told apart."""


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
            counts = await self._store.rows(
                "SELECT ?class (COUNT(?x) AS ?n) { VALUES ?class { kg:Article kg:Event kg:Entity kg:Claim }"
                " ?x a ?class } GROUP BY ?class"
            )
            articles = await self._store.rows(
                "SELECT ?x ?title ?publisher ?issued {"
                " { SELECT ?x ?issued { ?x a kg:Article . OPTIONAL { ?x dcterms:issued ?issued } }"
                " ORDER BY DESC(STR(?issued)) ?x LIMIT 12 }"
                " OPTIONAL { ?x dcterms:title ?title } OPTIONAL { ?x dcterms:publisher ?publisher } }"
                " ORDER BY DESC(STR(?issued)) ?x"
            )
            base = await self._store.base()
        except QueryError as error:
            return self._failed(request, error)
        return self._pages.page(
            request,
            "start.html",
            counts={vocab.local_name(text(row, "class")): int(text(row, "n")) for row in counts},
            articles=[
                (
                    path_of(text(row, "x"), base),
                    text(row, "title") or text(row, "x"),
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
        facts = await self._store.rows(f"SELECT ?p ?o {{ <{mark.iri}> ?p ?o }} ORDER BY ?p ?o")
        values: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in facts:
            values[text(row, "p")].append(row["o"])
        at = await self._store.rows(f"SELECT ?wkt {{ <{mark.iri}> geo:hasGeometry/geo:asWKT ?wkt }}")
        events = await self._store.events(f"?event kg:involves|kg:place <{mark.iri}> .")
        around = [v["value"] for p in (vocab.LOCATED_IN, vocab.COUNTRY) for v in values[p]]
        pins = pins_of(events)
        if at and (point := point_of(text(at[0], "wkt"))) is not None:
            pins = [pin for pin in pins if pin.point != point] + [Pin(point, mark.label, 1, mark.kind, None)]
        claims = await claims_about(self._store, f"?event kg:involves|kg:place <{mark.iri}> .")
        labels = {event.mark.iri: event.mark for event in events}
        says = await claims_about(self._store, f"?claim kg:claimant <{mark.iri}> .")
        labels |= await self._store.marks({claim.event for claim in (*claims, *says)} - labels.keys())
        language = request.cookies.get("language", "en")
        return self._pages.page(
            request,
            "entity.html",
            node=mark,
            type=(await self._store.types([mark.iri])).get(mark.iri, ""),
            names=_names(values),
            role=[v["value"] for v in values[vocab.ROLE]],
            items=[_item(v["value"]) for v in values[vocab.SKOS_EXACT_MATCH] if outward(v["value"])],
            inside=list((await self._store.marks(around)).values()),
            meetings=[event for event in events if event.mark.kind == "DiplomaticMeeting"],
            attacks=[event for event in events if event.mark.kind == "Attack"],
            as_agent={e.mark.iri for e in events if any(m.iri == mark.iri for m in e.roles.get("agent", ()))},
            as_target={e.mark.iri for e in events if any(m.iri == mark.iri for m in e.roles.get("target", ()))},
            events=events,
            map=Markup(map_of(pins, words().get(language, {}).get("map", "map"))),  # noqa: S704 - made of escaped parts
            bars=Markup(bars(events, "events")),  # noqa: S704 - made of escaped parts
            claims=[claim for claim in claims if claim.who is None or claim.who.iri != mark.iri],
            says=says,
            labels=labels,
            framings=await self._framings(mark.iri),
            graph=address(f"/graph{(mark.link or '').removeprefix('/node')}") if events else "",
        )

    async def _framings(self, entity: str) -> list[tuple[str, list[tuple[str, int]]]]:
        """What each source calls an entity, and how often."""
        base = await self._store.base()
        rows = await self._store.rows(
            f"SELECT ?words ?publisher (COUNT(*) AS ?n) {{"
            f" GRAPH <{base}graph/merges> {{ ?own kg:canonical <{entity}> }}"
            f" GRAPH ?g {{ ?m kg:refersTo ?own ; kg:surface ?words }} OPTIONAL {{ ?g dcterms:publisher ?publisher }} }}"
            f" GROUP BY ?words ?publisher ORDER BY DESC(?n) ?words LIMIT 200"
        )
        found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for row in rows:
            found[" ".join(text(row, "words").split())].append((text(row, "publisher"), int(text(row, "n"))))
        return sorted(found.items(), key=lambda item: (-sum(n for _, n in item[1]), item[0]))[:25]

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
            map=Markup(map_of(pins_of([event]), "map")),  # noqa: S704 - made of escaped parts
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
            events: list[Event] = (await self._store.events(pattern))[:_DRAWN]
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


def with_links(data: dict[str, Any], base: str) -> dict[str, Any]:
    """The data of a graph in which each node knows its page."""
    for node in data["nodes"]:
        node["link"] = path_of(node["id"], base)
    return data


def _names(values: dict[str, list[dict[str, Any]]]) -> list[str]:
    """All names: the best in each language first."""
    terms = [*values.get(vocab.RDFS_LABEL, ()), *values.get(vocab.SKOS_ALT_LABEL, ())]
    return list(dict.fromkeys(term["value"] for term in terms))


def _item(iri: str) -> tuple[str, str]:
    """How an item is called, and its page on the web."""
    name = vocab.local_name(iri.rstrip("/"))
    if iri.startswith(vocab.WD):
        return f"Wikidata {name}", f"https://www.wikidata.org/wiki/{name}"
    return f"GeoNames {name}" if iri.startswith(vocab.GN) else iri, iri
