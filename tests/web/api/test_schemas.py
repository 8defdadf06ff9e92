"""The JSON Schemas: every object that is served satisfies that of its class, and what lacks a thing does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from lod.web.api import schemas
from tests.web.clients import required

BASE = "https://data.example.org/"
CLASSES = {"units": "InspectedUnit", "inspections": "Inspection", "judgements": "Judgement"}


def validator(client: TestClient, name: str) -> Any:
    """A validator of the schema as it is served, which may fetch nothing."""
    jsonschema, referencing = required("jsonschema"), required("referencing")
    answer = client.get(f"/def/schema/{schemas.version()}/{name}.json")
    assert answer.headers["Content-Type"] == "application/schema+json"
    written = answer.json()
    jsonschema.Draft202012Validator.check_schema(written)
    return jsonschema.Draft202012Validator(written, registry=referencing.Registry())


def addresses(client: TestClient, kind: str) -> Iterator[str]:
    for line in client.get(f"/api/{kind}.csv?fields={next(iter(_keys(kind)))}").text.splitlines()[1:]:
        yield line.partition(",")[0].replace(f"{BASE}id/", "/doc/")


def _keys(kind: str) -> tuple[str, ...]:
    return {"units": ("identifier",), "inspections": ("inspects",), "judgements": ("judges",)}[kind]


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize("publication", ["client_of_example", "client_of_site"])
def test_every_object_satisfies_the_schema_of_its_class(
    kind: str, publication: str, request: pytest.FixtureRequest
) -> None:
    client: TestClient = request.getfixturevalue(publication)
    checked, found = validator(client, CLASSES[kind]), 0
    for address in addresses(client, kind):
        errors = checked.iter_errors(_document(client, address))
        assert not [f"{address}: {each.json_path}: {each.message}" for each in errors]
        found += 1
    assert found == client.get(f"/api/{kind}?limit=1").json()["count"] > 10


def _document(client: TestClient, address: str) -> Any:
    answer = client.get(f"{address}.json")
    assert answer.status_code == 200
    return answer.json()


@pytest.mark.parametrize("kind", ["report", "source"])
def test_other_things_satisfy_theirs(client_of_site: TestClient, kind: str) -> None:
    checked = validator(client_of_site, {"report": "Report", "source": "SourceDocument"}[kind])
    members = client_of_site.get(f"/doc/{kind}.json").json()["rdfs:member"]
    for each in [members] if isinstance(members, str) else members:
        iri = each if isinstance(each, str) else each["id"]
        assert not list(checked.iter_errors(_document(client_of_site, iri.replace(f"{BASE}id/", "/doc/"))))


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        pytest.param("inspections", "inspects", None, id="an inspection of nothing"),
        pytest.param("inspections", "wasDerivedFrom", None, id="a fact without evidence"),
        pytest.param("inspections", "issued", "7 August 2025", id="a date that is none"),
        pytest.param("units", "unitType", None, id="a unit without a type"),
        pytest.param("units", "id", None, id="no identity"),
        pytest.param("judgements", "judges", None, id="a judgement of nothing"),
        pytest.param("inspections", "hasJudgement", [{"id": "x", "type": ["Judgement"]}], id="an empty part"),
    ],
)
def test_an_object_that_lacks_what_its_class_needs_does_not(
    client_of_example: TestClient, kind: str, key: str, value: Any
) -> None:
    document = _document(client_of_example, next(addresses(client_of_example, kind)))
    changed = {name: each for name, each in document.items() if name != key} | ({key: value} if value else {})
    assert validator(client_of_example, CLASSES[kind]).is_valid(document)
    assert not validator(client_of_example, CLASSES[kind]).is_valid(changed)


@pytest.mark.parametrize("name", schemas.names())
def test_each_class_has_a_schema_that_is_one(client: TestClient, name: str) -> None:
    assert validator(client, name).schema["$id"] == f"{BASE}def/schema/{schemas.version()}/{name}.json"


@pytest.mark.parametrize("path", ["0.0.1/Inspection", f"{schemas.version()}/Person"])
def test_what_there_is_no_schema_of_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(f"/def/schema/{path}.json")
    assert answer.status_code == 404
    assert "Inspection" in answer.json()["detail"]
