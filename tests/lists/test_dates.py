"""Dates of members, as precise as they are: ranges and order."""

from __future__ import annotations

import pytest

from lod.lists import bits
from lod.lists.bits import Order
from lod.lists.dates import Dates, in_order
from lod.model import PartialDate

MEMBERS = ["a", "b", "c", "d", "e", "f"]
IN_ORDER = ["", "2023-12-31", "2024", "2024-05", "2024-05-10"]
DATES = Dates(IN_ORDER, [0, 1, 2, 3, 4, 6], Order.of([2, 4, 3, 1, 0, 5]), MEMBERS)
WRITTEN = ["2024-05-10", "2024-05", "", "2024", "2023-12-31", "2024-05-10"]
"""The date of each."""


def test_each_member_has_its_date() -> None:
    assert [DATES.text(place) for place in range(len(MEMBERS))] == WRITTEN


def test_dates_are_in_order() -> None:
    assert in_order(WRITTEN) == IN_ORDER


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        pytest.param("abcdef", ("2023-12-31", "2024-05-10"), id="all"),
        pytest.param("bcd", ("2024", "2024-05"), id="one has no date"),
        pytest.param("a", ("2024-05-10", "2024-05-10"), id="one"),
        pytest.param("c", ("", ""), id="none has a date"),
        pytest.param("", ("", ""), id="none"),
    ],
)
def test_a_set_spans_its_first_date_to_its_last(members: str, expected: tuple[str, str]) -> None:
    assert DATES.span(bits.of_places(map(MEMBERS.index, members), len(MEMBERS))) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param("2024-05-10", "2024-05-10", "af", id="a day"),
        pytest.param("2024-05", "2024-05", "abf", id="a month holds itself and its days"),
        pytest.param("2024-05-01", "2024-05-30", "af", id="a month is not in what lacks its last day"),
        pytest.param("2024", "2024", "abdf", id="a year"),
        pytest.param("2023", None, "abdef", id="from a year on; what has no date is in no range"),
        pytest.param(None, "2024-01", "e", id="up to a month, in which a year is not"),
        pytest.param("2025", "2024", "", id="the wrong way round"),
    ],
)
def test_what_lies_in_a_range_lies_in_it_with_all_its_days(first: str | None, last: str | None, expected: str) -> None:
    found = DATES.within(first and PartialDate.parse(first), last and PartialDate.parse(last))  # type: ignore[arg-type]
    assert "".join(MEMBERS[place] for place in bits.places(found)) == expected


def test_members_stand_in_the_order_of_their_first_days_and_then_of_their_iris() -> None:
    everything = (1 << len(MEMBERS)) - 1
    assert "".join(MEMBERS[place] for place in DATES.order.lowest(everything, 6)) == "cedbaf"


@pytest.mark.parametrize(
    ("date", "iri", "expected"),
    [
        pytest.param("2024-05-10", "a", (4, 5), id="a member"),
        pytest.param("2024-05-10", "b", (5, 5), id="between two of a day"),
        pytest.param("2024-05-09", "z", (4, 4), id="of a day that none has"),
        pytest.param("", "c", (0, 1), id="without a date"),
        pytest.param("2030", "a", (6, 6), id="after all"),
    ],
)
def test_a_cursor_has_its_rank_whether_its_member_is_there_or_not(
    date: str, iri: str, expected: tuple[int, int]
) -> None:
    assert DATES.ranks(date, iri) == expected
