"""The page of a dataset tells search engines what they need: schema.org's Dataset as Google asks for it.

https://developers.google.com/search/docs/appearance/structured-data/dataset
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from lod.namespaces import OGL, OGL_ATTRIBUTION

BASE = "https://data.example.org/"
DATASET = f"{BASE}dataset/test-inspections"


@pytest.fixture(scope="module")
def said(client: TestClient) -> dict[str, Any]:
    page = client.get("/dataset/test-inspections", headers={"Accept": "text/html"})
    (script,) = LexborHTMLParser(page.text).css('head script[type="application/ld+json"]')
    found = json.loads(script.text())
    assert isinstance(found, dict)
    return found


def test_what_is_required_is_there(said: dict[str, Any]) -> None:
    assert (said["@context"], said["@type"]) == ("https://schema.org/", "Dataset")
    assert said["name"] == "Inspections <for> tests & trials"
    assert 50 <= len(said["description"]) <= 5000


def test_what_is_recommended_is_there(said: dict[str, Any]) -> None:
    (creator,) = said["creator"]
    assert said["identifier"] == said["@id"] == DATASET
    assert said["url"] == f"{DATASET}.html"
    assert said["license"] == OGL
    assert said["creditText"] == OGL_ATTRIBUTION
    assert said["isAccessibleForFree"] is True
    assert said["temporalCoverage"] == "2024-05-01/2025-08-07"
    assert said["version"] == "2025-08-07-000000000001"
    assert said["dateModified"] == "2025-08-07"
    assert "inspection" in said["keywords"]
    assert said["inLanguage"] == ["en"]
    assert (creator["@type"], creator["name"]) == ("Organization", "Test Inspectorate")
    assert creator["url"] == "https://inspectorate.example.org/"
    assert creator["contactPoint"]["email"] == "data@example.org"
    (catalogue,) = said["includedInDataCatalog"]
    assert (catalogue["@type"], catalogue["@id"]) == ("DataCatalog", BASE)
    assert {each["name"] for each in said["isBasedOn"]} == {"sources/east.txt", "sources/register.csv"}


def test_every_download_is_there_in_the_format_that_is_named(client: TestClient, said: dict[str, Any]) -> None:
    formats = {each["encodingFormat"] for each in said["distribution"]}
    assert {"application/n-quads", "text/turtle", "application/ld+json", "text/csv", "application/gzip"} <= formats
    for each in said["distribution"]:
        answer = client.head(each["contentUrl"].replace(BASE, "/"), headers={"Accept-Encoding": "identity"})
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == each["encodingFormat"]
        assert each["contentSize"] == f"{answer.headers['content-length']} B"
        assert len(each["sha256"]) == 64
        assert each["license"] == OGL


def test_no_text_ends_the_script(client: TestClient) -> None:
    page = client.get("/dataset/test-inspections.html").text
    script = page[page.index('<script type="application/ld+json">') :].partition(">")[2].partition("</script>")[0]
    assert "<" not in script


def test_pages_of_terms_have_no_structured_data(client: TestClient) -> None:
    assert '<script type="application/ld+json">' not in client.get("/def/hmi-probation-rating.html").text
