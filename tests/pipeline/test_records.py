"""Facts as lines: what is known of a unit comes together by sorting, in the order of the sources."""

from __future__ import annotations

import pytest

from lod.iris import Iris
from lod.model import Evidence, Fact, InspectedUnit, Inspection, NotInspected, TableRow, UnitKey
from lod.pipeline import records
from lod.pipeline.records import Place, Record

DIGEST = "ab" * 32


def inspection(identifier: str, reference: str = "2025") -> Inspection:
    unit = InspectedUnit(UnitKey("youth-justice-service", identifier), f"Service\n{identifier}\tof “here”")
    return Inspection(unit, "https://e.org/inspectorate", reference, evidence=(Evidence(DIGEST, TableRow(2)),))


def not_inspected(identifier: str) -> NotInspected:
    return NotInspected(InspectedUnit(UnitKey("youth-justice-service", identifier), "Service"), DIGEST)


@pytest.mark.parametrize("fact", [inspection("1"), not_inspected("1")], ids=["inspection", "not inspected"])
def test_a_record_is_one_line_and_comes_back(fact: Fact) -> None:
    record = Record(Place(3, 12, 1), fact)
    line = records.write(record)
    assert line.endswith("}\n") or line.endswith("]\n")
    assert line.count("\n") == 1
    assert records.read(line) == record


def test_lines_of_one_unit_stand_together_whatever_others_are_called() -> None:
    written = [
        records.write(Record(Place(file, row), inspection(identifier)))
        for row, identifier in enumerate(["A", "A1", "A-1", "A B", "A"])
        for file in (1, 0)
    ]
    groups = [records.group(line) for line in sorted(written)]
    assert len(set(groups)) == 4
    assert groups == sorted(groups, key=lambda group: groups.index(group))


def test_units_sort_as_the_iris_of_their_inspections_do() -> None:
    names = Iris("https://data.example.org/")
    units = ["A", "A1", "A-1", "A B", "é", "10", "9"]
    by_line = sorted(units, key=lambda each: records.write(Record(Place(0, 0), inspection(each))))
    by_iri = sorted(units, key=lambda each: f"{names.inspection('youth-justice-service', each, '2025')}/")
    assert by_line == by_iri


def test_records_of_a_unit_sort_in_the_order_of_the_sources() -> None:
    places = [Place(10, 1), Place(2, 100), Place(2, 20, 11), Place(2, 20, 2), Place(0, 99_999_999)]
    lines = sorted(records.write(Record(place, inspection("A"))) for place in places)
    assert [records.read(line).place for line in lines] == sorted(places)
