"""Pages for people: what is said of a thing, by names, with links to the server in use and nothing from another."""

import re

import pytest
from starlette.testclient import TestClient

from lod.web.description import Statements, readable
from lod.web.links import Links

PAGES = [
    "/",
    "/doc/unit/probation-region/N53",
    "/doc/inspection/probation-region/N53/2025-08-07",
    "/doc/unit",
    "/def/inspection",
    "/sparql",
    "/release/",
    "/dataset/test-inspections",
    "/nothing",
]


def page(client: TestClient, path: str) -> str:
    return client.get(path, headers={"Accept": "text/html"}).text


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_licence_release_date_and_contact(client: TestClient, path: str) -> None:
    text = page(client, path)
    assert "Contains public sector information licensed under the Open Government Licence v3.0." in text
    assert '<a href="/release/2025-08-07-000000000001/">' in text
    assert "newest publication in the data: 2025-08-07" in text
    assert "mailto:data@example.org" in text


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_whole_and_load_nothing_from_elsewhere(client: TestClient, path: str) -> None:
    text = page(client, path)
    assert '<html lang="en">' in text
    assert '<a class="skip" href="#main">' in text
    assert text.count("<h1>") == 1
    assert "<script" not in text
    assert not re.search(r"<[^>]+\s(style|onclick)=", text)
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)">', text) == ["/static/style.css"]


def test_an_inspection_shows_its_parts_and_their_evidence(client: TestClient) -> None:
    text = page(client, "/doc/inspection/probation-region/N53/2025-08-07")
    assert "Overall rating: <strong>" in text
    assert '<a href="/id/unit/probation-region/N53">East Midlands</a>' in text
    assert '<a href="/def/hmi-probation-rating/inadequate">Inadequate</a>' in text
    assert '<time datetime="2025-02">2025-02</time>' in text
    assert "a sentence" in text
    assert "330" in text


def test_a_unit_shows_rating_and_inspections(client: TestClient) -> None:
    text = page(client, "/doc/unit/probation-region/N53")
    assert "Current rating: <strong>" in text
    assert '<a href="/id/inspection/probation-region/N53/2025-08-07">' in text
    assert "Odd &amp; &lt;Sons&gt;" in text


@pytest.mark.parametrize(
    ("iri", "href"),
    [
        pytest.param("https://data.example.org/id/unit/a%2Fb", "/under/id/unit/a%2Fb", id="ours"),
        pytest.param(
            "https://w3id.org/inspection-results/def#Inspection", "/under/def/inspection#Inspection", id="term"
        ),
        pytest.param("https://w3id.org/inspection-results/scheme/a/b", "/under/def/a/b", id="concept"),
        pytest.param("https://w3id.org/inspection-results/def", "/under/def/inspection", id="ontology"),
        pytest.param("http://www.w3.org/ns/prov#used", "http://www.w3.org/ns/prov#used", id="elsewhere"),
        pytest.param("mailto:a@example.org", "mailto:a@example.org", id="mail"),
        pytest.param("javascript:alert(1)", None, id="script"),
        pytest.param("urn:x", None, id="urn"),
    ],
)
def test_links_lead_to_the_server_in_use(iri: str, href: str | None) -> None:
    assert Links("https://data.example.org/", "/under").href(iri) == href


@pytest.mark.parametrize(
    ("name", "words"),
    [("insp:fieldworkStart", "fieldwork start"), ("rdf:type", "type"), ("http://e.org/x#hasPart", "has part")],
)
def test_terms_are_read_as_words(name: str, words: str) -> None:
    assert readable(name) == words


def test_a_circle_of_parts_ends() -> None:
    kind = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "urn:Kind")
    triples = [("urn:a", *kind), ("urn:b", *kind), ("urn:a", "urn:part", "urn:b"), ("urn:b", "urn:part", "urn:a")]
    described = Statements(triples, Links("https://data.example.org/")).describe("urn:a")
    part = described.properties[0].values[0].part
    assert part is not None
    assert part.properties[0].values[0].part is None


def test_a_list_is_shown_as_its_members() -> None:
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    triples = [
        ("urn:a", "urn:members", "_:1"),
        ("_:1", f"{rdf}first", "urn:x"),
        ("_:1", f"{rdf}rest", "_:2"),
        ("_:2", f"{rdf}first", "urn:y"),
        ("_:2", f"{rdf}rest", f"{rdf}nil"),
    ]
    described = Statements(triples, Links("https://data.example.org/")).describe("urn:a")
    assert [value.text for value in described.properties[0].values] == ["urn:x", "urn:y"]
