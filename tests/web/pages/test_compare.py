"""Units side by side on one scale: of a type, within a unit, or named; never across scales."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from lod.iris import concept
from lod.model import Evidence, InspectedUnit, Inspection, Judgement, TableRow, UnitKey
from lod.web.app import create_app
from tests.web.published import ABOUT, LIMITS, REGION, TABLE, inspections, release

BASE = "https://data.example.org/"
TYPE = concept("unit-type", "probation-delivery-unit")
PROBATION, CARE = concept("hmi-probation-rating", "")[:-1], concept("cqc-rating", "")[:-1]
WITHIN = f"{BASE}id/unit/probation-region/N53"
ROW = (Evidence(TABLE.sha256, TableRow(3)),)


def judged(unit: InspectedUnit, scale: str, level: str) -> Inspection:
    """An inspection of a unit that gave it a level of a scale."""
    first = inspections()[1]
    return replace_inspection(first, unit, (Judgement(concept(scale, level), evidence=ROW),))


def replace_inspection(of: Inspection, unit: InspectedUnit, judgements: tuple[Judgement, ...]) -> Inspection:
    return msgspec.structs.replace(of, inspects=unit, judgements=judgements, evidence=ROW)


def unit(identifier: str, name: str) -> InspectedUnit:
    return InspectedUnit(UnitKey("probation-delivery-unit", identifier), name, (), REGION.key)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A region with three units on one scale and one on another."""
    folder = tmp_path_factory.mktemp("compared")
    facts = (
        *inspections(),
        judged(unit("B", "Best"), "hmi-probation-rating", "outstanding"),
        judged(unit("A", "Another"), "hmi-probation-rating", "good"),
        judged(unit("C", "Elsewhere"), "cqc-rating", "good"),
    )
    release(folder, "2025-08-07-000000000002", facts)
    return TestClient(create_app(ABOUT, folder, LIMITS), follow_redirects=False)


def rows(client: TestClient, **asked: str) -> list[list[str]]:
    page = LexborHTMLParser(client.get("/compare", params=asked, headers={"Accept": "text/html"}).text)
    return [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in page.css("tbody tr")]


def test_units_of_a_type_stand_by_level_then_by_name(client: TestClient) -> None:
    assert rows(client, type=TYPE, scale=PROBATION) == [
        ["Best", "Outstanding", "May 2024"],
        ["Another", "Good", "May 2024"],
        ["Odd & <Sons>", "Good", "May 2024"],
    ]


def test_units_within_a_unit(client: TestClient) -> None:
    assert [row[0] for row in rows(client, region=WITHIN, scale=PROBATION)] == ["Best", "Another", "Odd & <Sons>"]
    assert rows(client, region=WITHIN, scale=CARE) == [["Elsewhere", "Good", "May 2024"]]


def test_scales_are_never_compared(client: TestClient) -> None:
    answer = client.get("/compare", params={"region": WITHIN}, headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["detail"] == (
        f"region: {WITHIN}: these units are rated on several scales, which are never compared; choose one with scale=:"
        f" {CARE}, {PROBATION}"
    )


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        pytest.param({"type": "food"}, 422, "type: found 'food'; accepted: an IRI", id="no IRI"),
        pytest.param({"type": TYPE, "region": WITHIN}, 422, "found type and region", id="two"),
        pytest.param({"type": TYPE, "scale": "urn:x"}, 422, "scale: found 'urn:x'; accepted: ", id="scale"),
        pytest.param({"type": TYPE, "scale": CARE, "start": "-1"}, 422, "start: found '-1'", id="start"),
        pytest.param({"unit": f"{BASE}id/unit/x/y"}, 422, "none of these units has a current rating", id="unknown"),
    ],
)
def test_what_cannot_be_compared_is_said(client: TestClient, asked: dict[str, str], status: int, said: str) -> None:
    answer = client.get("/compare", params=asked, headers={"Accept": "application/json"})
    assert (answer.status_code, said in answer.json()["detail"]) == (status, True), answer.json()


def test_without_parameters_it_offers_kinds_by_scale_and_units_with_parts(client: TestClient) -> None:
    page = LexborHTMLParser(client.get("/compare").text)
    texts = [each.text() for each in page.css("main li a")]
    assert "Probation delivery unit, on the HM Inspectorate of Probation rating scale" in texts
    assert "East Midlands" in texts
    for each in page.css("main li a"):
        assert client.get(each.attributes["href"] or "").status_code in (200, 400)


HOSTILE = "\"><script>alert(1)</script>'{{ 7 * 7 }}<img src=x onerror=alert(2)>"


@pytest.mark.parametrize(
    "path",
    [
        "/doc/unit/probation-delivery-unit/H",
        "/doc/inspection/probation-delivery-unit/H/2024-05",
        "/doc/unit/probation-region/N53",
        "/doc/unit",
        "/",
        f"/compare?region={WITHIN}",
    ],
)
def test_a_hostile_name_is_shown_and_never_run(tmp_path: Path, path: str) -> None:
    facts = (*inspections(), judged(unit("H", HOSTILE), "hmi-probation-rating", "good"))
    release(tmp_path, "2025-08-07-000000000003", facts)
    with TestClient(create_app(replace(ABOUT, title=HOSTILE), tmp_path, LIMITS)) as client:
        answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert "49" not in LexborHTMLParser(answer.text).css_first("h1").text()
    assert "&lt;script&gt;alert(1)" in answer.text
