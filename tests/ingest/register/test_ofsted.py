"""Ofsted: social care providers with two header rows, children's services, area SEND, and a file that is CC BY."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod import profiles
from lod.iris import concept
from lod.model import InspectedUnit, PartialDate, TableRow, UnitKey
from tests.ingest.register.accounts import account, inspection, judged, not_inspected

PROVIDERS = "data/ofsted/buzzfeed-providers-as-at-2018-03-31.csv"
SERVICES = "data/ofsted/d2i-ofsted_csc_ilacs_overview.csv"
SEND = "data/ofsted/d2i-ofsted_csc_send_overview.csv"
OWNERSHIP = "data/ofsted/buzzfeed-private-sector-ownerships.csv"


# --- social care providers


def test_the_first_row_below_two_header_rows(shared: Path) -> None:
    fact = inspection("ofsted-social-care-csv", shared / PROVIDERS, 3)
    assert fact.inspects == InspectedUnit(
        UnitKey("ofsted-social-care-provider", "1027076"),
        "Medway Secure Training Centre",
        area=concept("region", "south-east"),
        address="Sir Evelyn Road, Rochester, Kent",
        postcode="ME1 3YB",
    )
    assert (fact.fieldwork_end, fact.issued) == (PartialDate(2016, 6, 24), PartialDate(2016, 8, 8))
    assert fact.under_programme == concept("programme", "ofsted-social-care")
    assert judged(fact) == {
        "overall": "inadequate",
        "outcomes-for-children": "requires-improvement",
        "quality-of-care": "inadequate",
        "safeguarding": "inadequate",
        "leadership-and-management": "inadequate",
    }
    assert [evidence.selector for evidence in fact.evidence] == [TableRow(3)]


def test_a_redacted_home_goes_by_what_it_is(shared: Path) -> None:
    unit = inspection("ofsted-social-care-csv", shared / PROVIDERS, 522).inspects
    assert unit.pref_label == f"Children's home {unit.key.identifier}"
    assert (unit.address, unit.postcode) == (None, None)


@pytest.mark.parametrize(
    ("row", "scale", "overall"),
    [
        (675, "ofsted-rating-to-2012", "satisfactory"),
        (522, "ofsted-rating-to-2015", "adequate"),
        (3, "ofsted-rating", "inadequate"),
    ],
    ids=["Satisfactory", "Adequate", "Inadequate"],
)
def test_a_row_is_on_one_scale_whole(shared: Path, row: int, scale: str, overall: str) -> None:
    fact = inspection("ofsted-social-care-csv", shared / PROVIDERS, row)
    assert {(each.rating or "").rsplit("/", 2)[-2] for each in fact.judgements} == {scale}
    assert judged(fact)["overall"] == overall


def test_an_adequate_standard_puts_a_good_inspection_on_the_former_scale(shared: Path) -> None:
    fact = inspection("ofsted-social-care-csv", shared / PROVIDERS, 1206)
    assert fact.overall is not None
    assert fact.overall.rating == concept("ofsted-rating-to-2015", "good")
    assert fact.under_programme is None


def test_every_provider(shared: Path) -> None:
    found = account("ofsted-social-care-csv", shared / PROVIDERS)
    assert (found.rows, found.inspected, found.rejected) == (2797, 2797, 0)
    assert found.ratings == {
        "good": 1759,
        "outstanding": 548,
        "requires-improvement": 399 + 27,  # "Requires improvement to be good" and "Requires improvement"
        "inadequate": 60,
        "adequate": 3,
        "satisfactory": 1,
    }


# --- local authority children's services


def test_grades_in_lower_case_and_dates_in_two_formats(shared: Path) -> None:
    fact = inspection("ofsted-ilacs-csv", shared / SERVICES, 2)
    assert (fact.inspects.pref_label, fact.inspects.identifiers) == ("barnsley", ("370",))
    assert fact.inspects.area == concept("region", "yorkshire-and-the-humber")
    assert [str(date) for date in (fact.fieldwork_start, fact.fieldwork_end, fact.issued)] == [
        "2023-09-11",
        "2023-09-15",
        "2023-10-27",
    ]
    assert judged(fact) == {
        **{"overall": "good", "impact-of-leaders": "good", "help-and-protection": "requires-improvement"},
        **{"in-care": "good", "care-leavers": "good"},
    }
    assert [report.address for report in fact.reported_in] == ["https://files.ofsted.gov.uk/v1/file/50231520"]


def test_a_judgement_that_the_inspection_precedes_is_none(shared: Path) -> None:
    fact = inspection("ofsted-ilacs-csv", shared / SERVICES, 7)
    assert fact.inspects.pref_label == "blackpool"
    assert "care-leavers" not in judged(fact)


def test_every_local_authority(shared: Path) -> None:
    found = account("ofsted-ilacs-csv", shared / SERVICES)
    assert (found.rows, found.inspected, found.rejected) == (153, 153, 0)
    assert found.ratings == {
        **{"good": 63, "outstanding": 46, "requires-improvement": 29, "inadequate": 13},
        "none": 2,  # "nan"
    }


# --- area SEND, for which docs/how-to/new-register.md was followed


def test_an_outcome_by_its_number(shared: Path) -> None:
    fact = inspection("ofsted-area-send", shared / SEND, 2)
    assert fact.inspects.key == UnitKey("area-send-partnership", "80428")
    assert fact.overall is not None
    assert fact.overall.rating == concept("ofsted-area-send", "typically-positive")
    assert (fact.fieldwork_start, fact.issued) == (PartialDate(2024, 11, 18), PartialDate(2025, 2, 4))


def test_every_partnership(shared: Path) -> None:
    found = account("ofsted-area-send", shared / SEND)
    assert (found.rows, found.inspected, found.rejected) == (72, 72, 0)
    assert found.ratings == {"inconsistent": 36, "widespread-failings": 20, "typically-positive": 15, "none": 1}


# --- owners


def test_homes_of_a_file_under_another_licence_are_listed(shared: Path) -> None:
    assert profiles.load("ofsted-ownership").licence == "https://creativecommons.org/licenses/by/4.0/"
    fact = not_inspected("ofsted-ownership", shared / OWNERSHIP, 2)
    assert (fact.unit.key.identifier, fact.unit.pref_label) == ("1027158", "Children's home 1027158")
    found = account("ofsted-ownership", shared / OWNERSHIP)
    assert (found.rows, found.not_inspected, found.rejected) == (1585, 1585, 0)
