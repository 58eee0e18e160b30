"""Each saved query as an address, and the description of all addresses."""

from __future__ import annotations

import json
from typing import Any

from openapi_spec_validator import validate

from kg.query.library import library


def test_a_saved_query_takes_its_parameters_from_the_address(server: Any) -> None:
    answer = server.get("/api/attacks_by_place", place="دير الزور", **{"from": "2021-07-05", "to": "2021-07-11"})
    assert answer.status == 200
    rows = answer.json["results"]["bindings"]
    assert [row["event"]["value"].rpartition("/id/")[2] for row in rows] == ["article/two/event/2"]


def test_limit_offset_and_format(server: Any) -> None:
    whole = server.get("/api/events", format="csv").body.splitlines()
    part = server.get("/api/events", format="csv", limit=2, offset=1).body.splitlines()
    assert part == [whole[0], *whole[2:4]]
    assert server.get("/api/events", limit="-1").status == 400
    assert server.get("/api/events", format="ttl").status == 400


def test_a_graph_comes_as_one(server: Any) -> None:
    answer = server.get("/api/cooccurrence", {"Accept": "application/n-triples"})
    assert (answer.status, answer.media) == (200, "application/n-triples")


def test_empty_fields_of_a_form_are_no_values(server: Any) -> None:
    assert server.get("/api/events", type="", status="", **{"from": ""}).body == server.get("/api/events").body


def test_what_goes_wrong_is_said(server: Any) -> None:
    cases = {
        "/api/nothing": (404, "no saved query is called 'nothing'"),
        "/api/timeline": (400, "needs 'entity'"),
        "/api/timeline?entity=Atlantis": (404, "the store has no entity called 'Atlantis'"),
        "/api/timeline?whom=x": (400, "has no parameter 'whom'; it has: entity, from, to, format, limit, offset"),
        "/api/events?type=Attack&type=Visit": (400, "takes one value"),
        "/api/events?type=Atack": (400, "did you mean Attack"),
        "/api/events?from=July": (400, "is a date"),
        "/api/..%2Fevents": (404, "there is no"),
    }
    for path, (status, detail) in cases.items():
        answer = server.get(path)
        assert answer.status == status, path
        assert detail in answer.json["detail"], path


def test_the_description_is_valid_and_names_every_query(server: Any) -> None:
    document = server.get("/openapi.json").json
    validate(document)
    assert {path for path in document["paths"] if path.startswith("/api/")} == {f"/api/{name}" for name in library()}
    listed = server.get("/api").json
    assert [entry["name"] for entry in listed] == list(library())
    assert all(set(entry["summaries"]) == {"ar", "en"} for entry in listed)


def test_every_query_answers_as_its_description_says(server: Any) -> None:
    """Asks each with the examples of the header, as a client made from the description would."""
    document = server.get("/openapi.json").json
    for name in library():
        operation = document["paths"][f"/api/{name}"]["get"]
        needed = [parameter["name"] for parameter in operation["parameters"] if parameter.get("required")]
        answer = server.get(f"/api/{name}")
        if library()[name].joins:  # it asks another service, which this server does not do
            assert answer.status == 400
            continue
        assert answer.status == (400 if needed else 200), name
        if not needed:
            assert answer.media.partition(";")[0] in operation["responses"]["200"]["content"]
        else:
            assert json.loads(answer.body)["detail"].startswith(f"query {name!r} needs {needed[0]!r}")


def test_the_front_page_is_there(server: Any) -> None:
    answer = server.get("/")
    assert (answer.status, answer.media) == (200, "text/html; charset=utf-8")
