"""What a row of a register says, and what is said of a row that cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lod.errors import SettingsError
from lod.ingest import register
from lod.ingest.sources import source
from lod.iris import concept
from lod.model import Inspection, PartialDate, Problem, RecommendationGroup, TableRow, UnitKey
from lod.namespaces import OGL
from lod.profiles import Columns, Profile

ReadRow = Callable[..., list[Inspection | Problem]]

INADEQUATE, GOOD = (concept("hmi-probation-rating", name) for name in ("inadequate", "good"))
EAST_MIDLANDS = UnitKey("probation-region", "N53")


def inspection(read: list[Inspection | Problem]) -> Inspection:
    """The one inspection that was read."""
    assert len(read) == 1
    assert isinstance(read[0], Inspection), str(read[0])
    return read[0]


def problem(read: list[Inspection | Problem]) -> Problem:
    """The one problem that was found."""
    assert len(read) == 1
    assert isinstance(read[0], Problem)
    return read[0]


def test_a_row_with_everything(read_rows: ReadRow) -> None:
    fact = inspection(
        read_rows(
            {
                "code": "N53",
                "programme": "Adult probation inspection programme",
                "fieldwork start": "2025-02",
                "fieldwork end": "2025-04",
                "score": "1",
                "maximum score": "24",
                "cases": "330",
                "cases: community sentence": "216",
                "cases: release on licence": "114",
                "recommendations": "11",
                "recommendations: to the unit": "7",
                "recommendations: to HMPPS": "4",
                "statutory victim work": "Good",
                "address": "https://example.org/east-midlands",
                "notes": "a column that nobody reads",
            }
        )
    )
    assert fact.inspects.key == EAST_MIDLANDS
    assert fact.inspects.pref_label == "East Midlands"
    assert fact.inspected_by == concept("inspectorate", "hmi-probation")
    assert fact.reference == "2025-08-07"
    assert fact.under_programme == concept("programme", "hmi-probation-adult-2023")
    assert fact.issued == PartialDate(2025, 8, 7)
    assert (fact.fieldwork_start, fact.fieldwork_end) == (PartialDate(2025, 2), PartialDate(2025, 4))
    overall, victims = fact.judgements
    assert (overall.rating, overall.on_standard, overall.score, overall.max_score) == (INADEQUATE, None, 1, 24)
    assert (victims.rating, victims.on_standard) == (
        GOOD,
        concept("hmi-probation-region-2023", "statutory-victim-work"),
    )
    (sample,) = fact.samples
    assert sample.case_count == 330
    assert {part.case_category: part.case_count for part in sample.sub_samples} == {
        concept("case-category", "community-sentence"): 216,
        concept("case-category", "release-on-licence"): 114,
    }
    assert fact.recommendation_count == 11
    assert [(group.addressee, group.recommendation_count) for group in fact.recommendations] == [
        (EAST_MIDLANDS, 7),
        (concept("organisation", "hmpps"), 4),
    ]
    (report,) = fact.reported_in
    assert (report.address, report.issued, report.licence) == ("https://example.org/east-midlands", fact.issued, OGL)


def test_a_row_that_says_no_more_than_it_must(read_rows: ReadRow) -> None:
    fact = inspection(read_rows({}))
    assert [judgement.rating for judgement in fact.judgements] == [INADEQUATE]
    assert fact.samples == fact.recommendations == fact.reported_in == fact.measures == ()
    assert fact.recommendation_count is fact.fieldwork_start is fact.under_programme is None


def test_an_inspection_has_its_row_as_evidence_and_its_parts_have_that(read_rows: ReadRow) -> None:
    first, second = read_rows({"cases": "2", "cases: community sentence": "2", "recommendations: to HMPPS": "1"}, {})
    assert isinstance(first, Inspection)
    assert isinstance(second, Inspection)
    assert [each.selector for each in first.evidence] == [TableRow(2)]
    assert [each.selector for each in second.evidence] == [TableRow(3)]
    assert len({evidence.source for fact in (first, second) for evidence in fact.evidence}) == 1
    parts = [*first.judgements, *first.samples, *first.samples[0].sub_samples, *first.recommendations]
    assert [part.evidence for part in parts] == [()] * 4


# --- ratings


@pytest.mark.parametrize("spelling", ["Requires improvement", "Requires Improvement", " requires  improvement "])
def test_a_rating_in_any_spelling(read_rows: ReadRow, spelling: str) -> None:
    fact = inspection(read_rows({"overall rating": spelling}))
    assert fact.overall is not None
    assert fact.overall.rating == concept("hmi-probation-rating", "requires-improvement")


def test_a_status_is_stated_as_the_source_states_it(read_rows: ReadRow) -> None:
    fact = inspection(read_rows({"overall rating": "Not rated"}))
    assert fact.overall is not None
    assert fact.overall.rating == concept("hmi-probation-rating", "not-rated")


@pytest.mark.parametrize("cell", ["", "none", "None", "n/a"])
def test_an_inspection_without_a_rating_has_no_judgement(read_rows: ReadRow, cell: str) -> None:
    assert inspection(read_rows({"overall rating": cell})).judgements == ()


def test_an_unknown_rating_lists_the_scale(read_rows: ReadRow) -> None:
    found = problem(read_rows({"overall rating": "Satisfactory"}))
    assert (found.source, found.row, found.column, found.found) == (
        "register.csv",
        2,
        "overall rating",
        "Satisfactory",
    )
    for accepted in ("Outstanding", "Good", "Requires improvement", "Inadequate", "Not rated", "'none'"):
        assert accepted in found.accepted


def test_a_standard_is_that_of_the_framework_for_the_type_of_unit(read_rows: ReadRow) -> None:
    region, unit = read_rows(
        {"leadership": "Good"}, {"unit": "Leeds", "unit type": "PDU", "leadership": "Good", "published": "2024"}
    )
    assert isinstance(region, Inspection)
    assert isinstance(unit, Inspection)
    assert [each.on_standard for each in (region.judgements[1], unit.judgements[1])] == [
        concept("hmi-probation-region-2023", "leadership"),
        concept("hmi-probation-pdu-2023", "leadership"),
    ]


def test_a_standard_that_the_framework_does_not_have_is_a_problem(read_rows: ReadRow) -> None:
    found = problem(read_rows({"unit": "Leeds", "unit type": "PDU", "court work": "Good", "leadership": "Good"}))
    assert (found.column, found.found) == ("court work", "Good")
    assert "leadership" in found.accepted


def test_a_score_without_its_rating_is_a_problem(read_rows: ReadRow) -> None:
    assert problem(read_rows({"overall rating": "", "score": "3"})).column == "overall rating"


# --- units


@pytest.mark.parametrize(
    ("unit", "unit_type", "identifier"),
    [
        pytest.param("Kent, Surrey, and Sussex", "region", "N57", id="Oxford comma"),
        pytest.param("Kent Surrey & Sussex Region", "Probation Region", "N57", id="ampersand and type"),
        pytest.param("Cornwall & Isles of Scilly PDU", "PDU", "N58COR", id="delivery unit"),
        pytest.param(" york ", "probation delivery unit", "N55YRK", id="case and spaces"),
    ],
)
def test_a_unit_by_any_spelling_of_its_name(
    read_rows: ReadRow, profile: Profile, unit: str, unit_type: str, identifier: str
) -> None:
    fact = inspection(read_rows({"unit": unit, "unit type": unit_type}))
    assert fact.inspects in profile.units
    assert fact.inspects.key.identifier[:3] == identifier[:3]


def test_a_unit_by_an_alternative_name(read_rows: ReadRow) -> None:
    fact = inspection(read_rows({"unit": "South Tyneside and Gateshead", "unit type": "PDU", "region": "North East"}))
    assert fact.inspects.pref_label == "Gateshead and South Tyneside"


def test_a_unit_by_its_code_in_any_case(read_rows: ReadRow) -> None:
    assert inspection(read_rows({"code": "n53"})).inspects.key == EAST_MIDLANDS


def test_an_unknown_name_of_a_listed_type_gives_the_nearest(read_rows: ReadRow) -> None:
    found = problem(read_rows({"unit": "Derbyshyre", "unit type": "PDU"}))
    assert (found.column, found.found) == ("unit", "Derbyshyre")
    assert "Derbyshire" in found.accepted


def test_a_unit_of_the_other_type_is_not_taken(read_rows: ReadRow) -> None:
    assert problem(read_rows({"unit": "Leeds", "unit type": "Region"})).column == "unit"


def test_an_unknown_code_gives_that_of_the_name(read_rows: ReadRow) -> None:
    found = problem(read_rows({"code": "N99"}))
    assert (found.column, found.found, found.accepted) == ("code", "N99", "N53 (East Midlands)")


def test_a_code_of_another_unit_is_a_problem(read_rows: ReadRow) -> None:
    found = problem(read_rows({"code": "N54"}))
    assert (found.column, found.found) == ("unit", "East Midlands")
    assert found.accepted == "North East, or the code N53 (East Midlands)"


def test_a_region_that_the_unit_is_not_in_is_a_problem(read_rows: ReadRow) -> None:
    found = problem(read_rows({"unit": "Leeds", "unit type": "PDU", "region": "London"}))
    assert (found.column, found.found) == ("region", "London")


def test_an_unknown_region_lists_the_regions(read_rows: ReadRow) -> None:
    found = problem(read_rows({"unit": "Leeds", "unit type": "PDU", "region": "Yorkshire"}))
    assert (found.column, found.found) == ("region", "Yorkshire")
    assert "Yorkshire and the Humber" in found.accepted


def test_a_region_is_in_itself(read_rows: ReadRow) -> None:
    assert inspection(read_rows({"region": "East Midlands region"})).inspects.key == EAST_MIDLANDS


@pytest.mark.parametrize("name", ["Hammersmith & Fulham YJS", "Hammersmith and Fulham Youth Justice Service (YJS)"])
def test_a_unit_of_a_type_that_is_not_listed_is_named_by_its_name(read_rows: ReadRow, name: str) -> None:
    fact = inspection(read_rows({"unit": name, "unit type": "Youth justice service"}))
    assert fact.inspects.key == UnitKey("youth-justice-service", "hammersmith-and-fulham")
    assert fact.inspects.pref_label == "Hammersmith and Fulham"
    assert fact.inspects.sub_organization_of is None


def test_a_unit_of_a_type_that_is_not_listed_keeps_its_code_and_region(read_rows: ReadRow) -> None:
    row = {"unit": "Wakefield", "unit type": "YJS", "code": "E0800036", "region": "Yorkshire & the Humber"}
    fact = inspection(read_rows(row))
    assert fact.inspects.key == UnitKey("youth-justice-service", "E0800036")
    assert fact.inspects.sub_organization_of == UnitKey("probation-region", "N55")


def test_one_place_as_two_types_is_two_units(read_rows: ReadRow) -> None:
    read = read_rows({"unit": "Wakefield", "unit type": "YJS"}, {"unit": "Wakefield", "unit type": "PDU"})
    assert len({fact.inspects.key for fact in read if isinstance(fact, Inspection)}) == 2


# --- dates


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("2025-08-07", PartialDate(2025, 8, 7)),
        ("07/08/2025", PartialDate(2025, 8, 7)),
        ("2025-02", PartialDate(2025, 2)),
        ("2025", PartialDate(2025)),
    ],
)
def test_a_date_is_as_precise_as_the_cell(read_rows: ReadRow, cell: str, date: PartialDate) -> None:
    fact = inspection(read_rows({"published": cell}))
    assert fact.issued == date
    assert fact.reference == str(date)


@pytest.mark.parametrize("cell", ["2025-02-30", "30/02/2025", "13/2025", "last year", "8/7/25"])
def test_what_is_no_date_is_a_problem(read_rows: ReadRow, cell: str) -> None:
    found = problem(read_rows({"published": cell}))
    assert (found.column, found.found) == ("published", cell)
    assert "year-month-day" in found.accepted
    assert "day/month/year" in found.accepted


@pytest.mark.parametrize("cell", ["01/01/1900", "1970-01-01", "9999-12-31"])
def test_what_programs_write_for_no_date_is_a_problem(read_rows: ReadRow, cell: str) -> None:
    assert problem(read_rows({"published": cell})).found == cell


# --- which inspection it is


@pytest.mark.parametrize(
    ("cells", "reference"),
    [
        pytest.param({"reference": "winter visit", "fieldwork end": "2025-04"}, "winter visit", id="its own reference"),
        pytest.param({"fieldwork end": "2025-04"}, "2025-08-07", id="publication"),
        pytest.param({"published": "", "fieldwork end": "2025-04"}, "2025-04", id="end of fieldwork"),
    ],
)
def test_an_inspection_is_told_from_others_by(read_rows: ReadRow, cells: dict[str, str], reference: str) -> None:
    assert inspection(read_rows(cells)).reference == reference


def test_a_row_that_nothing_tells_apart_is_a_problem(read_rows: ReadRow) -> None:
    found = problem(read_rows({"published": "", "fieldwork start": "2025-02"}))
    assert found.row == 2
    assert found.accepted == "a value in 'reference' or 'published' or 'fieldwork end'"


def test_a_reference_without_a_letter_or_digit_makes_no_name(read_rows: ReadRow) -> None:
    assert problem(read_rows({"reference": ".."})).column == "reference"


def test_a_row_is_read_without_regard_to_others(read_rows: ReadRow) -> None:
    first, second = read_rows({}, {"overall rating": "Good"})
    assert isinstance(first, Inspection)
    assert isinstance(second, Inspection)
    assert (first.inspects.key, first.reference) == (second.inspects.key, second.reference)


# --- numbers, addresses, licences


@pytest.mark.parametrize("cell", ["-1", "3.0", "1,234", "three", "²"])
@pytest.mark.parametrize("column", ["cases", "recommendations", "score", "cases: release on licence"])
def test_what_is_no_whole_number_is_a_problem(read_rows: ReadRow, column: str, cell: str) -> None:
    found = problem(read_rows({column: cell}))
    assert (found.column, found.found) == (column, cell)


def test_no_cases_are_a_sample_of_none(read_rows: ReadRow) -> None:
    assert [sample.case_count for sample in inspection(read_rows({"cases": "0"})).samples] == [0]


def test_parts_of_a_sample_are_not_added_up(read_rows: ReadRow) -> None:
    row = {"cases: community sentence": "216", "cases: release on licence": "114"}
    samples = inspection(read_rows(row)).samples
    assert [(sample.case_count, sample.sub_samples) for sample in samples] == [(216, ()), (114, ())]


def test_a_cell_may_hold_several_addresses(read_rows: ReadRow) -> None:
    fact = inspection(read_rows({"address": "https://example.org/news\nhttps://example.org/report"}))
    assert [each.address for each in fact.reported_in] == ["https://example.org/news", "https://example.org/report"]


def test_what_is_no_address_is_a_problem(read_rows: ReadRow) -> None:
    found = problem(read_rows({"address": "www.example.org/report"}))
    assert (found.column, found.found) == ("address", "www.example.org/report")


@pytest.mark.parametrize(
    ("cell", "licence"),
    [
        ("https://nationalarchives.gov.uk/doc/open-government-licence/version/3", OGL),
        ("https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by/4.0/"),
        ("", None),
    ],
    ids=["a form of OGL", "another licence", "not stated"],
)
def test_a_reports_licence_is_that_of_its_row(read_rows: ReadRow, cell: str, licence: str | None) -> None:
    fact = inspection(read_rows({"address": "https://example.org/report", "licence": cell}))
    assert [report.licence for report in fact.reported_in] == [licence]


def test_what_is_no_licence_is_a_problem(read_rows: ReadRow) -> None:
    assert problem(read_rows({"licence": "open"})).column == "licence"


def test_without_a_column_of_licences_a_report_has_the_sources(tmp_path: Path, profile: Profile) -> None:
    path = tmp_path / "register.csv"
    path.write_text("unit,unit type,overall rating,published,address\nWales,region,Good,2025,https://example.org/\n")
    other = "https://creativecommons.org/licenses/by/4.0/"
    fact = inspection(list(register.read(source(path, tmp_path, other), path, profile)))
    assert [report.licence for report in fact.reported_in] == [other]


# --- rows and tables


def test_a_row_reports_all_its_problems_and_reading_goes_on(read_rows: ReadRow) -> None:
    bad = {"unit": "", "overall rating": "Fine", "published": "soon", "cases": "many", "programme": "some programme"}
    *problems, fact = read_rows(bad, {})
    assert [(each.row, each.column) for each in problems if isinstance(each, Problem)] == [
        (2, "unit"),
        (2, "programme"),
        (2, "published"),
        (2, "overall rating"),
        (2, "cases"),
    ]
    assert isinstance(fact, Inspection)


def test_a_row_with_a_problem_gives_no_facts(read_rows: ReadRow) -> None:
    assert problem(read_rows({"cases": "many"})).column == "cases"


def test_a_problem_tells_a_clerk_where_what_and_what_else(read_rows: ReadRow) -> None:
    assert str(problem(read_rows({"cases": "many"}))) == (
        "register.csv, row 2, column 'cases': is no whole number: found 'many'; accepted: digits alone, such as 330"
    )


def test_a_profile_without_columns_reads_no_register(tmp_path: Path, profile: Profile) -> None:
    path = tmp_path / "register.csv"
    path.write_text("unit\n")
    with pytest.raises(SettingsError, match=r"\[register\]"):
        list(register.read(source(path, tmp_path, OGL), path, replace(profile, register=None)))


def test_a_profile_that_speaks_of_unknown_concepts_is_refused(tmp_path: Path, profile: Profile) -> None:
    path = tmp_path / "register.csv"
    path.write_text("unit\n")
    columns = Columns("unit", "unit type", "rating", case_categories={"released": "cases"})
    with pytest.raises(SettingsError, match=r"case_categories.*'released'.*community-sentence, release-on-licence"):
        list(register.read(source(path, tmp_path, OGL), path, replace(profile, register=columns)))


def test_recommendations_without_a_total(read_rows: ReadRow) -> None:
    fact = inspection(read_rows({"recommendations: to HMPPS": "0"}))
    assert fact.recommendation_count is None
    assert fact.recommendations == (RecommendationGroup(0, concept("organisation", "hmpps")),)
