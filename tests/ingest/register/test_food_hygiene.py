"""Food hygiene ratings (FHRS, FHIS) as the real files state them: CSV of 2015, API JSON, official XML."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod import profiles
from lod.ingest import Reader, Row, register
from lod.ingest.sources import source
from lod.iris import concept
from lod.model import (
    Evidence,
    InspectedUnit,
    Inspection,
    JsonPointer,
    Judgement,
    NotInspected,
    PartialDate,
    Problem,
    Source,
    TableRow,
    UnitKey,
    XPath,
)
from lod.namespaces import OGL
from tests.ingest.register.accounts import account, inspection, judged, not_inspected, readings

CSV, JSON, XML = "fhrs/uk-2015-csv/fhrs", "fhrs/london-2022-json", "fhrs/norwich-2026-xml/FHRS232en-GB.xml"


def scored(hygiene: int, structural: int, confidence: int) -> tuple[Judgement, ...]:
    scores = {"hygiene": hygiene, "structural": structural, "confidence-in-management": confidence}
    return tuple(
        Judgement(None, on_standard=concept("food-hygiene-scores", name), score=score) for name, score in scores.items()
    )


# --- CSV of 2015


def test_a_row_of_the_csv(shared: Path) -> None:
    path = shared / "data" / CSV / "102.csv"
    assert inspection("fhrs-csv-2015", path, 2) == Inspection(
        inspects=InspectedUnit(
            UnitKey("food-business", "2015-226591"),
            "17 Wilmington Square",
            area=concept("food-authority", "102"),
            latitude=Decimal("50.774052"),
            longitude=Decimal("0.259208"),
        ),
        inspected_by=concept("inspectorate", "food-standards-agency"),
        reference="2012-07-03",
        under_programme=concept("programme", "fhrs"),
        fieldwork_end=PartialDate(2012, 7, 3),
        judgements=(Judgement(concept("fhrs-rating", "5")), *scored(5, 5, 5)),
        evidence=(Evidence(source(path, path.parent, OGL).sha256, TableRow(2)),),
    )


def test_a_row_of_the_scottish_scheme(shared: Path) -> None:
    fact = inspection("fhis-csv-2015", shared / "data" / CSV / "760.csv", 2)
    assert fact.inspects.pref_label == "1906 RESTAURANT AT HMT"
    assert fact.inspects.area == concept("food-authority", "760")
    assert fact.inspected_by == concept("inspectorate", "food-standards-scotland")
    assert fact.under_programme == concept("programme", "fhis")
    assert fact.judgements == (Judgement(concept("fhis-rating", "improvement-required")),)


@pytest.mark.parametrize(
    ("profile", "authority", "rows", "inspected", "ratings", "statuses"),
    [
        pytest.param(
            *("fhrs-csv-2015", "102", 1034, 898),
            {"5": 525, "4": 213, "3": 75, "2": 17, "1": 16, "0": 2, "exempt": 50},
            {"awaiting-inspection": 117, "exempt": 19},
            id="FHRS",
        ),
        pytest.param(
            *("fhrs-csv-2015", "505", 1672, 1672),
            {"5": 603, "4": 394, "3": 423, "2": 102, "1": 110, "0": 4, "exempt": 36},
            {},
            id="FHRS, all inspected",
        ),
        pytest.param(
            *("fhis-csv-2015", "760", 1694, 1692),
            {"pass": 1397, "pass-and-eat-safe": 21, "improvement-required": 221, "exempt": 53},
            {"exempt": 2},
            id="FHIS",
        ),
    ],
)
def test_every_row_of_an_authority(
    shared: Path,
    profile: str,
    authority: str,
    rows: int,
    inspected: int,
    ratings: dict[str, int],
    statuses: dict[str, int],
) -> None:
    found = account(profile, shared / "data" / CSV / f"{authority}.csv")
    assert (found.rows, found.inspected, found.rejected) == (rows, inspected, 0)
    assert found.ratings == ratings
    assert found.statuses == statuses


def test_a_file_of_the_other_scheme_is_rejected_by_its_ratings(shared: Path) -> None:
    found = account("fhrs-csv-2015", shared / "data" / CSV / "760.csv")
    assert found.problems == {("ratingvalue", "is not known"): 1639}


@pytest.mark.parametrize(
    ("profile", "spelling"),
    [
        ("fhrs-csv-2015", "AwaitingInspection"),
        ("fhrs-csv-2015", "Awaiting Inspection"),
        ("fhis-csv-2015", "AwaitingInspection"),
        ("fhis-csv-2015", "Awaiting Inspection"),
    ],
)
def test_both_spellings_of_a_status_are_known_in_both_schemes(tmp_path: Path, profile: str, spelling: str) -> None:
    fact = read(tmp_path, profile, f"1,A CAFE,{spelling},nan,nan,nan,2014-01-02,nan,nan")
    assert isinstance(fact, NotInspected)
    assert fact.status == concept(f"{profile[:4]}-rating", "awaiting-inspection")


HEADER = ",businessname,ratingvalue,structural,hygiene,confidenceinmanagement,ratingdate,latitude,longitude"


def read(folder: Path, profile: str, row: str) -> object:
    """What a row of a file of Norwich's says: a fact, or its one problem."""
    path = folder / "232.csv"
    path.write_text(f"{HEADER}\n{row}\n", "utf-8")
    words, described = profiles.load(profile), source(path, folder, OGL)
    (found,) = register.rows(path, described, words)
    assert isinstance(found, Row)
    reading = Reader(words, described).read(found)
    (said,) = (*reading.facts, *reading.problems)
    return said


