"""Two documents of one inspection make one inspection; an inspection leads to the one before it where that is sure."""

from __future__ import annotations

import msgspec
import pytest

from lod.iris import concept
from lod.model import Evidence, InspectedUnit, Inspection, Judgement, PartialDate, TextSpan, UnitKey
from lod.pipeline import same
from lod.pipeline.records import Place, Record

REGION = InspectedUnit(UnitKey("probation-region", "N53"), "East Midlands")
RELEASE = Inspection(
    REGION,
    concept("inspectorate", "hmi-probation"),
    "2025-08-07",
    issued=PartialDate.parse("2025-08-07"),
    fieldwork_start=PartialDate.parse("2025-02"),
    fieldwork_end=PartialDate.parse("2025-04"),
    judgements=(Judgement(concept("hmi-probation-rating", "inadequate")),),
    evidence=(Evidence("0" * 64, TextSpan(0, 1, "A", "", ""), "inspects"),),
)
REPORT = msgspec.structs.replace(RELEASE, reference="document-0123456789ab", issued=None, judgements=())


def references(*facts: Inspection) -> list[str]:
    records = [Record(Place(number, 0), fact) for number, fact in enumerate(facts)]
    return [each.fact.reference for each in same.joined(records) if isinstance(each.fact, Inspection)]


def test_a_report_without_a_date_is_about_the_inspection_of_the_same_fieldwork() -> None:
    assert references(RELEASE, REPORT) == ["2025-08-07", "2025-08-07"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"fieldwork_end": PartialDate.parse("2025-05")}, id="another fieldwork"),
        pytest.param({"fieldwork_start": None, "fieldwork_end": None}, id="nothing that tells inspections apart"),
    ],
)
def test_a_report_stays_apart_where_it_is_not_sure(other: dict[str, object]) -> None:
    apart = msgspec.structs.replace(REPORT, **other)
    assert references(RELEASE, apart) == ["2025-08-07", "document-0123456789ab"]


def test_a_report_that_fits_two_inspections_is_about_neither() -> None:
    second = msgspec.structs.replace(RELEASE, reference="2025-09-01")
    assert references(RELEASE, second, REPORT)[-1] == "document-0123456789ab"


def test_an_inspection_leads_to_the_one_that_its_report_dates() -> None:
    later = msgspec.structs.replace(
        RELEASE, reference="2026-08-01", issued=PartialDate.parse("2026-08-01"), previous_date=PartialDate.parse("2025")
    )
    assert list(same.previous([("later", later), ("earlier", RELEASE)])) == [("later", "earlier")]


def test_an_inspection_that_was_rated_otherwise_is_not_the_one_before() -> None:
    later = msgspec.structs.replace(
        RELEASE,
        previous_date=PartialDate.parse("2025"),
        previous_rating=concept("hmi-probation-rating", "good"),
    )
    assert list(same.previous([("later", later), ("earlier", RELEASE)])) == []
