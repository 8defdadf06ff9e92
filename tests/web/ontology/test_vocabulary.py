"""Every term leads somewhere: the ontology, the schemes, the shapes, the JSON-LD context."""

from functools import cache
from html import unescape

import pytest
from selectolax.lexbor import LexborHTMLParser as Html
from starlette.testclient import TestClient

from lod.formats import parse_lines
from lod.namespaces import INSP, RDF, SCHEME_IRI, SKOS
from lod.profiles import schemes
from lod.resources import folder
from lod.terms import Literal

RATING = "https://w3id.org/inspection-results/scheme/hmi-probation-rating"


def test_the_ontology_is_a_page_with_an_anchor_for_each_term(client: TestClient) -> None:
    page = client.get("/def/inspection", headers={"Accept": "text/html"}).text
    assert all(f'<h3 id="{term}">' in page for term in INSP)


def test_the_terms_of_a_vocabulary_lead_to_it_and_do_not_repeat_it(client: TestClient) -> None:
    page = client.get("/def/hmi-probation-rating", headers={"Accept": "text/html"}).text
    assert page.count("The four-point scale on which") == 1
    assert page.count('<a href="/def/hmi-probation-rating">') >= 5


def test_a_long_vocabulary_is_a_list_of_names_that_lead_to_the_terms(client: TestClient) -> None:
    page = Html(client.get("/shapes", headers={"Accept": "text/html"}).text)
    (link,) = page.css("li#Judgement-rating a")
    address, _, anchor = (link.attributes["href"] or "").partition("#")
    assert (address, anchor) == ("/shapes/judgement", "Judgement-rating")
    there = Html(client.get(address, headers={"Accept": "text/html"}).text)
    assert there.css("h3#Judgement-rating")


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


@cache
def concepts() -> list[tuple[str, str]]:
    """Every concept that is shipped, with its definition."""
    said = list(parse_lines(schemes.vocabulary_lines("https://data.example.org/")))
    definitions = {
        subject: value.lexical
        for subject, predicate, value in said
        if predicate == SKOS.definition and isinstance(value, Literal)
    }
    return [
        (subject, definitions[subject])
        for subject, predicate, value in said
        if (predicate, value) == (RDF.type, SKOS.Concept) and subject.startswith(SCHEME_IRI)
    ]


def test_every_concept_has_a_page_with_its_definition(client: TestClient) -> None:
    found = concepts()
    assert len(found) > 250
    for iri, definition in found:
        answer = client.get(iri.replace(SCHEME_IRI, "/def/"), headers={"Accept": "text/html"})
        assert answer.status_code == 200, iri
        assert " ".join(definition.split()) in " ".join(unescape(answer.text).split()), iri


def test_every_scheme_has_a_page_with_its_concepts(client: TestClient) -> None:
    for name in sorted({iri.removeprefix(SCHEME_IRI).partition("/")[0] for iri, _ in concepts()}):
        page = client.get(f"/def/{name}", headers={"Accept": "text/html"}).text
        inside = [iri.rpartition("/")[2] for iri, _ in concepts() if iri.startswith(f"{SCHEME_IRI}{name}/")]
        assert all(f'<h3 id="{each}">' in page for each in inside), name
