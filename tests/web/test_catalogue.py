"""The publication describes itself: home page, DCAT catalogue, datasets, VoID."""

from pathlib import Path

import pytest
import rdflib
from starlette.testclient import TestClient

from lod import releases

OGL = "<http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/>"
BASE = "https://data.example.org/"


def test_home_is_a_page_for_people(client: TestClient) -> None:
    page = client.get("/", headers={"Accept": "text/html"}).text
    assert "<h1>Inspections &lt;for&gt; tests &amp; trials</h1>" in page
    assert 'href="/sparql"' in page
    assert 'href="/def/hmi-probation-rating"' in page


@pytest.mark.parametrize("path", ["/", "/catalogue", "/catalogue.nt"])
def test_home_is_the_catalogue_for_programs(client: TestClient, path: str) -> None:
    said = client.get(path, headers={"Accept": "application/n-triples"})
    assert said.headers["content-type"] == "application/n-triples"
    assert f"<{BASE}dataset/test-inspections> <http://purl.org/dc/terms/license> {OGL} .\n" in said.text
    assert '</catalogue.ttl>; rel="alternate"; type="text/turtle"' in client.get("/").headers["link"]


def test_a_dataset_has_a_document(client: TestClient) -> None:
    said = client.get("/dataset/test-inspections.nt").text
    assert f"<{BASE}dataset/test-inspections> " in said
    assert "http://www.w3.org/ns/dcat#downloadURL" in said
    assert client.get("/dataset/test-inspections", headers={"Accept": "text/html"}).status_code == 200
    assert client.get("/dataset/another").status_code == 404


def test_every_download_that_the_catalogue_names_is_there(client: TestClient) -> None:
    lines = client.get("/catalogue.nt").text.splitlines()
    addresses = [line.split()[2].strip("<>") for line in lines if "dcat#downloadURL" in line]
    assert len(addresses) >= 3
    assert all(client.head(address.replace(BASE, "/")).status_code == 200 for address in addresses)


def test_void_is_where_it_is_looked_for(client: TestClient) -> None:
    answer = client.get("/.well-known/void", headers={"Accept": "text/html,*/*;q=0.1"})
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    count = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).json()
    counted = count["results"]["bindings"][0]["n"]["value"]
    said = client.get("/.well-known/void", headers={"Accept": "application/n-triples"}).text
    assert f'<http://rdfs.org/ns/void#triples> "{counted}"^^<http://www.w3.org/2001/XMLSchema#integer>' in said


@pytest.mark.parametrize("path", ["/", "/catalogue", "/catalogue.nt"])
def test_the_catalogue_is_the_same_however_it_is_reached(client: TestClient, output: Path, path: str) -> None:
    file = client.get(f"/release/{releases.current(output).id}/catalogue.nt").content
    assert client.get(path, headers={"Accept": "application/n-triples"}).content == file


@pytest.mark.parametrize("path", ["/.well-known/void", "/void.nt"])
def test_void_is_the_same_however_it_is_reached(client: TestClient, output: Path, path: str) -> None:
    file = client.get(f"/release/{releases.current(output).id}/void.nt").content
    assert client.get(path, headers={"Accept": "application/n-triples"}).content == file


@pytest.mark.parametrize("suffix", ["ttl", "rdf", "jsonld"])
def test_a_dataset_is_described_as_the_catalogue_does_in_every_syntax(client: TestClient, suffix: str) -> None:
    """Its document says nothing else of it, and leaves out only what belongs to the catalogue and the service."""
    about = rdflib.URIRef(f"{BASE}dataset/test-inspections")
    whole = rdflib.Graph().parse(data=client.get("/catalogue.nt").text, format="nt")
    syntax = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}[suffix]
    part = rdflib.Graph().parse(data=client.get(f"/dataset/test-inspections.{suffix}").text, format=syntax)
    assert len(part) > 100
    assert set(part) <= set(whole)
    assert set(part.predicate_objects(about)) == set(whole.predicate_objects(about))
