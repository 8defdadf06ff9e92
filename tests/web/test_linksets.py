"""What machines find from a page: FAIR Signposting in headers (level 1) and in link sets (level 2, RFC 9264)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lod.web.signposts import uri
from tests.web import test_retired
from tests.web.clients import required
from tests.web.published import ABOUT, LIMITS
from tests.web.running import served

BASE = "https://data.example.org"
HOST = "http://testserver"
OGL = "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
INSPECTION = "/inspection/probation-region/N53/2025-08-07"
DOCUMENT, DATASET = f"/doc{INSPECTION}", "/dataset/test-inspections"
RELEASE = "/release/2025-08-07-000000000001"
PAGE = {"Accept": "text/html"}
RDF = [
    ("ttl", "text/turtle"),
    ("jsonld", "application/ld+json"),
    ("nt", "application/n-triples"),
    ("rdf", "application/rdf+xml"),
]

TABLES = [
    (f"{table}.{suffix}", kind)
    for table in ("inspections", "judgements", "units")
    for suffix, kind in (("csv", "text/csv"), ("parquet", "application/vnd.apache.parquet"))
]
FILES = ["data.jsonld", "data.ndjson", "data.nq", "data.ttl", *(name for name, _ in TABLES)]
"""Those of a dataset that are no compressed form of another."""

retired = test_retired.client


def signposts(answer: object, *rels: str) -> list[tuple[str, str, str]]:
    """The links of some relations: the relation, the target, its media type."""
    found = re.findall(r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?', answer.headers["link"])  # type: ignore[attr-defined]
    return sorted((rel, href, kind) for href, rel, kind in found if rel in rels)


# --- in headers


def test_a_page_says_what_to_cite_what_it_is_and_who_made_it(client: TestClient) -> None:
    assert signposts(
        client.get(DOCUMENT, headers=PAGE), "cite-as", "type", "author", "license", "item", "collection"
    ) == [
        ("author", "https://inspectorate.example.org/", ""),
        ("cite-as", f"{BASE}/id{INSPECTION}", ""),
        ("collection", "/doc/inspection", ""),
        ("item", f"/id{INSPECTION}/judgement/overall", ""),
        ("license", OGL, ""),
        ("type", "https://schema.org/AboutPage", ""),
        ("type", "https://w3id.org/inspection-results/def#Inspection", ""),
    ]


def test_a_page_leads_to_its_metadata_and_back(client: TestClient) -> None:
    described = [("describedby", f"{DOCUMENT}.{suffix}", kind) for suffix, kind in RDF]
    assert signposts(client.get(DOCUMENT, headers=PAGE), "describedby", "describes") == sorted(
        [("describedby", DATASET, ""), *described]
    )
    for suffix, _ in RDF:
        answer = client.get(f"{DOCUMENT}.{suffix}")
        assert signposts(answer, "describes") == [("describes", DOCUMENT, "text/html")]
        assert "AboutPage" not in answer.headers["link"]


def test_a_dataset_leads_to_its_dumps_and_they_back(client: TestClient) -> None:
    answer = client.get(DATASET, headers=PAGE)
    assert signposts(answer, "cite-as", "type", "author", "license", "item") == [
        ("author", "https://inspectorate.example.org/", ""),
        ("cite-as", f"{BASE}{DATASET}", ""),
        ("item", f"{RELEASE}/data.jsonld", "application/ld+json"),
        ("item", f"{RELEASE}/data.ndjson", "application/x-ndjson"),
        ("item", f"{RELEASE}/data.nq", "application/n-quads"),
        ("item", f"{RELEASE}/data.ttl", "text/turtle"),
        *(("item", f"{RELEASE}/{name}", kind) for name, kind in TABLES),
        ("license", OGL, ""),
        ("type", "http://www.w3.org/ns/dcat#Dataset", ""),
        ("type", "https://schema.org/AboutPage", ""),
        ("type", "https://schema.org/Dataset", ""),
    ]
    for _, dump, kind in signposts(answer, "item"):
        sent = client.get(dump)
        assert sent.headers["content-type"].partition(";")[0] == kind
        assert signposts(sent, "collection") == [("collection", DATASET, "text/html")]
    assert DATASET not in [href for _, href, _ in signposts(answer, "describedby")]


def test_a_memento_cites_the_thing_and_has_no_link_set(client: TestClient) -> None:
    answer = client.get(f"{RELEASE}{DOCUMENT}", headers=PAGE)
    assert signposts(answer, "cite-as") == [("cite-as", f"{BASE}/id{INSPECTION}", "")]
    assert ("describedby", f"{RELEASE}{DOCUMENT}.ttl", "text/turtle") in signposts(answer, "describedby")
    assert signposts(answer, "linkset") == []


def test_what_was_taken_back_has_the_links_of_any_document(retired: TestClient) -> None:
    path = f"/doc{test_retired.SUPERSEDED}"
    answer = retired.get(path, headers=PAGE)
    assert answer.status_code == 410
    assert signposts(answer, "cite-as", "license") == [
        ("cite-as", f"{BASE}/id{test_retired.SUPERSEDED}", ""),
        ("license", OGL, ""),
    ]
    assert ("alternate", f"{path}.ttl", "text/turtle") in signposts(answer, "alternate")
    assert len(signposts(answer, "linkset")) == 2
    assert retired.get(f"/linkset/json{path}").status_code == 200


def test_an_iri_is_a_uri_in_a_header() -> None:
    assert uri("https://bücher.example/é?a=%20#b") == "https://b%C3%BCcher.example/%C3%A9?a=%20#b"
    assert uri(f"{BASE}/id/unit/x/A%2FB") == f"{BASE}/id/unit/x/A%2FB"


# --- link sets


def test_pages_lead_to_their_link_sets(client: TestClient) -> None:
    for path in (DOCUMENT, DATASET):
        found = signposts(client.get(f"{path}.ttl"), "linkset")
        assert found == [
            ("linkset", f"/linkset/json{path}", "application/linkset+json"),
            ("linkset", f"/linkset/link{path}", "application/linkset"),
        ]
        for _, address, kind in found:
            assert client.get(address).headers["content-type"] == kind


def test_a_link_set_in_json_has_a_context_for_the_page_and_one_for_each_format(client: TestClient) -> None:
    first, *others = client.get(f"/linkset/json{DOCUMENT}").json()["linkset"]
    assert first == {
        "anchor": f"{HOST}{DOCUMENT}",
        "cite-as": [{"href": f"{BASE}/id{INSPECTION}"}],
        "type": [
            {"href": "https://w3id.org/inspection-results/def#Inspection"},
            {"href": "https://schema.org/AboutPage"},
        ],
        "item": [{"href": f"{HOST}/id{INSPECTION}/judgement/overall"}],
        "collection": [{"href": f"{HOST}/doc/inspection"}],
        "author": [{"href": "https://inspectorate.example.org/"}],
        "describedby": [
            *({"href": f"{HOST}{DOCUMENT}.{suffix}", "type": kind} for suffix, kind in RDF),
            {"href": f"{HOST}{DATASET}"},
        ],
        "license": [{"href": OGL}],
    }
    back = [{"href": f"{HOST}{DOCUMENT}", "type": "text/html"}]
    assert others == [{"anchor": f"{HOST}{DOCUMENT}.{suffix}", "describes": back} for suffix, _ in RDF]


def test_a_link_set_as_links_says_the_same(client: TestClient) -> None:
    lines = client.get(f"/linkset/link{DATASET}").text.rstrip("\n").split(",\n")
    pattern = r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?; anchor="([^"]*)"'
    found = [re.fullmatch(pattern, line) for line in lines]
    said = {(each[4], each[2], each[1], each[3]) for each in found if each}
    assert len(said) == len(lines)
    assert said == {
        (context["anchor"], rel, target["href"], target.get("type"))
        for context in client.get(f"/linkset/json{DATASET}").json()["linkset"]
        for rel, targets in context.items()
        if rel != "anchor"
        for target in targets
    }


@pytest.mark.parametrize("path", ["/doc/unit/none/at-all", "/dataset/none", "/sparql", "/"])
def test_what_is_not_there_has_no_link_set(client: TestClient, path: str) -> None:
    for name in ("json", "link"):
        assert client.get(f"/linkset/{name}{path}", headers={"Accept": "application/json"}).status_code == 404


# --- a client that others wrote


@pytest.mark.engine
def test_the_signposting_client_finds_the_same_in_headers_and_in_link_sets(output: Path) -> None:
    signposting = required("signposting")
    with served(ABOUT, output, LIMITS) as server:
        for path, cited, items in (
            (DOCUMENT, f"{BASE}/id{INSPECTION}", {f"{server}/id{INSPECTION}/judgement/overall"}),
            (DATASET, f"{BASE}{DATASET}", {f"{server}{RELEASE}/{each}" for each in FILES}),
        ):
            in_headers = signposting.find_signposting_http(f"{server}{path}")
            assert len(in_headers.linksets) == 2
            sets = [signposting.find_signposting_linkset(each.target) for each in in_headers.linksets]
            for found in (in_headers, *(each.for_context(f"{server}{path}") for each in sets)):
                assert found.citeAs.target == cited
                assert found.license.target == OGL
                assert {each.target for each in found.items} == items
                assert {each.target for each in found.authors} == {"https://inspectorate.example.org/"}
                assert {str(each.type) for each in found.describedBy if each.type} == {kind for _, kind in RDF}