@pytest.mark.parametrize("date", ["", "nan", "1900-01-01", "1901-01-01"])
def test_an_exemption_without_a_date_is_of_no_inspection(tmp_path: Path, date: str) -> None:
    fact = read(tmp_path, "fhrs-csv-2015", f"1,A CAFE,Exempt,nan,nan,nan,{date},nan,nan")
    assert isinstance(fact, NotInspected)
    assert fact.status == concept("fhrs-rating", "exempt")
    assert fact.unit.area == concept("food-authority", "232")


def test_a_rating_without_a_date_is_a_problem(tmp_path: Path) -> None:
    found = read(tmp_path, "fhrs-csv-2015", "1,A CAFE,5,0,0,0,,nan,nan")
    assert isinstance(found, Problem)
    assert "nothing tells this inspection from others" in found.message


@pytest.mark.parametrize("rating", ["-5", "5.", "5*", "05", "6"])
def test_a_number_is_no_other_number(tmp_path: Path, rating: str) -> None:
    found = read(tmp_path, "fhrs-csv-2015", f"1,A CAFE,{rating},0,0,0,2014-01-02,nan,nan")
    assert isinstance(found, Problem)
    assert (found.column, found.found) == ("ratingvalue", rating)


def test_scores_of_what_awaits_inspection_are_a_problem(tmp_path: Path) -> None:
    found = read(tmp_path, "fhrs-csv-2015", "1,A CAFE,AwaitingInspection,5,5,5,2014-01-02,nan,nan")
    assert isinstance(found, Problem)
    assert (found.column, found.found) == ("ratingvalue", "Awaiting inspection")


def test_one_coordinate_alone_is_a_problem(tmp_path: Path) -> None:
    found = read(tmp_path, "fhrs-csv-2015", "1,A CAFE,5,0,0,0,2014-01-02,52.6,nan")
    assert isinstance(found, Problem)
    assert found.message == "one coordinate is stated without the other"


@pytest.mark.parametrize("latitude", ["152.6", "52,6", "north", "1e400"])
def test_what_is_no_latitude_is_a_problem(tmp_path: Path, latitude: str) -> None:
    found = read(tmp_path, "fhrs-csv-2015", f'1,A CAFE,5,0,0,0,2014-01-02,"{latitude}",nan')
    assert isinstance(found, Problem)
    assert (found.column, found.found) == ("latitude", latitude)


def test_degrees_have_no_exponent(tmp_path: Path) -> None:
    fact = read(tmp_path, "fhrs-csv-2015", "1,A CAFE,5,0,0,0,2014-01-02,51.4780,-8.3e-05")
    assert isinstance(fact, Inspection)
    assert (str(fact.inspects.latitude), str(fact.inspects.longitude)) == ("51.4780", "-0.000083")


CELLS = st.text(max_size=12) | st.sampled_from(["nan", "5", "Exempt", "AwaitingInspection", "2014-01-02", "51.5"])


@given(st.fixed_dictionaries(dict.fromkeys(HEADER.split(","), CELLS)))
def test_any_row_gives_facts_or_problems(cells: dict[str, str]) -> None:
    reading = READER.read(Row(2, {column: cell.strip() for column, cell in cells.items()}, TableRow(2)))
    assert bool(reading.facts) is not bool(reading.problems)


READER = Reader(profiles.load("fhrs-csv-2015"), Source("232.csv", "0" * 64, 1, "text/csv"))


# --- API JSON


