"""A store behind any SPARQL 1.1 endpoint: Oxigraph's server, Fuseki, GraphDB and others that can query and update.

The URL names the service. Its parts are found below it as Oxigraph's server names them, ``/query``, ``/update`` and
``/store`` (the Graph Store Protocol, by which graphs are read whole); `KG_STORE_QUERY_URL`, `KG_STORE_UPDATE_URL` and
`KG_STORE_GRAPHS_URL` say where they are elsewhere. `KG_STORE_TOKEN`, or `KG_STORE_USER` and `KG_STORE_PASSWORD`, say
who asks. A few articles make one update request, which servers should run whole or not at all (SPARQL 1.1 Update, 2.2).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import httpx
import pyoxigraph as ox
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from kg.errors import StoreError
from kg.store import ontology
from kg.store.oxigraph import OxigraphStore
from kg.store.queryable import Functions, Substitutions

if TYPE_CHECKING:
    from kg.rdf.mapper import ArticleGraph

__all__ = ["RemoteReader", "RemoteStore", "SparqlService"]

CHUNK_ARTICLES = 10
"""Articles in one update request: about a megabyte."""
_ATTEMPTS = 6
_AGAIN = {429, 502, 503, 504}
_RESULTS = "application/sparql-results+json, application/n-triples;q=0.9"
_Node = ox.NamedNode | ox.BlankNode
_Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


class SparqlService:
    """What this project uses of `pyoxigraph.Store`, by HTTP. Every method raises `OSError` if the service can't be
    reached or refuses, after some attempts where that may help.
    """

    def __init__(self, url: str, *, transport: httpx.BaseTransport | None = None, wait: float = 0.5) -> None:
        base = url.rstrip("/")
        self._query = os.environ.get("KG_STORE_QUERY_URL") or f"{base}/query"
        self._update = os.environ.get("KG_STORE_UPDATE_URL") or f"{base}/update"
        self._graphs = os.environ.get("KG_STORE_GRAPHS_URL") or f"{base}/store"
        self._client = httpx.Client(transport=transport, timeout=httpx.Timeout(300, connect=10), **_identity())
        self._retrying = Retrying(
            stop=stop_after_attempt(_ATTEMPTS),
            wait=wait_random_exponential(multiplier=wait, max=60),
            retry=retry_if_exception(_may_pass),
            reraise=True,
        )

    def query(
        self,
        text: str,
        *,
        substitutions: Mapping[ox.Variable, Any] | None = None,
        default_graph: Sequence[ox.NamedNode] = (),
        named_graphs: Sequence[ox.NamedNode] = (),
    ) -> Any:
        """The answer to a query, as `pyoxigraph.Store.query` gives it."""
        if substitutions:
            names = " ".join(str(name) for name in substitutions)
            text += f"\nVALUES ({names}) {{ ({' '.join(str(term) for term in substitutions.values())}) }}"
        dataset = [("default-graph-uri", graph.value) for graph in default_graph]
        dataset += [("named-graph-uri", graph.value) for graph in named_graphs]
        reply = self._send(
            "POST",
            self._query,
            params=dataset,
            content=text.encode(),
            headers={"Content-Type": "application/sparql-query", "Accept": _RESULTS},
        )
        kind = reply.headers.get("content-type", "").partition(";")[0].strip()
        if kind == "application/sparql-results+json":
            return ox.parse_query_results(reply.content, format=ox.QueryResultsFormat.JSON)
        graph = ox.Store()
        graph.load(reply.content, format=ox.RdfFormat.from_media_type(kind) or ox.RdfFormat.N_TRIPLES)
        return graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")

    def update(self, text: str) -> None:
        """Run an update."""
        self._send("POST", self._update, content=text.encode(), headers={"Content-Type": "application/sparql-update"})

    def quads_for_pattern(
        self, subject: _Node | None, predicate: ox.NamedNode | None, value: Any, graph: _Graph | None = None
    ) -> Iterator[ox.Quad]:
        """The quads that match; of all graphs, the default graph too, where `graph` is `None`."""
        terms = [
            f"?{name}" if term is None else str(term)
            for name, term in zip("spo", (subject, predicate, value), strict=True)
        ]
        triple = " ".join(terms)
        if isinstance(graph, ox.DefaultGraph):
            pattern = triple
        elif graph is None:
            pattern = f"{{ {triple} }} UNION {{ GRAPH ?g {{ {triple} }} }}"
        else:
            pattern = f"GRAPH {graph} {{ {triple} }}"
        given = {"s": subject, "p": predicate, "o": value}
        for row in self.query(f"SELECT * {{ {pattern} }}"):
            known = {variable.value for variable in row_variables(row)}
            s, p, o = (given[name] if given[name] is not None else row[name] for name in "spo")
            where = graph or (row["g"] if "g" in known and row["g"] is not None else ox.DefaultGraph())
            yield ox.Quad(s, p, o, where)

    def contains_named_graph(self, graph: ox.NamedNode) -> bool:
        """Whether a graph of that name holds a statement."""
        return bool(self.query(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}"))

    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """The names of the graphs that hold statements."""
        for row in self.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"):
            yield row["g"]

    def dump(self, file: IO[bytes], **_: Any) -> None:
        """All quads as N-Quads, a graph at a time."""
        for graph in (None, *self.named_graphs()):
            end = b" .\n" if graph is None else f" {graph} .\n".encode()
            for line in self._triples(graph).splitlines():
                if statement := line.rstrip().removesuffix(b".").rstrip():
                    file.write(statement + end)

    def _triples(self, graph: ox.NamedNode | None) -> bytes:
        """A graph as N-Triples, by the Graph Store Protocol, or by a query where the service does not speak it."""
        name = {"default": ""} if graph is None else {"graph": graph.value}
        try:
            reply = self._send("GET", self._graphs, params=name, headers={"Accept": "application/n-triples"})
            data = reply.content
        except _RefusedError as error:
            if error.status not in {404, 405, 406, 501}:
                raise
            pattern = "?s ?p ?o" if graph is None else f"GRAPH {graph} {{ ?s ?p ?o }}"
            answer = self.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}")
            return cast("bytes", answer.serialize(format=ox.RdfFormat.N_TRIPLES))
        # As this project writes it: services differ in what they escape.
        return cast("bytes", ox.serialize(ox.parse(data, format=ox.RdfFormat.N_TRIPLES), format=ox.RdfFormat.N_TRIPLES))

    def flush(self) -> None:
        """Nothing to do: the service sees to it."""

    def optimize(self) -> None:
        """Nothing to do: the service sees to it."""

    def __iter__(self) -> Iterator[ox.Quad]:
        return self.quads_for_pattern(None, None, None, None)

    def __len__(self) -> int:
        pattern = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"
        return int(next(iter(self.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")))["n"].value)

    def _send(self, method: str, url: str, **parts: Any) -> httpx.Response:
        for attempt in self._retrying:
            with attempt:
                try:
                    reply = self._client.request(method, url, **parts)
                except httpx.TransportError as error:
                    raise _UnreachableError(f"{url}: {error or type(error).__name__}") from error
                if reply.status_code >= httpx.codes.BAD_REQUEST:
                    words = " ".join(reply.text.split())[:300]
                    raise _RefusedError(f"{url}: {reply.status_code} {reply.reason_phrase}: {words}", reply.status_code)
        return reply


class RemoteStore(OxigraphStore):
    """A store behind a SPARQL endpoint; all that the embedded one can do, apart from backups.

    Raises `StoreError` if the service can't be reached, or holds something else.
    """

    def __init__(
        self, url: str, *, base: str | None = None, create: bool = True, service: SparqlService | None = None
    ) -> None:
        # What the embedded store asks of Oxigraph, the service answers.
        self.path = Path(url)
        quads = cast("ox.Store", SparqlService(url) if service is None else service)
        try:
            self._begin(quads, url, base, read_only=not create)
        except OSError as error:
            raise StoreError(f"the store can't be reached: {error}") from error

    def write(self, articles: Sequence[ArticleGraph]) -> None:
        """Put articles in, a few a request, each of these whole or not at all."""
        for start in range(0, len(articles), CHUNK_ARTICLES):
            super().write(articles[start : start + CHUNK_ARTICLES])

    def write_all(self, batches: Iterable[Sequence[ArticleGraph]]) -> None:
        """Put in batch after batch."""
        for batch in batches:
            self.write(batch)


class RemoteReader:
    """A store behind a SPARQL endpoint, for queries alone; see `kg.store.reading.StoreReader`."""

    def __init__(self, url: str, *, service: SparqlService | None = None) -> None:
        self._service = SparqlService(url) if service is None else service
        try:
            base = ontology.known_base(cast("ox.Store", self._service))
        except OSError as error:
            raise StoreError(f"the store can't be reached: {error}") from error
        if base is None:
            raise StoreError(f"{url}: this is a SPARQL service, but `kg build` did not fill it")
        self.base = base

    def query(self, text: str, substitutions: Substitutions = None, functions: Functions = None) -> Any:
        """The answer to a SPARQL query over the default graph and the named graphs.

        Raises `StoreError` for `functions`, which a service elsewhere does not have.
        """
        if functions:
            names = ", ".join(name.value for name in functions)
            raise StoreError(f"a query calls {names}, which only a store in a folder knows")
        bound = {ox.Variable(name): term for name, term in (substitutions or {}).items()}
        try:
            return self._service.query(text, substitutions=bound)
        except OSError as error:
            raise StoreError(str(error)) from error


class _UnreachableError(OSError):
    """No answer."""


class _RefusedError(OSError):
    """An answer that says no."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def row_variables(row: ox.QuerySolution) -> Iterator[ox.Variable]:
    """The variables of a row that may be asked for."""
    for name in "spog":
        try:
            row[name]
        except KeyError:
            continue
        yield ox.Variable(name)


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, _UnreachableError) or (isinstance(error, _RefusedError) and error.status in _AGAIN)


def _identity() -> dict[str, Any]:
    if token := os.environ.get("KG_STORE_TOKEN"):
        return {"headers": {"Authorization": f"Bearer {token}"}}
    if user := os.environ.get("KG_STORE_USER"):
        return {"auth": (user, os.environ.get("KG_STORE_PASSWORD", ""))}
    return {}
