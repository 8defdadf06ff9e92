"""Where a unit is among others of its area: a picture from coordinates alone, with a table, and links to maps."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser as Html
from starlette.testclient import TestClient

from lod.iris import concept
from lod.model import InspectedUnit, UnitKey
from lod.web.app import create_app
from tests.web.published import ABOUT, LIMITS, inspections, release

POINTS = {"here": ("52.6", "1.3"), "north": ("52.61", "1.3"), "east": ("52.6", "1.33"), "lost": None}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Units of one area, one of which has no coordinates, and one alone in another."""
    first = inspections()[1]
    norwich, alone = concept("food-authority", "232"), unit("alone", ("52.6", "1.3"), concept("food-authority", "402"))
    units = (*(unit(key, point, norwich) for key, point in POINTS.items()), alone)
    folder = tmp_path_factory.mktemp("places")
    facts = tuple(msgspec.structs.replace(first, inspects=each) for each in units)
    release(folder, "2025-08-07-000000000005", facts, lists=["food-authority"])
    with TestClient(create_app(ABOUT, folder, LIMITS), follow_redirects=False) as client:
        yield client


def unit(key: str, point: tuple[str, str] | None, area: str) -> InspectedUnit:
    lat, long = map(Decimal, point) if point else (None, None)
    return InspectedUnit(UnitKey("food-business", key), f"Unit {key}", area=area, latitude=lat, longitude=long)


def page(client: TestClient, key: str) -> Html:
    return Html(client.get(f"/doc/unit/food-business/{key}", headers={"Accept": "text/html"}).text)


def test_others_of_the_area_stand_by_their_distance(client: TestClient) -> None:
    rows = page(client, "here").css("[aria-label='Other units by distance'] tbody tr")
    found = [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in rows]
    assert found == [["Unit north", "1.1", "Good"], ["Unit east", "2.0", "Good"]]


def test_the_table_says_how_many_of_the_others_it_has(client: TestClient) -> None:
    caption = page(client, "here").css_first("[aria-label='Other units by distance'] caption")
    assert caption is not None
    assert caption.text() == "Other units by distance: 2 of 3 others"


def test_they_are_drawn_around_it(client: TestClient) -> None:
    (drawn,) = page(client, "here").css("#place ~ figure svg")
    assert len(drawn.css("circle")) == 3
    assert [each.attributes["class"] for each in drawn.css("circle.here")] == ["dot teal here"]
    assert (drawn.attributes["aria-label"] or "").endswith(
        "2 of 3 others; the nearest of them is Unit north, 1.1 km away."
    )


def test_maps_are_a_link_away_and_none_is_loaded(client: TestClient) -> None:
    links = [each.attributes["href"] or "" for each in page(client, "alone").css("#place + p a")]
    assert links[0] == "geo:52.6,1.3"
    assert links[1].startswith("https://www.openstreetmap.org/?mlat=52.6&mlon=1.3#")


@pytest.mark.parametrize("key", ["lost", "alone"])
def test_without_coordinates_or_others_nothing_is_drawn(client: TestClient, key: str) -> None:
    shown = page(client, key)
    assert not shown.css("#place ~ figure")
    assert bool(shown.css("#place")) is (key == "alone")
