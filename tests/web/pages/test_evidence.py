"""From every fact to the words that state it: quotation, offsets, source document and digest, on pages and as data."""

from __future__ import annotations

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser as Html
from starlette.testclient import TestClient

from tests.web.published import PROSE, TABLE

INSPECTION = "/inspection/probation-region/N53/2025-08-07"
ODD_INSPECTION = "/inspection/probation-delivery-unit/A%2FB%20%26%20%C3%A9/2024-05"
SOURCES = {PROSE.name: PROSE.sha256, TABLE.name: TABLE.sha256}
NEED_NO_EVIDENCE = {
    "@context", "id", "type", "label", "inspects", "inspectedBy", "underProgramme", "fieldworkStart", "fieldworkEnd",
    "overallRating", "reportedIn", "hasJudgement", "hasSample", "hasMeasure", "makesRecommendations", "wasDerivedFrom",
    "included",
}  # fmt: skip


def page(client: TestClient, path: str) -> Html:
    return Html(client.get(path, headers={"Accept": "text/html"}).text)


def data(client: TestClient, path: str) -> Any:
    return client.get(f"{path}.jsonld").json()


def everything(value: Any) -> list[dict[str, Any]]:
    """Every object of a document, the nested ones too."""
    if isinstance(value, list):
        return [each for member in value for each in everything(member)]
    if isinstance(value, dict):
        return [value, *(each for key, member in value.items() if key != "@context" for each in everything(member))]
    return []


@pytest.mark.parametrize(
    ("path", "sources"), [(INSPECTION, [PROSE.name]), (ODD_INSPECTION, [TABLE.name])], ids=["prose", "table"]
)
def test_a_page_ends_with_its_sources_and_their_digests(client: TestClient, path: str, sources: list[str]) -> None:
    rows = page(client, f"/doc{path}").css("#sources + div table tbody tr")
    assert [[each.text().strip() for each in row.css("th, td")] for row in rows] == [
        [name, SOURCES[name]] for name in sources
    ]
    assert [row.css_first("a").attributes["href"] for row in rows] == [
        f"/id/source/{SOURCES[name][:16]}" for name in sources
    ]


def test_every_part_of_an_inspection_has_its_evidence_beside_it(client: TestClient) -> None:
    for line in page(client, f"/doc{INSPECTION}").css("dd:has(> .where)"):
        assert line.css_first("q").text() == "a sentence"
        source, place, _supported = [each.attributes["href"] or "" for each in line.css("a")]
        assert source == f"/id/source/{PROSE.sha256[:16]}"
        assert "/evidence/" in place
        assert "characters 10–20" in line.text()


def test_a_json_object_leads_to_quotation_offsets_source_and_digest(client: TestClient) -> None:
    said = data(client, f"/doc{INSPECTION}")
    objects = {each["id"]: each for each in everything(said) if "id" in each and len(each) > 1}
    parts = [each for each in objects.values() if "wasDerivedFrom" in each]
    assert len(parts) == 8
    for evidence in (each for part in parts for each in part["wasDerivedFrom"]):
        selectors = {kind: each for each in evidence["hasSelector"] for kind in each["type"]}
        assert selectors["TextQuoteSelector"]["exact"] == "a sentence"
        position = selectors["TextPositionSelector"]
        assert (position["start"], position["end"]) == (10, 20)
        source = evidence["hasSource"]
        document = objects[source["id"] if isinstance(source, dict) else source]
        [checksum] = [document["checksum"]] if isinstance(document["checksum"], dict) else document["checksum"]
        assert checksum["checksumValue"] == PROSE.sha256
    assert said.keys() - NEED_NO_EVIDENCE == {"issued", "recommendationCount"}


def test_a_unit_leads_to_the_evidence_of_each_inspection(client: TestClient) -> None:
    tree = page(client, "/doc/unit/probation-region/N53")
    [link] = tree.css("a[href$='#sources']")
    assert link.attributes["href"] == f"/id{INSPECTION}#sources"
    assert link.attributes["aria-label"] == "evidence for East Midlands: inspection 2025-08-07"
    assert page(client, f"/doc{INSPECTION}").css("#sources")


def test_a_source_says_what_it_is_and_what_was_read_from_it_in_its_order(client: TestClient) -> None:
    tree = page(client, f"/doc/source/{PROSE.sha256[:16]}")
    assert tree.css_first("h1").text() == PROSE.name
    assert PROSE.sha256 in tree.css_first("main dl").text()
    lines = [" ".join(each.text().split()) for each in tree.css("#read ~ ul:not(.inline) > li")]
    assert "East Midlands: inspection 2025-08-07: a sentence characters 10–20; supports published" in lines
    assert "overall judgement: a sentence characters 10–20; supports rating" in lines
    [report] = [each for each in tree.css("#read ~ ul:not(.inline) > li") if each.text().strip().startswith("East: ")]
    assert report.css_first("a").attributes["href"] == "https://inspectorate.example.org/east"
    assert not tree.css("#sources")


def test_a_row_is_told_once_with_its_inspection(client: TestClient) -> None:
    [line] = page(client, f"/doc/source/{TABLE.sha256[:16]}").css("#read ~ ul:not(.inline) > li")
    assert " ".join(line.text().split()) == "Odd & <Sons>: inspection 2024-05: row 2"


def test_the_data_of_a_source_hold_what_was_read_from_it(client: TestClient) -> None:
    said = data(client, f"/doc/source/{PROSE.sha256[:16]}")
    assert said["checksum"]["checksumValue"] == PROSE.sha256
    read = [each for each in everything(said) if "Evidence" in each.get("type", ())]
    assert len(read) > 5
    assert all(each["hasSelector"] for each in read)


def test_other_pages_have_no_sources(client: TestClient) -> None:
    tree = page(client, "/def/hmi-probation-rating/good")
    assert not tree.css("#sources, #read")
