"""The lists of the API: narrowed, sorted, counted, paged, in each of their formats."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from pyld import jsonld
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

KINDS = ("inspections", "units", "judgements")
REGION = "https://data.example.org/id/unit/probation-region/N53"


def page(client: TestClient, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


def walked(client: TestClient, address: str, relation: str = "next") -> list[dict[str, Any]]:
    """Every page from an address on."""
    pages = [page(client, address)]
    while relation in pages[-1]:
        pages.append(page(client, pages[-1][relation]))
    return pages


def ids(document: dict[str, Any]) -> list[str]:
    return [each["id"] for each in document["items"]]


@pytest.mark.parametrize("sort", ["id", "-id", "date", "-date"])
@pytest.mark.parametrize("kind", KINDS)
def test_pages_hold_every_member_once_in_order_and_lead_back(
    client_of_example: TestClient, kind: str, sort: str
) -> None:
    pages = walked(client_of_example, f"/api/{kind}?sort={sort}&limit=7")
    found = [iri for each in pages for iri in ids(each)]
    assert len(found) == len(set(found)) == pages[0]["count"] > 7
    assert {each["count"] for each in pages} == {len(found)}
    if "date" not in sort:
        assert found == sorted(found, reverse=sort == "-id")
    back = walked(client_of_example, pages[-1]["prev"], "prev")
    assert [ids(each) for each in back] == [ids(each) for each in pages[-2::-1]]
    assert "prev" not in pages[0]
    assert all(each["first"] == f"/api/{kind}?sort={sort}&limit=7" for each in pages)


def test_newest_first(client_of_example: TestClient) -> None:
    document = page(client_of_example, "/api/judgements?sort=-date&from=2021&to=2025-08")
    rows = csv.DictReader(
        io.StringIO(client_of_example.get("/api/judgements.csv?sort=-date&from=2021&to=2025-08").text)
    )
    dates = [row["date"] for row in rows]
    assert len(dates) == document["count"] > 1
    assert dates == sorted(dates, reverse=True)
    assert "2021" <= dates[-1] < dates[0] < "2025-09"


@pytest.mark.parametrize(
    ("kind", "filters"),
    [
        ("units", "type=probation-region"),
        ("units", f"unit={REGION}"),
        ("units", "rating=hmi-probation-rating/good&type=youth-justice-service"),
        ("units", "scale=hmi-probation-rating"),
        ("units", "inspectorate=hmi-probation"),
        ("inspections", f"area={REGION}"),
        ("inspections", "programme=hmi-probation-adult-2021"),
        ("inspections", "rating=hmi-probation-rating/good&type=probation-delivery-unit"),
        ("inspections", "scale=hmi-probation-rating&from=2022&to=2022"),
        ("judgements", "standard=overall&rating=hmi-probation-rating/inadequate"),
        ("judgements", f"area={REGION}&scale=hmi-probation-rating"),
        ("judgements", "from=2022&to=2022"),
    ],
)
def test_counts_are_those_of_sparql(client_of_example: TestClient, kind: str, filters: str) -> None:
    """Each filter, told once more as a query."""
    asked = dict(each.split("=") for each in filters.split("&"))
    count = page(client_of_example, f"/api/{kind}?{filters}")["count"]
    scheme = "https://w3id.org/inspection-results/scheme/"
    about = {"units": "?unit a insp:InspectedUnit", "inspections": "?inspection insp:inspects ?unit"}
    where = [about.get(kind, "?inspection insp:inspects ?unit ; insp:hasJudgement ?judgement")]
    rated = {
        "units": "?unit insp:currentRating",
        "inspections": "?inspection insp:overallRating",
        "judgements": "?judgement insp:rating",
    }[kind]
    if "type" in asked:
        where.append(f"?unit dct:type <{scheme}unit-type/{asked['type']}>")
    if "unit" in asked:
        where.append(f"?unit org:subOrganizationOf <{asked['unit']}>")
    if "area" in asked:
        where.append(f"?unit org:subOrganizationOf+ <{asked['area']}>")
    if "rating" in asked:
        where.append(f"{rated} <{scheme}{asked['rating']}>")
    if "scale" in asked:
        where.append(f"{rated}/skos:inScheme <{scheme}{asked['scale']}>")
    if "inspectorate" in asked:
        where.append(f"?any insp:inspects ?unit ; insp:inspectedBy <{scheme}inspectorate/{asked['inspectorate']}>")
    if "programme" in asked:
        where.append(f"?inspection insp:underProgramme <{scheme}programme/{asked['programme']}>")
    if "standard" in asked:
        where.append("?judgement a insp:OverallJudgement")
    if "from" in asked:
        where.append("OPTIONAL { ?inspection dct:issued ?issued } OPTIONAL { ?inspection insp:fieldworkEnd ?ended }")
        where.append("FILTER(STRSTARTS(STR(COALESCE(?issued, ?ended)), '2022'))")
    query = f"""PREFIX insp: <https://w3id.org/inspection-results/def#> PREFIX dct: <http://purl.org/dc/terms/>
        PREFIX org: <http://www.w3.org/ns/org#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT (COUNT(DISTINCT ?{kind[:-1]}) AS ?n) {{ {" . ".join(where)} }}"""
    answer = client_of_example.get("/sparql", params={"query": query}, headers={"Accept": "application/json"})
    assert count == int(answer.json()["results"]["bindings"][0]["n"]["value"]) > 0


