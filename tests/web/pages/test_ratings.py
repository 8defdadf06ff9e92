"""How ratings look: a colour by the place on their own scale, and never a colour alone."""

from collections.abc import Mapping

import pytest
from starlette.testclient import TestClient

from lod.iris import concept
from lod.web.pages import dates
from lod.web.pages.ratings import Rating, levels


@pytest.fixture(scope="module")
def known(client: TestClient) -> Mapping[str, Rating]:
    """What the release of the tests knows."""
    found: Mapping[str, Rating] = client.app.state.site.current().ratings  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize(
    ("level", "place", "colour", "standing"),
    [
        ("outstanding", 1, "green", "the highest of 4 levels"),
        ("good", 2, "teal", "number 2 of 4 levels, counted from the highest"),
        ("requires-improvement", 3, "orange", "number 3 of 4 levels, counted from the highest"),
        ("inadequate", 4, "red", "the lowest of 4 levels"),
        ("not-rated", None, "grey", "a status, which is no level of the scale"),
    ],
)
def test_a_rating_has_its_place_on_its_scale(
    known: Mapping[str, Rating], level: str, place: int | None, colour: str, standing: str
) -> None:
    rating = known[concept("hmi-probation-rating", level)]
    assert (rating.place, rating.colour, rating.standing) == (place, colour, standing)


def test_levels_stand_in_their_order_without_statuses(known: Mapping[str, Rating]) -> None:
    names = [each.name for each in levels(known, concept("fhrs-rating", "")[:-1])]
    assert [name[0] for name in names] == ["0", "1", "2", "3", "4", "5"]


@pytest.mark.parametrize("scale", ["fhrs-rating", "fhis-rating"])
def test_food_hygiene_ratings_say_that_they_reflect_the_date_of_the_inspection(
    known: Mapping[str, Rating], scale: str
) -> None:
    notes = {each.note for each in known.values() if each.scale == concept(scale, "")[:-1]}
    assert len(notes) == 1
    assert "on the date of the inspection" in notes.pop()


@pytest.mark.parametrize(
    ("date", "words", "years"),
    [
        ("2025-08-07", "7 August 2025", 2025.599),
        ("2025-02", "February 2025", 2025.124),
        ("2025", "2025", 2025.5),
        ("in spring", "in spring", None),
    ],
)
def test_dates_are_as_precise_as_the_source(date: str, words: str, years: float | None) -> None:
    assert dates.words(date) == words
    found = dates.years(date)
    assert (round(found, 3) if found else found) == years
