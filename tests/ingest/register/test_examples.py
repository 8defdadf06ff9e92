"""The registers that are shipped: every row of them is read, and says what is known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lod import resources
from lod.ingest import press_release, register
from lod.ingest.names import normalise, without_type
from lod.ingest.sources import source
from lod.model import Inspection
from lod.namespaces import OGL
from lod.profiles import Profile
from tests.ingest.register.accounts import account

EXAMPLES = [
    ("food-hygiene", "fhrs-csv-2015", "fhrs-2015/*.csv", 83, 75, 8),
    ("food-hygiene", "fhis-csv-2015", "fhis-2015/*.csv", 24, 24, 0),
    ("food-hygiene", "fhrs-json", "api/*.json", 31, 22, 9),
    ("food-hygiene", "fhrs-xml", "open-data/*.xml", 27, 18, 9),
    ("cqc", "cqc-json", "api/*.json", 19, 17, 2),
    ("cqc", "cqc-locations-csv", "locations.csv", 24, 20, 4),
    ("cqc", "trafford-care-homes", "trafford-care-homes.csv", 12, 12, 0),
    ("ofsted", "ofsted-social-care-csv", "providers-*.csv", 30, 30, 0),
    ("ofsted", "ofsted-ilacs-csv", "childrens-services.csv", 20, 20, 0),
    ("ofsted", "ofsted-area-send", "area-send.csv", 14, 14, 0),
]
"""Example, profile, files; rows, with an inspection, without."""


def read(folder: str, profile: Profile) -> list[Inspection]:
    path = resources.folder("examples") / folder / "sources" / "inspections.csv"
    found = list(register.read(source(path, path.parents[1], OGL), path, profile))
    assert [str(each) for each in found if not isinstance(each, Inspection)] == []
    return [each for each in found if isinstance(each, Inspection)]


@pytest.fixture(scope="module")
def inspections(profile: Profile) -> list[Inspection]:
    return read("hmi-probation", profile)


def test_every_row_is_read(inspections: list[Inspection]) -> None:
    assert len(inspections) == 23
    assert len({fact.inspects.key for fact in inspections}) == 21


def test_ratings(inspections: list[Inspection]) -> None:
    ratings = [fact.overall.rating.rsplit("/", 1)[-1] for fact in inspections if fact.overall]
    assert {rating: ratings.count(rating) for rating in set(ratings)} == {
        "inadequate": 11,
        "requires-improvement": 8,
        "good": 2,
    }


def test_the_seed_is_in_it(inspections: list[Inspection]) -> None:
    (fact,) = [each for each in inspections if each.reference == "2025-08-07"]
    assert fact.inspects.pref_label == "East Midlands"
    assert (str(fact.fieldwork_start), str(fact.fieldwork_end)) == ("2025-02", "2025-04")
    assert [(sample.case_count, [part.case_count for part in sample.sub_samples]) for sample in fact.samples] == [
        (330, [216, 114])
    ]
    assert fact.recommendation_count == sum(group.recommendation_count for group in fact.recommendations) == 11


def test_every_report_has_an_address_of_the_inspectorate_and_its_licence(inspections: list[Inspection]) -> None:
    reports = [report for fact in inspections for report in fact.reported_in]
    assert len(reports) == 24
    assert {report.licence for report in reports} == {OGL}
    assert {(report.address or "").split("/")[2].removeprefix("www.") for report in reports} == {
        "hmiprobation.justiceinspectorates.gov.uk",
        "justiceinspectorates.gov.uk",
    }


def test_it_says_what_the_collected_facts_say(inspections: list[Inspection], profile: Profile, shared: Path) -> None:
    labels = [label for unit_type in profile.unit_types for label in unit_type.labels]
    stated = {
        (normalise(name), report.address): fact.overall.rating if fact.overall else None
        for fact in inspections
        for name in (fact.inspects.pref_label, *fact.inspects.alt_labels)
        for report in fact.reported_in
    }
    cases = json.loads((shared / "data" / "press-releases" / "facts.json").read_text("utf-8"))
    ratings = {rating.pref_label: rating.iri for rating in profile.ratings}
    checked = 0
    for case in cases:
        if case["kind"] == "commentary" or case["unit_type"] == "aggregate" or not case["url"].startswith("http"):
            continue
        units = case["facts"].get("units") or [{"unit": case["unit"], "rating": case["overall_rating"]}]
        for unit in [*units, *case["facts"].get("siblings", ())]:
            name = normalise(without_type(unit["unit"], labels))
            assert stated[name, case["url"]] == (ratings[unit["rating"]] if unit["rating"] else None)
            checked += 1
    assert checked == 23


def test_the_starter_is_read(profile: Profile) -> None:
    assert [fact.inspects.pref_label for fact in read("starter", profile)] == ["East Midlands"]


def test_the_text_and_the_register_say_the_same_of_one_inspection(
    inspections: list[Inspection], profile: Profile
) -> None:
    path = resources.folder("examples") / "hmi-probation" / "sources" / "east-midlands-region.txt"
    (prose,) = press_release.read(source(path, path.parents[1], OGL), path.read_bytes(), profile)
    assert isinstance(prose, Inspection)
    (row,) = [each for each in inspections if each.reference == prose.reference]
    assert _stated(prose) == _stated(row)


@pytest.mark.parametrize(
    ("example", "profile", "pattern", "rows", "inspected", "not_inspected"),
    EXAMPLES,
    ids=[profile for _, profile, *_ in EXAMPLES],
)
def test_the_examples_of_registers_are_read(
    example: str, profile: str, pattern: str, rows: int, inspected: int, not_inspected: int
) -> None:
    folder = resources.folder("examples") / example / "sources"
    found = account(profile, *sorted(folder.glob(pattern)))
    assert found.problems == {}
    assert (found.rows, found.inspected, found.not_inspected) == (rows, inspected, not_inspected)


def _stated(fact: Inspection) -> dict[str, object]:
    """What is said of an inspection, without where."""
    return {
        "unit": fact.inspects.key,
        "programme": fact.under_programme,
        "dates": (fact.issued, fact.fieldwork_start, fact.fieldwork_end),
        "ratings": [(each.on_standard, each.rating, each.score) for each in fact.judgements],
        "samples": [
            (each.case_count, [(part.case_category, part.case_count) for part in each.sub_samples])
            for each in fact.samples
        ],
        "recommendations": fact.recommendation_count,
        "groups": [(each.addressee, each.recommendation_count) for each in fact.recommendations],
    }