@pytest.mark.parametrize("segment", ["unit", "inspection"])
def test_pages_for_people_list_what_the_api_and_its_table_list(client_of_example: TestClient, segment: str) -> None:
    listed: list[str] = []
    asked: str | None = f"/doc/{segment}"
    while asked:
        document = client_of_example.get(asked, headers={"Accept": "text/html"})
        html = LexborHTMLParser(document.text)
        listed += [each.attributes["href"] or "" for each in html.css("main ul.columns a")]
        following = html.css_first("a[rel=next]")
        asked = following.attributes["href"] if following else None
    pages = walked(client_of_example, f"/api/{segment}s")
    table = client_of_example.get(f"/api/{segment}s.csv").text
    found = [iri for each in pages for iri in ids(each)]
    assert [row["id"] for row in csv.DictReader(io.StringIO(table))] == found
    assert listed == [iri.replace("https://data.example.org/", "/") for iri in found]
    assert len(found) == pages[0]["count"] > 7


def test_a_region_holds_what_lies_in_its_areas(client_of_site: TestClient) -> None:
    units = page(client_of_site, "/api/units?area=region/north-west")
    assert units["count"] > 0
    assert all("spatial" in each for each in units["items"])
    assert page(client_of_site, "/api/inspections?area=region/north-west")["count"] > 0


def test_a_rating_name_on_several_scales_is_ambiguous(client_of_site: TestClient) -> None:
    answer = client_of_site.get("/api/units?rating=good")
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems#ambiguous-parameter")


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_result_is_a_table(client_of_example: TestClient, kind: str) -> None:
    answer = client_of_example.get(f"/api/{kind}.csv?sort=-date")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    pages = walked(client_of_example, f"/api/{kind}?sort=-date")
    assert [row["id"] for row in rows] == [iri for each in pages for iri in ids(each)]
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    again = client_of_example.get(f"/api/{kind}.csv?sort=-date", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.text) == (304, "")


def test_a_page_of_a_table_is_asked_for_by_its_size(client_of_example: TestClient) -> None:
    answer = client_of_example.get("/api/units.csv?limit=3&fields=prefLabel")
    assert answer.text.splitlines()[0] == "id,prefLabel"
    assert len(answer.text.splitlines()) == 4
    assert 'rel="next"' in answer.headers["Link"]


def test_points_are_geojson(client_of_site: TestClient) -> None:
    answer = client_of_site.get("/api/units.geojson?type=food-business&limit=5")
    assert answer.headers["Content-Type"] == "application/geo+json"
    document = answer.json()
    assert document["type"] == "FeatureCollection"
    placed = [each for each in document["features"] if each["geometry"]]
    assert placed
    for each in placed:
        longitude, latitude = each["geometry"]["coordinates"]
        assert (each["type"], each["geometry"]["type"]) == ("Feature", "Point")
        assert -9 < longitude < 3
        assert 49 < latitude < 61
    inspected = client_of_site.get("/api/inspections.geojson?type=food-business").json()["features"]
    assert any(each["geometry"] for each in inspected)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_states_of_its_members_what_their_documents_state(client_of_example: TestClient, kind: str) -> None:
    answer = client_of_example.get(f"/api/{kind}.jsonld?sort=-date&limit=5")
    listed = _triples(answer.json())
    assert listed
    for each in answer.json()["items"]:
        document = each["id"].replace("https://data.example.org/id/", "/doc/")
        stated = _triples(client_of_example.get(f"{document}.jsonld").json())
        assert {line for line in listed if line.startswith(f"<{each['id']}> ")} <= stated


