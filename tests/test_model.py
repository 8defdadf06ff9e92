"""Dates keep the precision of their source; problems say what, where and what is accepted."""

from __future__ import annotations

import datetime

import pytest

from lod.model import PartialDate, Problem
from lod.namespaces import XSD


@pytest.mark.parametrize(
    ("text", "datatype", "first", "last"),
    [
        ("2025-08-07", XSD.date, (2025, 8, 7), (2025, 8, 7)),
        ("2024-02", XSD.gYearMonth, (2024, 2, 1), (2024, 2, 29)),
        ("2025", XSD.gYear, (2025, 1, 1), (2025, 12, 31)),
    ],
)
def test_precision_is_kept(text: str, datatype: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    date = PartialDate.parse(text)
    assert (str(date), date.datatype) == (text, datatype)
    assert (date.first_day, date.last_day) == (datetime.date(*first), datetime.date(*last))


@pytest.mark.parametrize("text", ["2019-02-30", "2025-13", "25-01-01", "2025-1-1", "", "August 2025", "2025-08-07T00"])
def test_what_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is datetime's where the calendar refuses
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("problem", "message"),
    [
        (
            Problem("register.csv", "no such rating", "Adequate", "Good, Inadequate", row=7, column="rating"),
            "register.csv, row 7, column 'rating': no such rating: found 'Adequate'; accepted: Good, Inadequate",
        ),
        (Problem("a.txt", "no unit", start=3, end=9), "a.txt, characters 3–9: no unit"),
    ],
    ids=["table", "text"],
)
def test_problem_reads_as_a_sentence(problem: Problem, message: str) -> None:
    assert str(problem) == message
