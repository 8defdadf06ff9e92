"""The latest inspection is the one that is surely later than every other; what cannot be told is not said."""

from __future__ import annotations

import pytest

from lod.latest import Dated, Stated, as_of, latest, latest_rated
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


def stated(*times: tuple[str | None, str | None, str | None]) -> list[Stated]:
    parsed = [[PartialDate.parse(each) if each else None for each in three] for three in times]
    return [Stated(f"j{n}", *three) for n, three in enumerate(parsed)]


OLDER, NEWER = ("2023-03-30", None, None), ("2024-09-03", None, None)
WRONG, RIGHT = ("2024-09-03", None, "2025-01-15"), ("2024-09-03", "2025-01-15", None)


@pytest.mark.parametrize(
    ("judgements", "at", "expected"),
    [
        pytest.param([OLDER, NEWER], "2024-09-02", "j0", id="the day before the newer one"),
        pytest.param([OLDER, NEWER], "2024-09-03", "j1", id="the day of its publication"),
        pytest.param([OLDER, NEWER], "2023-03-29", None, id="before the first"),
        pytest.param([OLDER, NEWER], "2024-08", "j0", id="a month in which nothing changed"),
        pytest.param([OLDER, NEWER], "2024", None, id="a year in which it changed"),
        pytest.param([OLDER, NEWER], "2025", "j1", id="a year after"),
        pytest.param([OLDER, ("2024", None, None)], "2024-06-01", None, id="a day in the year of the newer one"),
        pytest.param([OLDER, ("2024", None, None)], "2025-01-01", "j1", id="the first day after that year"),
        pytest.param([OLDER, ("2023", None, None)], "2025", None, id="two of which nobody knows which is later"),
        pytest.param([OLDER, (None, None, None)], "2025", None, id="one undated among several"),
        pytest.param([(None, None, None)], "2025", None, id="one undated alone"),
        pytest.param([OLDER, WRONG, RIGHT], "2025-01-14", "j1", id="wrong, the day before it was corrected"),
        pytest.param([OLDER, WRONG, RIGHT], "2025-01-15", "j2", id="right, from that day"),
        pytest.param([OLDER, WRONG, RIGHT], "2025-01", None, id="the month in which it was corrected"),
        pytest.param([OLDER, WRONG], "2025-01-15", "j0", id="withdrawn: the one before stands again"),
        pytest.param(
            [OLDER, ("2024-09-03", None, "2025")], "2025-06-01", None, id="withdrawn in a year, on a day of it"
        ),
        pytest.param(
            [OLDER, (None, "2024-06", "2024-01")], "2024", "j0", id="one taken back before it began never stood"
        ),
        pytest.param([], "2025", None, id="none"),
    ],
)
def test_as_of(judgements: list[tuple[str | None, str | None, str | None]], at: str, expected: str | None) -> None:
    found = as_of(stated(*judgements), PartialDate.parse(at))
    assert (found.iri if found else None) == expected