def test_a_record_of_the_api(shared: Path) -> None:
    path = shared / "data" / JSON / "100.json.gz"
    fact = inspection("fhrs-json", path, 2)
    assert fact.inspects.key == UnitKey("food-business", "1230711")
    assert fact.inspects.pref_label == "2020 Mezza & Grill"
    assert (fact.inspects.address, fact.inspects.postcode) == ("76 Fulham Palace Road, London", "W6 9PL")
    assert fact.inspects.area == concept("food-authority", "513")
    assert fact.fieldwork_end == PartialDate(2020, 8, 3)
    assert judged(fact)["overall"] == "5"
    assert [evidence.selector for evidence in fact.evidence] == [JsonPointer("/establishments/1")]


def test_a_business_without_address_and_position(shared: Path) -> None:
    unit = inspection("fhrs-json", shared / "data" / JSON / "100.json.gz", 1).inspects
    assert (unit.address, unit.postcode, unit.latitude, unit.longitude) == (None, "SW6", None, None)


def test_a_sentinel_is_no_date(shared: Path) -> None:
    fact = not_inspected("fhrs-json", shared / "data" / JSON / "94.json.gz", 2242)
    assert fact.unit.pref_label == "Umut Can Charcoal Grill"
    assert fact.status == concept("fhrs-rating", "awaiting-publication")


def test_every_establishment_of_a_borough(shared: Path) -> None:
    found = account("fhrs-json", shared / "data" / JSON / "94.json.gz")
    assert (found.rows, found.inspected, found.not_inspected, found.rejected) == (2729, 2241, 488, 0)
    assert found.ratings == {"5": 1219, "4": 596, "3": 321, "2": 39, "1": 64, "0": 2}
    # Every exemption has the date 1901-01-01, which is none.
    assert found.statuses == {"awaiting-inspection": 479, "exempt": 8, "awaiting-publication": 1}


ESTABLISHMENT = """{"establishments": [{"FHRSID": 7, "BusinessName": "A Cafe", "RatingValue": "%s",
"RatingDate": "2020-08-03T00:00:00", "LocalAuthorityCode": "760", "SchemeType": "%s"}]}"""


def test_the_scheme_is_that_of_the_establishment(tmp_path: Path) -> None:
    path = tmp_path / "some.json"
    path.write_text(ESTABLISHMENT % ("Pass and Eat Safe", "FHIS"), "utf-8")
    fact = inspection("fhrs-json", path, 1)
    assert fact.judgements == (Judgement(concept("fhis-rating", "pass-and-eat-safe")),)
    assert fact.under_programme == concept("programme", "fhis")
    assert fact.inspected_by == concept("inspectorate", "food-standards-scotland")


def test_another_scheme_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "some.json"
    path.write_text(ESTABLISHMENT % ("5", "Scores on the Doors"), "utf-8")
    ((_, reading),) = readings("fhrs-json", path)
    (problem,) = reading.problems
    assert (problem.column, problem.found) == ("SchemeType", "Scores on the Doors")
    assert "FHRS" in problem.accepted
    assert "FHIS" in problem.accepted


# --- official XML


def test_an_establishment_of_the_xml(shared: Path) -> None:
    fact = inspection("fhrs-xml", shared / "data" / XML, 3)
    assert fact.inspects == InspectedUnit(
        UnitKey("food-business", "24962"),
        "38 St Giles Boutique Bed And Breakfast",
        area=concept("food-authority", "232"),
        latitude=Decimal("52.629101"),
        longitude=Decimal("1.289821"),
        address="38 St Giles Street, Norwich",
        postcode="NR2 1LL",
    )
    assert fact.judgements == (Judgement(concept("fhrs-rating", "5")), *scored(5, 5, 5))
    assert [evidence.selector for evidence in fact.evidence] == [
        XPath("/FHRSEstablishment/EstablishmentCollection[1]/EstablishmentDetail[3]")
    ]


def test_a_nil_date_and_empty_scores_are_nothing(shared: Path) -> None:
    fact = not_inspected("fhrs-xml", shared / "data" / XML, 1)
    assert fact.unit.pref_label == "11th & Social"
    assert fact.status == concept("fhrs-rating", "awaiting-inspection")


def test_an_empty_geocode_is_nothing(shared: Path) -> None:
    unit = inspection("fhrs-xml", shared / "data" / XML, 2).inspects
    assert (unit.pref_label, unit.latitude, unit.longitude, unit.address) == ("3 C's", None, None, None)


def test_every_establishment_of_the_xml(shared: Path) -> None:
    found = account("fhrs-xml", shared / "data" / XML)
    assert (found.rows, found.inspected, found.not_inspected, found.rejected) == (1563, 1355, 208, 0)
    assert found.ratings == {"5": 890, "4": 328, "3": 114, "2": 21, "1": 2}
    assert found.statuses == {"awaiting-inspection": 172, "exempt": 35, "awaiting-publication": 1}
