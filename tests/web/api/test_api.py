"""The plain interface: filter, page, JSON-LD or CSV, described by OpenAPI."""

import csv
import io

import pytest
from starlette.testclient import TestClient

REGION = "https://data.example.org/id/unit/probation-region/N53"


def ids(client: TestClient, path: str, **filters: str) -> list[str]:
    return [each["id"].rpartition("/id/")[2] for each in client.get(path, params=filters).json()["items"]]


ALL = ["inspection/probation-delivery-unit/A%2FB%20%26%20%C3%A9/2024-05", "inspection/probation-region/N53/2025-08-07"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param({}, ALL, id="all"),
        pytest.param({"rating": "hmi-probation-rating/good"}, ALL[:1], id="by rating"),
        pytest.param({"rating": "hmi-probation-rating/outstanding"}, [], id="by a rating that nobody has"),
        pytest.param({"rating": "good"}, ALL[:1], id="by a name that one scale has here"),
        pytest.param(
            {"rating": "https://w3id.org/inspection-results/scheme/hmi-probation-rating/good"}, ALL[:1], id="by IRI"
        ),
        pytest.param({"type": "probation-region"}, ALL[1:], id="by type of unit"),
        pytest.param({"unit": REGION}, ALL[1:], id="by unit"),
        pytest.param({"after": f"https://data.example.org/id/{ALL[0]}"}, ALL[1:], id="after the first"),
    ],
)
def test_inspections_are_narrowed(client: TestClient, filters: dict[str, str], expected: list[str]) -> None:
    assert ids(client, "/api/inspections", **filters) == expected


def test_units_are_narrowed_by_what_contains_them(client: TestClient) -> None:
    assert len(ids(client, "/api/units")) == 2
    assert ids(client, "/api/units", unit=REGION) == ["unit/probation-delivery-unit/A%2FB%20%26%20%C3%A9"]


def test_an_inspection_reads_like_ordinary_json(client: TestClient) -> None:
    (found,) = client.get("/api/inspections", params={"type": "probation-region"}).json()["items"]
    assert found["inspects"] == {"id": REGION, "prefLabel": "East Midlands"}
    assert found["overallRating"]["prefLabel"] == "Inadequate"
    assert found["issued"] == "2025-08-07"


def test_csv_is_a_flat_table(client: TestClient) -> None:
    answer = client.get("/api/inspections", headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["ratingName"] for row in rows] == ["Good", "Inadequate"]
    assert [row["issued"] for row in rows] == ["2024-05", "2025-08-07"]


def test_openapi_describes_it(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert {path for path in described["paths"] if path.startswith("/api/")} >= {
        "/api/inspections",
        "/api/units",
        "/api/judgements",
        "/api/ratings",
    }
    assert described["info"]["contact"] == {"email": "data@example.org"}


@pytest.mark.parametrize("name", ["unit", "type", "rating"])
@pytest.mark.parametrize("value", ['">', "a b", "\x00", "_:b", "http://"])
@pytest.mark.parametrize("path", ["/api/units", "/api/inspections"])
def test_a_filter_that_can_name_nothing_is_refused_by_name(
    client: TestClient, path: str, name: str, value: str
) -> None:
    answer = client.get(path, params={name: value})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems#bad-parameter")
    assert answer.json()["detail"].startswith(f"{name}: ")


def test_a_filter_that_names_what_is_not_there_lets_nothing_through(client: TestClient) -> None:
    assert ids(client, "/api/units", type="prison") == []
    assert ids(client, "/api/inspections", unit="https://data.example.org/id/unit/" + "x" * 5000) == []