def _triples(document: object) -> set[str]:
    options = {"format": "application/n-quads", "documentLoader": _refused}
    return set(jsonld.to_rdf(document, options).splitlines())


def _refused(address: str, _options: object) -> dict[str, Any]:
    raise AssertionError(f"{address}: nothing has to be fetched to read a page")


def test_links_stand_in_the_header_too(client_of_example: TestClient) -> None:
    answer = client_of_example.get("/api/units?limit=2&type=probation-region&after=https://data.example.org/id/unit/p")
    document, links = answer.json(), answer.headers["Link"]
    for relation in ("first", "prev", "next"):
        if relation in document:
            assert f'<{document[relation]}>; rel="{relation}"' in links
    assert 'rel="alternate"; type="text/csv"' in links


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ratng=good", "ratng: found a parameter that this list does not have; accepted: rating, "),
        ("standard=overall", "standard: found a parameter that this list does not have"),
        ("rating=a&rating=b", "rating: found two values; accepted: one value"),
        ("rating=no-such", "rating: found 'no-such'; accepted: "),
        ("from=2024-02-30", "from: found '2024-02-30'; accepted: a day, month or year that there is"),
        ("sort=name", "sort: found 'name'; accepted: id, -id, date, -date"),
        ("limit=101", "limit: found '101'; accepted: a whole number from 1 to 100"),
        ("limit=0", "limit: found '0'; accepted: "),
        ("limit=", "limit: found ''; accepted: "),
        ("fields=prefLabel,colour", "fields: found 'colour'; accepted: names with commas between them, of prefLabel, "),
        ("after=x", "after: found 'x'; accepted: "),
        ("area=london", "area: found 'london'; accepted: an IRI, or {scheme}/{concept}"),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_accepted(client_of_example: TestClient, asked: str, found: str) -> None:
    answer = client_of_example.get(f"/api/units?{asked}")
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].startswith(found)


def test_a_list_that_is_not_offered_says_what_is(client_of_example: TestClient) -> None:
    answer = client_of_example.get("/api/judgements.geojson")
    assert answer.status_code == 404
    assert [each["href"] for each in answer.json()["available"]] == [
        "/api/judgements.jsonld",
        "/api/judgements.json",
        "/api/judgements.csv",
    ]


@pytest.mark.parametrize("as_of", ["2022-06-01", "2023", "2024-12-31", "2025-08", "2026-01-01"])
def test_as_of_a_date_judgements_are_those_that_stood(client_of_example: TestClient, as_of: str) -> None:
    """Told by another way: `/api/ratings` asks the rule of each unit."""
    asked: str | None = f"/api/ratings?as_of={as_of}"
    stood: dict[str, str] = {}
    while asked:
        ratings = page(client_of_example, asked)
        stood |= {each["id"]: each["judges"]["id"] for each in ratings["@graph"] if "judges" in each}
        asked = ratings.get("next")
    pages = walked(client_of_example, f"/api/judgements?as_of={as_of}")
    assert {iri for each in pages for iri in ids(each)} == set(stood)
    assert pages[0]["count"] == len(stood)
    units = walked(client_of_example, f"/api/units?as_of={as_of}")
    assert {iri for each in units for iri in ids(each)} == set(stood.values())


def test_units_as_of_a_date_are_narrowed_by_the_rating_that_stood_then(client_of_example: TestClient) -> None:
    rated = page(client_of_example, "/api/units?as_of=2025-08-31&rating=hmi-probation-rating/inadequate")
    judged = page(client_of_example, "/api/judgements?as_of=2025-08-31&rating=hmi-probation-rating/inadequate")
    assert set(ids(rated)) == {each["judges"]["id"] for each in judged["items"]}
    assert rated["count"] > 0
