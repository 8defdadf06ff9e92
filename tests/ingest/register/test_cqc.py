"""Care Quality Commission: API JSON, the wide table of locations, the directory, and a council's list."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from lod.iris import concept
from lod.model import InspectedUnit, Inspection, JsonPointer, NotInspected, PartialDate, UnitKey
from tests.ingest.register.accounts import account, facts, inspection, judged, not_inspected, readings

API = "data/cqc/oldham-api-json"
LOCATIONS = "data/cqc/mooperd-Locations-head.csv"
DIRECTORY = "data/cqc/mooperd-output-head.csv"
TRAFFORD = "data/cqc/trafford_care_homes.csv"
PROGRAMME = concept("programme", "cqc-ratings")


@pytest.fixture
def locations(shared: Path) -> list[Path]:
    return sorted((shared / API / "location_details").glob("*.json"))


def location(shared: Path, identifier: str) -> Path:
    return shared / API / "location_details" / f"location_{identifier}.json"


# --- API


def test_a_location_with_its_current_and_earlier_ratings(shared: Path) -> None:
    path = location(shared, "1-113831768")
    read = [(row.nested, fact) for row, reading in readings("cqc-json", path) for fact in reading.facts]
    inspections = [fact for _, fact in read if isinstance(fact, Inspection)]
    assert {fact.inspects for fact in inspections} == {
        InspectedUnit(
            UnitKey("cqc-location", "1-113831768"),
            "Park Hills Nursing Home",
            sub_organization_of=UnitKey("cqc-provider", "1-101633224"),
            identifiers=("VLN9H",),
            area=concept("region", "north-west"),
            latitude=Decimal("53.5287882"),
            longitude=Decimal("-2.1244458"),
            address="199 Chamber Road, Coppice, Oldham, Lancashire",
            postcode="OL8 4DJ",
        )
    }
    assert [(nested, str(fact.issued)) for (nested, _), fact in zip(read, inspections, strict=True)] == [
        ("", "2022-08-26"),
        ("historicRatings", "2020-10-13"),
        ("historicRatings", "2018-08-11"),
        ("historicRatings", "2016-04-22"),
    ]
    assert [evidence.selector for fact in inspections for evidence in fact.evidence] == [
        JsonPointer(""),
        JsonPointer("/historicRatings/0"),
        JsonPointer("/historicRatings/1"),
        JsonPointer("/historicRatings/2"),
    ]
    assert judged(inspections[2]) == {
        "overall": "good",
        "safe": "good",
        "responsive": "requires-improvement",
        "well-led": "good",
    }
    assert {fact.under_programme for fact in inspections} == {PROGRAMME}


def test_a_location_replaces_its_predecessor_whose_ratings_stay_its_own(shared: Path) -> None:
    predecessor = UnitKey("cqc-location", "1-113831768")
    listed, current = facts("cqc-json", location(shared, "1-18437805065"), 1)
    assert isinstance(listed, NotInspected)
    assert (listed.unit.pref_label, listed.unit.replaces) == ("Park Hills Private Nursing Home", (predecessor,))
    assert listed.status is None
    assert isinstance(current, Inspection)
    assert current.inspects == InspectedUnit(predecessor, "Park Hills Nursing Home")
    assert (str(current.issued), judged(current)["overall"]) == ("2022-08-26", "good")


def test_inherited_ratings_are_what_the_predecessors_record_says(locations: list[Path]) -> None:
    inherited: dict[tuple[UnitKey, str], object] = {}
    own: dict[tuple[UnitKey, str], object] = {}
    for row, reading in readings("cqc-json", *locations):
        for fact in reading.facts:
            if isinstance(fact, Inspection):
                of = own if fact.inspects.key.identifier == row.cells["locationId"] else inherited
                of[fact.inspects.key, fact.reference] = (fact.inspects.pref_label, fact.issued, fact.judgements)
    assert len(inherited) == 26
    assert {key: said for key, said in inherited.items() if key in own} == {
        key: own[key] for key in inherited if key in own
    }
    assert len(inherited.keys() & own.keys()) == 18


def test_a_rating_of_another_than_the_predecessor_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "location.json"
    path.write_text(
        """{"locationId": "1-1", "name": "A Home", "organisationType": "Location", "historicRatings":
        [{"organisationId": "1-3", "reportDate": "2020-01-02", "overall": {"rating": "Good"}}], "relationships":
        [{"type": "HSCA Predecessor", "relatedLocationId": "1-2", "relatedLocationName": "The Home"}]}""",
        "utf-8",
    )
    _, (_, earlier) = readings("cqc-json", path)
    (problem,) = earlier.problems
    assert (problem.column, problem.found, problem.accepted) == ("historicRatings/organisationId", "1-3", "1-2")


def test_a_deregistered_location_keeps_its_rating(shared: Path) -> None:
    fact = inspection("cqc-json", location(shared, "1-10837481075"), 1)
    assert fact.inspects.pref_label == "Block Lane Surgery"
    assert (str(fact.issued), judged(fact)["overall"]) == ("2022-06-13", "requires-improvement")


def test_no_current_ratings_and_no_published_rating_are_told_apart(shared: Path) -> None:
    assert not_inspected("cqc-json", location(shared, "1-10024040008"), 1).status is None
    status = not_inspected("cqc-json", location(shared, "1-10431632015"), 1).status
    assert status == concept("cqc-rating", "no-published-rating")


def test_a_provider_is_a_unit_of_its_own_type(shared: Path) -> None:
    (path,) = (shared / API / "provider_details").glob("*1-101616344.json")
    unit = not_inspected("cqc-json", path, 1).unit
    assert unit.key == UnitKey("cqc-provider", "1-101616344")
    assert (unit.pref_label, unit.identifiers) == ("Botany House Limited", ("A806", "04879605"))


@pytest.mark.parametrize("identifier", ["1-101630228", "1-101630237"], ids=["Partnership", "Individual"])
def test_a_provider_that_is_a_person_goes_by_its_id(shared: Path, identifier: str) -> None:
    unit = not_inspected("cqc-json", shared / API / "provider_details" / f"provider_{identifier}.json", 1).unit
    assert unit.pref_label == f"Provider {identifier}"
    assert (unit.alt_labels, unit.address, unit.postcode, unit.latitude) == ((), None, None, None)


TRUST = """{"providerId": "RXX", "name": "A Trust", "organisationType": "Provider", "ownershipType": "NHS Body",
"historicRatings": [{"reportDate": "2020-01-02", "overall": {"rating": "Good", "keyQuestionRatings": [
{"name": "Safe", "rating": "Requires improvement"}]}}]}"""


def test_a_provider_may_have_earlier_ratings(tmp_path: Path) -> None:
    path = tmp_path / "provider.json"
    path.write_text(TRUST, "utf-8")
    _, (_, reading) = readings("cqc-json", path)
    (fact,) = reading.facts
    assert isinstance(fact, Inspection)
    assert fact.inspects == InspectedUnit(UnitKey("cqc-provider", "RXX"), "A Trust")
    assert judged(fact) == {"overall": "good", "safe": "requires-improvement"}


def test_every_location_and_every_earlier_rating(locations: list[Path]) -> None:
    found = account("cqc-json", *locations)
    assert (found.rows, found.inspected, found.not_inspected, found.rejected) == (300 + 175, 311, 164, 0)
    assert found.ratings == {
        "good": 87 + 58,
        "requires-improvement": 17 + 69,
        "inspected-but-not-rated": 31 + 39,
        "inadequate": 9,
        "outstanding": 1,
    }
    assert found.statuses == {"no-published-rating": 62, "none": 102 + 8}


# --- the wide table


def test_a_row_of_the_wide_table(shared: Path) -> None:
    fact = inspection("cqc-locations-csv", shared / LOCATIONS, 5)
    assert fact.inspects == InspectedUnit(
        UnitKey("cqc-location", "1-323930881"),
        "06 Care Limited",
        sub_organization_of=UnitKey("cqc-provider", "1-264952453"),
        identifiers=("34985254",),
        area=concept("region", "yorkshire-and-the-humber"),
    )
    assert judged(fact) == {
        **{"overall": "good", "safe": "good", "effective": "good"},
        **{"caring": "outstanding", "responsive": "good", "well-led": "good"},
    }


def test_the_day_of_registration_is_no_day_of_a_rating(shared: Path) -> None:
    fact = inspection("cqc-locations-csv", shared / LOCATIONS, 5)
    assert (fact.reference, fact.issued, fact.fieldwork_end) == ("latest", None, None)


def test_a_name_loses_the_space_before_it(shared: Path) -> None:
    assert not_inspected("cqc-locations-csv", shared / LOCATIONS, 2).unit.pref_label == "AbilityAvenue Care"


def test_key_questions_may_be_rated_without_the_whole(shared: Path) -> None:
    fact = inspection("cqc-locations-csv", shared / LOCATIONS, 201)
    assert judged(fact) == {
        **{"safe": "requires-improvement", "effective": "good", "caring": "good"},
        **{"responsive": "good", "well-led": "requires-improvement"},
    }


def test_every_row_of_the_wide_table(shared: Path) -> None:
    found = account("cqc-locations-csv", shared / LOCATIONS)
    assert (found.rows, found.inspected, found.not_inspected, found.rejected) == (999, 749, 250, 0)
    assert found.ratings == {
        "good": 625,
        "requires-improvement": 29 + 66,  # "Requires Improvement" and "Requires improvement"
        "outstanding": 21,
        "inadequate": 6,
        "inspected-but-not-rated": 1,
        "none": 1,
    }


# --- the directory


def test_a_row_of_the_directory_lists_a_location(shared: Path) -> None:
    fact = not_inspected("cqc-directory-csv", shared / DIRECTORY, 2)
    assert fact.status is None
    assert fact.unit.pref_label == "ASP Healthcare Services Ltd"
    assert (fact.unit.address, fact.unit.postcode) == ("5 Tainmor Close, Longlevens, Gloucester", "GL2 0XE")


def test_rows_of_providers_are_rejected_for_what_they_are(shared: Path) -> None:
    found = account("cqc-directory-csv", shared / DIRECTORY)
    assert (found.rows, found.not_inspected, found.rejected) == (500, 330, 170)
    assert found.problems == {
        ("CQC Location ID (for office use only)", "the row is of a provider, not of a location"): 170
    }


DOWNLOADED = """CQC care directory,,,
Filters do not apply to this file,,,
Name,Address,CQC Location ID (for office use only),Region
A Home,"1 High Street
Leeds",1-7,Yorkshire & Humberside
"""


def test_a_directory_may_begin_with_lines_of_explanation_and_have_lines_in_its_addresses(tmp_path: Path) -> None:
    path = tmp_path / "directory.csv"
    path.write_text(DOWNLOADED, "utf-8-sig")
    unit = not_inspected("cqc-directory-csv", path, 4).unit
    assert (unit.pref_label, unit.address) == ("A Home", "1 High Street Leeds")
    assert unit.area == concept("region", "yorkshire-and-the-humber")


# --- a council's list, for which docs/how-to/new-register.md was followed


def test_an_inspection_of_which_only_the_day_is_known(shared: Path) -> None:
    fact = inspection("trafford-care-homes", shared / TRAFFORD, 2)
    assert fact.inspects == InspectedUnit(
        UnitKey("cqc-location", "1-466088203"),
        "10 Spennithorne Road",
        latitude=Decimal("53.44763"),
        longitude=Decimal("-2.365264"),
        address="10 Spennithorne Road,Urmston,Manchester",
        postcode="M41 5BU",
    )
    assert (fact.fieldwork_end, fact.judgements) == (PartialDate(2023, 5, 31), ())


def test_every_home_in_trafford(shared: Path) -> None:
    found = account("trafford-care-homes", shared / TRAFFORD)
    assert (found.rows, found.inspected, found.not_inspected, found.rejected) == (56, 49, 7, 0)
