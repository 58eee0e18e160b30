"""The description of the HTTP interface, made from the saved queries' headers (https://spec.openapis.org/oas/v3.1.0)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg import __version__
from kg.ontology import vocab
from kg.query.library import Parameter, SavedQuery
from kg.serve.negotiation import GRAPHS, TABLES

__all__ = ["OPENAPI_PATH", "RESERVED", "openapi"]

OPENAPI_PATH = "/openapi.json"
RESERVED = ("format", "limit", "offset")
"""Parameters that every saved query has beside its own."""

_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_NUMBERS = {"integer": int, "decimal": float}
_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_ERRORS = {
    "400": "A parameter is unknown, missing or of a wrong type, or the query is no SPARQL.",
    "404": "No such query, or the store has no entity of that name.",
    "406": "The answer can't be had in a format that is accepted.",
    "503": "The query met a limit of time, memory or size, or too many others wait.",
}


def openapi(queries: Iterable[SavedQuery]) -> dict[str, Any]:
    """The OpenAPI 3.1 document of a server with these saved queries."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Khabar KG",
            "version": __version__,
            "summary": "A knowledge graph of Arabic news: events, who takes part in them, and who says so.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": {
            "/sparql": _sparql(),
            **{f"/api/{saved.name}": {"get": _operation(saved)} for saved in queries},
        },
        "components": {
            "schemas": {
                "Problem": {
                    "type": "object",
                    "description": "RFC 9457",
                    "required": ["type", "title", "status", "detail"],
                    "properties": {
                        "type": {"type": "string"},
                        "title": {"type": "string"},
                        "status": {"type": "integer"},
                        "detail": {"type": "string"},
                    },
                },
                "Results": {
                    "type": "object",
                    "description": "SPARQL 1.1 Query Results JSON Format",
                    "required": ["head"],
                    "properties": {
                        "head": {"type": "object"},
                        "results": {"type": "object"},
                        "boolean": {"type": "boolean"},
                    },
                },
            },
            "responses": {
                f"E{status}": {
                    "description": text,
                    "content": {"application/problem+json": {"schema": _PROBLEM}},
                }
                for status, text in _ERRORS.items()
            },
        },
    }


def _sparql() -> dict[str, Any]:
    text = {"type": "string"}
    graphs = {"type": "array", "items": {"type": "string", "format": "uri"}}
    responses = _responses({**_content(TABLES), **_content(GRAPHS)})
    return {
        "get": {
            "operationId": "sparql_get",
            "summary": "A SPARQL 1.1 query; without one, the description of the service",
            "parameters": [
                {"name": "query", "in": "query", "schema": text},
                {"name": "default-graph-uri", "in": "query", "schema": graphs},
                {"name": "named-graph-uri", "in": "query", "schema": graphs},
            ],
            "responses": responses,
        },
        "post": {
            "operationId": "sparql_post",
            "summary": "A SPARQL 1.1 query",
            "requestBody": {
                "required": True,
                "content": {
                    "application/sparql-query": {"schema": text},
                    "application/x-www-form-urlencoded": {
                        "schema": {"type": "object", "required": ["query"], "properties": {"query": text}}
                    },
                },
            },
            "responses": responses,
        },
    }


def _operation(saved: SavedQuery) -> dict[str, Any]:
    offered = GRAPHS if saved.is_graph else TABLES
    own = [_parameter(parameter) for parameter in saved.parameters]
    number = {"type": "integer", "minimum": 0}
    return {
        "operationId": saved.name,
        "summary": saved.summary,
        **({"description": saved.description} if saved.description else {}),
        "tags": ["saved queries"],
        "parameters": [
            *own,
            {"name": "limit", "in": "query", "description": "rows at most", "schema": number},
            {"name": "offset", "in": "query", "description": "rows left out before", "schema": number},
            {
                "name": "format",
                "in": "query",
                "description": "the format, whatever the Accept header says",
                "schema": {"type": "string", "enum": list(offered)},
            },
        ],
        "responses": _responses(_content(offered)),
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = _schema(parameter)
    if parameter.is_list:
        schema = {"type": "array", "items": schema}
        if parameter.default is not None:
            schema["default"] = [parameter.default]
    elif parameter.default is not None:
        schema["default"] = _NUMBERS.get(parameter.type, str)(parameter.default)
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.needed,
        "description": parameter.description,
        "schema": schema,
    }


def _schema(parameter: Parameter) -> dict[str, Any]:
    match parameter.type:
        case "integer":
            return {"type": "integer"}
        case "decimal":
            return {"type": "number"}
        case "date":
            return {"type": "string", "pattern": _DATE, "examples": ["2021", "2021-07", "2021-07-05"]}
        case "term":
            return {"type": "string", "enum": [vocab.local_name(t) for t in (*vocab.CLASSES, *vocab.INDIVIDUALS)]}
        case "entity":
            return {"type": "string", "description": "a name in any spelling, a QID, or an IRI"}
        case "iri":
            return {"type": "string", "description": "an IRI, absolute or relative to the store's base"}
    return {"type": "string"}


def _content(offered: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    results = {"schema": {"$ref": "#/components/schemas/Results"}}
    return {
        types[0]: results if types[0].endswith("sparql-results+json") else {"schema": {"type": "string"}}
        for types in offered.values()
    }


def _responses(content: dict[str, Any]) -> dict[str, Any]:
    answer = {"description": "The answer, whole.", "content": content}
    return {"200": answer, **{status: {"$ref": f"#/components/responses/E{status}"} for status in _ERRORS}}
