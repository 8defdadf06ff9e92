"""The page of an area: its units by current rating, as the statistics count them, and the areas in it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser as Html
from starlette.testclient import TestClient

from lod.iris import concept
from lod.model import InspectedUnit, Judgement, UnitKey
from lod.web.app import create_app
from tests.web.published import ABOUT, LIMITS, inspections, release

NORWICH, EAST = concept("food-authority", "232"), concept("region", "east-of-england")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Two units in an authority of a region, one in the region itself, one in another unit, one on another scale."""
    first = inspections()[1]
    areas = {"a": NORWICH, "b": NORWICH, "c": EAST}
    units = (InspectedUnit(UnitKey("food-business", key), f"Unit {key}", area=area) for key, area in areas.items())
    folder = tmp_path_factory.mktemp("areas")
    food = InspectedUnit(UnitKey("food-business", "d"), "Unit d", area=concept("food-authority", "501"))
    very_good = (Judgement(concept("fhrs-rating", "5"), evidence=first.evidence),)
    rated = msgspec.structs.replace(first, inspects=food, judgements=very_good)
    facts = (*inspections(), rated, *(msgspec.structs.replace(first, inspects=unit) for unit in units))
    release(folder, "2025-08-07-000000000004", facts, lists=["food-authority", "probation-units"])
    with TestClient(create_app(ABOUT, folder, LIMITS), follow_redirects=False) as client:
        yield client


def page(client: TestClient, path: str) -> Html:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return Html(answer.text)


def rows(page: Html, table: str) -> list[list[str]]:
    return [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in page.css(f"{table} tbody tr")]


def test_an_authority_shows_its_units_with_their_ratings(client: TestClient) -> None:
    shown = page(client, "/def/food-authority/232")
    assert rows(shown, "[aria-labelledby=units]") == [["Unit a", "Good"], ["Unit b", "Good"]]
    assert shown.css_first("[aria-labelledby=units] a").attributes["href"] == "/id/unit/food-business/a"


def test_an_authority_shows_how_many_have_which_rating_as_a_picture_and_a_table(client: TestClient) -> None:
    shown = page(client, "/def/food-authority/232")
    assert "Good: 2." in (shown.css_first("figure svg").attributes["aria-label"] or "")
    assert rows(shown, "details") == [["Norwich City", "2"]]


def test_a_unit_that_contains_others_counts_them_too(client: TestClient) -> None:
    shown = page(client, "/doc/unit/probation-region/N53")
    assert rows(shown, "details") == [["East Midlands", "1"]]
    assert ["Odd & <Sons>", "Good"] in rows(shown, "[aria-labelledby=within]")


def test_a_region_shows_its_own_units_and_counts_those_of_its_areas(client: TestClient) -> None:
    shown = page(client, "/def/region/east-of-england")
    assert rows(shown, "[aria-labelledby=units]") == [["Unit c", "Good"]]
    assert rows(shown, "details") == [["East of England", "3"]]
    assert rows(shown, "[aria-label*=area]") == [["Norwich City", "2"]]
    uncounted = [each.text() for each in shown.css("main ul.columns a")]
    assert "Ipswich" in uncounted
    assert "Norwich City" not in uncounted


@pytest.mark.parametrize("path", ["/def/food-authority/232", "/def/region/east-of-england"])
def test_all_units_are_one_link_away_side_by_side_and_as_data(client: TestClient, path: str) -> None:
    links = [each.attributes["href"] or "" for each in page(client, path).css("main p a")]
    compared = next(each for each in links if each.startswith("/compare?region="))
    listed = next(each for each in links if each.startswith("/api/units.json?area="))
    units = 2 if "authority" in path else 3
    assert (len(rows(page(client, compared), "main")), client.get(listed).json()["count"]) == (units, units)


def test_what_a_reader_has_to_know_of_a_scale_stands_with_its_counts(client: TestClient) -> None:
    note = "The rating reflects the standards of food hygiene found on the date of the inspection, not those of today."
    for path in ("/", "/def/food-authority/501"):
        assert note in page(client, path).css_first("main").text()
    assert note not in page(client, "/def/food-authority/232").css_first("main").text()


def test_an_area_without_units_says_so(client: TestClient) -> None:
    assert "No unit here is published in this release." in page(client, "/def/region/wales").css_first("main").text()


@pytest.mark.parametrize(
    ("scheme", "term", "address"),
    [
        pytest.param("food-authority", "232", "/def/food-authority/232", id="concept"),
        pytest.param("probation-units", "N53", "/id/unit/probation-region/N53", id="unit"),
    ],
)
def test_a_long_list_leads_to_what_is_said_of_each(client: TestClient, scheme: str, term: str, address: str) -> None:
    shown = page(client, f"/def/{scheme}")
    assert [each.attributes["href"] for each in shown.css(f"li[id='{term}'] a")] == [address]


def test_the_data_of_an_area_say_nothing_of_units(client: TestClient) -> None:
    assert "/id/unit/" not in client.get("/def/food-authority/232.nt").text
