"""What a document says of earlier inspections of the unit, and which of its inspections this one is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lod.model import Inspection, Problem

Read = Callable[..., list[Inspection | Problem]]

NOW = "Leeds PDU has received an overall rating of ‘Good’. Published: 8 May 2025."


def only(facts: list[Inspection | Problem]) -> Inspection:
    (found,) = (each for each in facts if isinstance(each, Inspection))
    assert found.overall
    assert found.overall.rating
    assert found.overall.rating.endswith("/good")
    return found


@pytest.mark.parametrize(
    ("text", "rating", "date"),
    [
        ("It was last inspected in 2023, when it was rated ‘Inadequate’ overall.", "inadequate", "2023"),
        ("Leeds PDU was last inspected in 2022 (rated ‘Inadequate’).", "inadequate", "2022"),
        ("The PDU was previously rated ‘Inadequate’.", "inadequate", None),
        (
            "The PDU was previously rated ‘Inadequate’ in a report published in March 2023.",
            "inadequate",
            "2023-03",
        ),
        ("When we last inspected Leeds, in 2022, it was rated ‘Inadequate’.", "inadequate", "2022"),
        ("In 2022, the PDU was rated ‘Inadequate’.", "inadequate", "2022"),
        ("Much has changed since 2022, when the PDU was rated ‘Inadequate’.", "inadequate", "2022"),
        ("The rating is an improvement on its ‘Inadequate’ rating in 2022.", "inadequate", "2022"),
        ("The PDU’s previous rating, in August 2022, was ‘Inadequate’.", "inadequate", "2022-08"),
        ("Leeds PDU improves from ‘Inadequate’ to ‘Good’.", "inadequate", None),
        ("Inspectors have upgraded Leeds PDU from ‘Inadequate’ to ‘Good’.", "inadequate", None),
        ("It received ‘Inadequate’ in 2022.", "inadequate", "2022"),
        ("Two years ago the PDU was ‘Inadequate’.", "inadequate", None),
        ("In 2022, it was rated ‘Inadequate’. In 2019, it was rated ‘Outstanding’.", "inadequate", "2022"),
    ],
)
def test_the_previous_rating_and_its_date(read: Read, text: str, rating: str, date: str | None) -> None:
    found = only(read(f"{NOW} {text}"))
    assert found.previous_rating == f"https://w3id.org/inspection-results/scheme/hmi-probation-rating/{rating}"
    assert (str(found.previous_date) if found.previous_date else None) == date
    supported = {each.supports for each in found.evidence}
    assert "previousRating" in supported
    assert ("previousDate" in supported) == (date is not None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("York PDU was previously rated ‘Inadequate’.", id="of another unit"),
        pytest.param("Its leadership was previously rated ‘Inadequate’.", id="of a part"),
        pytest.param("It was last inspected in 2023.", id="no rating"),
        pytest.param("In 2026, it was rated ‘Inadequate’.", id="after this report"),
        pytest.param("It could have been rated ‘Inadequate’ in 2022.", id="only possible"),
        pytest.param("In 2022, it was rated ‘Inadequate’. It was rated ‘Good’ in 2022.", id="contradictory"),
    ],
)
def test_what_is_no_previous_rating(read: Read, text: str) -> None:
    found = only(read(f"{NOW} {text}"))
    assert (found.previous_rating, found.previous_date) == (None, None)


def test_of_several_units_each_has_its_own_previous_rating(read: Read) -> None:
    facts = read("Leeds PDU and York PDU have each been rated ‘Good’. York PDU was previously rated ‘Inadequate’.")
    found = {each.inspects.key.identifier: each.previous_rating for each in facts if isinstance(each, Inspection)}
    assert found["N55LEE"] is None
    assert (found["N55YRK"] or "").endswith("/inadequate")


@pytest.mark.parametrize(
    ("text", "number", "since"),
    [
        ("It is the PDU’s second inspection since 2021.", 2, "2021"),
        ("This was the first inspection of Leeds PDU.", 1, None),
        ("It is the PDU’s first inspection since unification in 2021.", 1, "2021"),
        (
            "The PDU has been inspected for the second time since the Probation Service merged in June 2021.",
            2,
            "2021-06",
        ),
        ("It is the first time the PDU has been inspected since June 2021.", 1, "2021-06"),
        ("This is the unit’s first inspection under the programme which began in October 2023.", 1, "2023-10"),
        ("Its first inspection, in 2022, found little.", None, None),
        ("It is the first region inspected in the programme.", None, None),
        ("The report is the third from the programme.", None, None),
        ("This was the first inspection of York PDU.", None, None),
        ("It is the first ‘Good’ rating since 2021.", None, None),
    ],
)
def test_the_number_of_the_inspection(read: Read, text: str, number: int | None, since: str | None) -> None:
    found = only(read(f"{NOW} {text}"))
    assert found.inspection_number == number
    assert (str(found.counted_since) if found.counted_since else None) == since


def test_two_numbers_are_a_problem(read: Read) -> None:
    facts = read(f"{NOW} It is the PDU’s second inspection. This was the first inspection of Leeds PDU.")
    (problem,) = (each for each in facts if isinstance(each, Problem))
    assert problem.message == "states two different numbers of the inspection"
    assert only(facts).inspection_number is None
