"""Every term leads somewhere: the ontology, the schemes, the shapes, the JSON-LD context."""

import pytest
from starlette.testclient import TestClient

from lod.namespaces import INSP
from lod.resources import folder

RATING = "https://w3id.org/inspection-results/scheme/hmi-probation-rating"


def test_the_ontology_is_a_page_with_an_anchor_for_each_term(client: TestClient) -> None:
    page = client.get("/def/inspection", headers={"Accept": "text/html"}).text
    assert all(f'<h3 id="{term}">' in page for term in INSP)


def test_the_terms_of_a_vocabulary_lead_to_it_and_do_not_repeat_it(client: TestClient) -> None:
    page = client.get("/def/hmi-probation-rating", headers={"Accept": "text/html"}).text
    assert page.count("The four-point scale on which") == 1
    assert page.count('<a href="/def/hmi-probation-rating">') >= 5


@pytest.mark.parametrize("term", ["Inspection", "overallRating"])
def test_a_term_redirects_to_its_anchor(client: TestClient, term: str) -> None:
    answer = client.get(f"/def/inspection/{term}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/def/inspection#{term}")


def test_the_ontology_holds_nothing_else(client: TestClient) -> None:
    said = client.get("/def/inspection.nt").text
    assert f"<{INSP.Inspection}> <http://www.w3.org/2000/01/rdf-schema#label> " in said
    assert "https://data.example.org/" not in said


def test_a_scheme_comes_with_its_concepts(client: TestClient) -> None:
    said = client.get("/def/hmi-probation-rating", headers={"Accept": "application/n-triples"}).text
    assert f'<{RATING}/good> <http://www.w3.org/2004/02/skos/core#prefLabel> "Good"@en .\n' in said
    assert "https://data.example.org/" not in said
    page = client.get("/def/hmi-probation-rating", headers={"Accept": "text/html"}).text
    assert '<h3 id="requires-improvement">' in page


def test_a_concept_has_a_document(client: TestClient) -> None:
    said = client.get("/def/hmi-probation-rating/good.nt").text
    assert f"<{RATING}/good> " in said
    assert "Good" in client.get("/def/hmi-probation-rating/good", headers={"Accept": "text/html"}).text


@pytest.mark.parametrize("path", ["/def/nothing", "/def/hmi-probation-rating/nothing", "/def/inspection/Nothing"])
def test_a_term_that_is_not_there_is_404(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_context_is_the_file(client: TestClient) -> None:
    answer = client.get("/def/context.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    assert answer.content == (folder("ontology") / "context.jsonld").read_bytes()


def test_the_shapes_are_there_together_and_apart(client: TestClient) -> None:
    one = client.get("/shapes/inspection", headers={"Accept": "text/turtle"})
    assert one.content == (folder("shapes") / "inspection.ttl").read_bytes()
    assert one.content in client.get("/shapes.ttl").content
    assert "ns/shacl#path" in client.get("/shapes", headers={"Accept": "application/n-triples"}).text
    assert client.get("/shapes", headers={"Accept": "text/html"}).status_code == 200
    assert client.get("/shapes/nothing").status_code == 404
