"""Things dereference: 303, one document in every format, nothing under an unknown name."""

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from lod import mapping
from lod.formats import Format, canonical_lines
from lod.iris import Iris
from lod.model import Inspection
from lod.terms import lines

REGION = "/unit/probation-region/N53"
INSPECTION = "/inspection/probation-region/N53/2025-08-07"
ODD = "/unit/probation-delivery-unit/A%2FB%20%26%20%C3%A9"
BASE = "https://data.example.org/"
SYNTAXES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


def subjects(client: TestClient) -> list[str]:
    """Every name below /id/ that the release says something of."""
    query = "SELECT DISTINCT ?s { ?s ?p ?o FILTER(STRSTARTS(STR(?s), 'https://data.example.org/id/')) } ORDER BY ?s"
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    return answer.text.split()[1:]


def test_a_thing_redirects_to_its_document_in_one_hop(client: TestClient) -> None:
    answer = client.get(f"/id{REGION}", headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/doc{REGION}")
    assert "Accept" in answer.headers["vary"]


def test_everything_that_has_a_name_dereferences(client: TestClient) -> None:
    names = subjects(client)
    assert len(names) > 30
    for name in names:
        redirect = client.get(name.replace(BASE, "/"))
        assert redirect.status_code == 303, name
        document = client.get(redirect.headers["location"], headers={"Accept": "application/n-triples"})
        assert document.status_code == 200, name
        assert f"<{name}> " in document.text


def test_percent_encoding_is_compared_not_spelling(client: TestClient) -> None:
    lower_case_and_raw = "/id/unit/probation-delivery-unit/A%2fB%20&%20%c3%a9"
    assert client.get(lower_case_and_raw).headers["location"] == f"/doc{ODD}"
    assert client.get("/id/unit/probation-delivery-unit/A/B%20%26%20%C3%A9").status_code == 404


@pytest.mark.parametrize("media_type", SYNTAXES)
def test_every_rdf_format_says_the_same(client: TestClient, media_type: str) -> None:
    answer = client.get(f"/doc{INSPECTION}", headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    found = {str(quad.triple) for quad in ox.parse(input=answer.content, format=SYNTAXES[media_type])}
    plain = client.get(f"/doc{INSPECTION}.nt").content
    assert found == {str(quad.triple) for quad in ox.parse(input=plain, format=ox.RdfFormat.N_TRIPLES)}


def test_an_inspection_comes_with_all_its_parts(client: TestClient, facts: tuple[Inspection, ...]) -> None:
    answer = client.get(f"/doc{INSPECTION}.nt")
    assert set(lines(mapping.inspection(facts[0], Iris(BASE)))) <= set(answer.text.splitlines(keepends=True))


def test_what_a_document_leads_to_is_named(client: TestClient) -> None:
    said = client.get(f"/doc{INSPECTION}.nt").text
    rating = "<https://w3id.org/inspection-results/scheme/hmi-probation-rating/inadequate>"
    assert f'{rating} <http://www.w3.org/2004/02/skos/core#prefLabel> "Inadequate"@en .\n' in said


def test_a_unit_lists_its_inspections_and_the_units_within(client: TestClient) -> None:
    said = client.get(f"/doc{REGION}.nt").text
    assert f"<{BASE}id{INSPECTION}> <https://w3id.org/inspection-results/def#inspects> <{BASE}id{REGION}> .\n" in said
    assert f"<{BASE}id{ODD}> <http://www.w3.org/ns/org#subOrganizationOf> <{BASE}id{REGION}> .\n" in said


def test_json_reads_like_ordinary_json(client: TestClient) -> None:
    answer = client.get(f"/doc{INSPECTION}", headers={"Accept": "application/json"})
    said = answer.json()
    assert answer.headers["content-type"] == "application/json"
    assert said["id"].endswith(INSPECTION)
    assert said["issued"] == "2025-08-07"
    assert said["overallRating"]["prefLabel"] == "Inadequate"


@pytest.mark.parametrize(
    ("suffix", "content_type"),
    [
        pytest.param(".html", "text/html; charset=utf-8", id="html"),
        pytest.param(".ttl", "text/turtle; charset=utf-8", id="ttl"),
        pytest.param(".jsonld", "application/ld+json", id="jsonld"),
        pytest.param(".json", "application/json", id="json"),
        pytest.param(".nt", "application/n-triples", id="nt"),
        pytest.param(".rdf", "application/rdf+xml", id="rdf"),
    ],
)
def test_a_suffix_fixes_the_format_whatever_is_accepted(client: TestClient, suffix: str, content_type: str) -> None:
    answer = client.get(f"/doc{REGION}{suffix}", headers={"Accept": "image/png"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)
    assert "Accept," not in answer.headers["vary"]
    assert f'</doc{REGION}>; rel="canonical"' in answer.headers["link"]


def test_links_name_licence_formats_dataset_and_class(client: TestClient) -> None:
    answer = client.get(f"/doc{REGION}", headers={"Accept": "text/turtle"})
    links = answer.headers["link"]
    assert '<http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/>; rel="license"' in links
    assert f'</doc{REGION}.jsonld>; rel="alternate"; type="application/ld+json"' in links
    assert '</dataset/test-inspections>; rel="describedby"' in links
    assert '<https://w3id.org/inspection-results/def#InspectedUnit>; rel="type"' in links
    assert answer.headers["content-location"] == f"/doc{REGION}.ttl"


def test_nothing_acceptable_is_406_with_what_is_there(client: TestClient) -> None:
    answer = client.get(f"/doc{REGION}", headers={"Accept": "image/png"})
    assert (answer.status_code, answer.headers["content-type"]) == (406, "application/problem+json")
    assert {"href": f"/doc{REGION}.ttl", "type": "text/turtle"} in answer.json()["available"]


@pytest.mark.parametrize(
    "path", ["/id/unit/probation-region/N99", "/doc/unit/probation-region/N99", "/doc/x.ttl", "/id/"]
)
def test_an_unknown_name_is_404_in_the_type_asked_for(client: TestClient, path: str) -> None:
    assert client.get(path, headers={"Accept": "text/turtle"}).headers["content-type"] == "application/problem+json"
    page = client.get(path, headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")


def test_unknown_and_unacceptable_is_404(client: TestClient) -> None:
    assert client.get("/doc/unit/probation-region/N99", headers={"Accept": "image/png"}).status_code == 404


def test_a_set_of_things_is_listed(client: TestClient) -> None:
    assert client.get("/id/unit").headers["location"] == "/doc/unit"
    said = client.get("/doc/unit", headers={"Accept": "application/n-triples"}).text
    assert f"<{BASE}id/unit> <http://www.w3.org/2000/01/rdf-schema#member> <{BASE}id{ODD}> .\n" in said
    after = client.get("/doc/unit.nt", params={"after": f"{BASE}id{ODD}"}).text
    assert f"<{BASE}id{ODD}>" not in after
    assert f"<{BASE}id{REGION}>" in after


def test_turtle_has_only_the_prefixes_it_uses(client: TestClient) -> None:
    said = client.get(f"/doc{REGION}.ttl")
    assert "@prefix skos:" in said.text
    assert "@prefix vcard:" not in said.text
    assert canonical_lines(said.content, Format.TURTLE, BASE)
