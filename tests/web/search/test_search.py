"""Search as a page, as data and as suggestions."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec import structs
from pyld import jsonld
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from lod.model import InspectedUnit, UnitKey
from lod.web.app import create_app
from tests.web.published import ABOUT, LIMITS, inspections, release

ODD = "https://data.example.org/id/unit/probation-delivery-unit/A%2FB%20%26%20%C3%A9"
MIDLANDS = "https://data.example.org/id/unit/probation-region/N53"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_what_is_found_reads_like_ordinary_json(client: TestClient) -> None:
    found = client.get("/api/search", params={"q": "east midl"}).json()
    assert [(each["kind"], each["title"]) for each in found["@graph"]] == [
        ("unit", "East Midlands"),
        ("concept", "East Midlands"),
        ("inspection", "East Midlands: inspection 2025-08-07"),
        ("measure", "34% of cases (East Midlands: inspection 2025-08-07)"),
        ("recommendation", "7 recommendations to East Midlands (East Midlands: inspection 2025-08-07)"),
    ]
    unit, _, inspection = found["@graph"][:3]
    assert unit["id"] == MIDLANDS
    assert unit["prefLabel"] == "East Midlands"
    assert unit["currentRating"] == "https://w3id.org/inspection-results/scheme/hmi-probation-rating/inadequate"
    assert inspection["issued"] == "2025-08-07"
    assert found["total"] == 5
    assert found["misspelt"] is False
    assert found["facets"]["rating"] == [{"value": "hmi-probation-rating/inadequate", "name": "Inadequate", "count": 4}]
    assert found["first"] == "/api/search?q=east+midl"


def test_it_says_only_what_the_release_says(client: TestClient) -> None:
    found = client.get("/api/search", params={"q": "east midlands"}).json()
    said = set(jsonld.to_rdf(found, {"format": "application/n-quads"}).splitlines())
    assert said <= set(client.get("/release/2025-08-07-000000000001/data.nq").text.splitlines())
    assert f'<{MIDLANDS}> <http://www.w3.org/2004/02/skos/core#prefLabel> "East Midlands"@en .' in said


def test_csv_is_a_flat_table(client: TestClient) -> None:
    answer = client.get("/api/search", params={"q": "odd sons"}, headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["kind"], row["title"], row["date"], row["ratingName"]) for row in rows] == [
        ("unit", "Odd & <Sons>", "2024-05", "Good"),
        ("inspection", "Odd & <Sons>: inspection 2024-05", "2024-05", "Good"),
    ]


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        pytest.param({"kind": "unit"}, [ODD], id="by kind"),
        pytest.param({"kind": "unit", "rating": "hmi-probation-rating/good"}, [ODD], id="by rating"),
        pytest.param({"kind": "unit", "rating": "hmi-probation-rating/inadequate"}, [], id="by another rating"),
        pytest.param({"kind": "unit", "type": "probation-delivery-unit"}, [ODD], id="by type"),
        pytest.param({"kind": "unit", "year": "2024"}, [ODD], id="by year"),
        pytest.param({"kind": "unit", "year": "1999"}, [], id="by a year without any"),
        pytest.param({"kind": "unit", "inspectorate": "hmi-probation"}, [ODD], id="by inspectorate"),
    ],
)
def test_it_is_narrowed(client: TestClient, narrowed: dict[str, str], expected: list[str]) -> None:
    found = client.get("/api/search", params={"q": "sons", **narrowed}).json()
    assert [each["id"] for each in found["@graph"]] == expected
    assert found["total"] == len(expected)


@pytest.mark.parametrize(
    ("params", "told"),
    [
        pytest.param({"q": "a" * 201}, "q: found 201 characters; accepted: 200 at most", id="long"),
        pytest.param({"q": "a " * 17}, "q: found 17 words; accepted: 16 at most", id="many words"),
        pytest.param({"q": "a", "page": "0"}, "page: found '0'; accepted: a number from 1 to 50", id="page before"),
        pytest.param({"q": "a", "page": "51"}, "page: found '51'; accepted: a number from 1 to 50", id="page behind"),
        pytest.param({"q": "a", "page": "٣"}, "page: found '٣'; accepted: a number from 1 to 50", id="other digits"),
        pytest.param({"q": "a", "year": "next"}, "year: found 'next'; accepted: a year of four digits", id="year"),
        pytest.param(
            {"kind": "thing"},
            "kind: found 'thing'; accepted: unit, inspection, recommendation, measure, concept, term",
            id="kind",
        ),
        pytest.param(
            {"rating": "good"},
            "rating: found 'good'; accepted: an http or https IRI, or {scheme}/{concept}",
            id="rating",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(client: TestClient, params: dict[str, str], told: str) -> None:
    for path in ("/api/search", "/search"):
        answer = client.get(path, params=params)
        assert (answer.status_code, answer.json()["detail"]) == (422, told)


@pytest.mark.parametrize(
    "text", ['"', "a*", "name:x", "\0\0", "🍕", "<script>alert(1)</script>", "' OR 1=1 --"], ids=repr
)
def test_any_text_has_an_answer(client: TestClient, text: str) -> None:
    for path in ("/api/search", "/search", "/api/suggest"):
        answer = client.get(path, params={"q": text}, headers={"Accept": "*/*"})
        assert answer.status_code == 200
        assert "<script>" not in answer.text.replace('<script type="module"', "") or path != "/search"


def test_a_page_shows_what_was_found_and_what_narrows_it(client: TestClient) -> None:
    page = client.get("/search", params={"q": "probation"}, headers={"Accept": "text/html"})
    tree = LexborHTMLParser(page.text)
    assert page.headers["x-robots-tag"] == "noindex"
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert tree.css_first("input#q").attributes["value"] == "probation"
    narrow = {each.text(): each.attributes["href"] for each in tree.css(".facets a")}
    assert narrow["Concepts"] == "/search?q=probation&kind=concept"
    narrower = LexborHTMLParser(client.get(narrow["Concepts"]).text)
    assert {each.text() for each in narrower.css(".results .about")} == {"Concept"}
    assert narrower.css_first(".facets a").attributes["href"] == "/search?q=probation"


def test_pages_lead_to_each_other(client: TestClient) -> None:
    first = client.get("/api/search", params={"q": "probation", "kind": "concept"})
    second = client.get(first.json()["next"])
    assert first.json()["next"] == "/api/search?q=probation&kind=concept&page=2"
    assert second.json()["prev"] == "/api/search?q=probation&kind=concept"
    assert 'rel="next"' in first.headers["link"]
    ids = [{each["id"] for each in page.json()["@graph"]} for page in (first, second)]
    assert len(ids[0]) == 20
    assert not ids[0] & ids[1]
    tree = LexborHTMLParser(client.get(second.json()["prev"].replace("/api", "")).text)
    assert [each.attributes["rel"] for each in tree.css("nav.govuk-pagination a")] == ["next"]


def test_nothing_found_says_so(client: TestClient) -> None:
    assert "Nothing found for “zzzzzz”" in client.get("/search", params={"q": "zzzzzz"}).text


def test_suggestions_are_names(client: TestClient) -> None:
    answer = client.get("/api/suggest", params={"q": "east mi"})
    assert answer.headers["content-type"] == "application/x-suggestions+json"
    text, names, kinds, places = json.loads(answer.text)
    assert (text, names[0], kinds[0]) == ("east mi", "East Midlands", "Unit")
    assert places[0] == "https://data.example.org/search?q=East+Midlands"
    assert client.get("/api/suggest", params={"q": "e"}).json() == ["e", [], [], []]


def test_browsers_are_told_how_to_search(client: TestClient) -> None:
    tree = LexborHTMLParser(client.get("/search").text)
    place = tree.css_first('link[rel="search"]').attributes["href"]
    described = ElementTree.fromstring(client.get(str(place)).content)  # noqa: S314 - our own
    assert described.findtext(f"{OPENSEARCH}ShortName") == "Inspections <for"
    templates = {each.get("type"): each.get("template") for each in described.iter(f"{OPENSEARCH}Url")}
    assert templates["application/x-suggestions+json"] == "https://data.example.org/api/suggest?q={searchTerms}"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[tuple[TestClient, Path]]:
    """A server of one release, and the folder of that."""
    fact = inspections()[0]
    made = release(tmp_path / "public", "2025-08-07-000000000009", (fact,))
    with TestClient(create_app(ABOUT, tmp_path / "public", LIMITS)) as client:
        yield client, made.folder


def test_a_release_without_an_index_says_so(other: tuple[TestClient, Path]) -> None:
    client, folder = other
    shutil.rmtree(folder / "search")
    answer = client.get("/api/search", params={"q": "east"})
    assert answer.status_code == 404
    assert "`lod build` makes one" in answer.json()["detail"]


def test_the_release_that_becomes_current_is_searched(other: tuple[TestClient, Path]) -> None:
    client, folder = other
    assert client.get("/api/search", params={"q": "leicester", "kind": "unit"}).json()["total"] == 0
    renamed = InspectedUnit(UnitKey("probation-delivery-unit", "N53LEI"), "Leicester")
    fact = inspections()[0]
    release(folder.parent.parent, "2025-08-08-000000000010", (structs.replace(fact, inspects=renamed),))
    assert client.get("/api/search", params={"q": "leicester", "kind": "unit"}).json()["total"] == 1
