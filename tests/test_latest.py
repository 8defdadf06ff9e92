"""The latest inspection is the one that is surely later than every other; what cannot be told is not said."""

from __future__ import annotations

import pytest

from lod.latest import Dated, latest, latest_rated
from lod.model import PartialDate


def dated(*dates: str | None) -> list[Dated]:
    return [Dated(f"i{n}", PartialDate.parse(date) if date else None, "good") for n, date in enumerate(dates)]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        pytest.param(["2023-03-30", "2024"], "i1", id="a later year"),
        pytest.param(["2025-08-07", "2025-04"], "i0", id="a later month, whatever the order"),
        pytest.param([None], "i0", id="the only one, though undated"),
        pytest.param(["2025", "2025-08-07"], None, id="a year that holds the other's day"),
        pytest.param(["2025-08", "2025-08"], None, id="the same month"),
        pytest.param(["2025-08-07", None], None, id="one undated among several"),
        pytest.param([], None, id="none"),
    ],
)
def test_latest(dates: list[str | None], expected: str | None) -> None:
    found = latest(dated(*dates))
    assert (found.iri if found else None) == expected


def test_current_rating_passes_over_inspections_without_one() -> None:
    rated, unrated = Dated("a", PartialDate(2023), "good"), Dated("b", PartialDate(2025), None)
    assert latest([rated, unrated]) == unrated
    assert latest_rated([rated, unrated]) == rated
    assert latest_rated([unrated]) is None
