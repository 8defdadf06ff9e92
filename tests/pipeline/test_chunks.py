"""Chunks hold whole units, and what is made of them does not depend on who makes it."""

from __future__ import annotations

import pickle

import pytest

from lod.model import (
    Evidence,
    Fact,
    InspectedUnit,
    Inspection,
    Judgement,
    NotInspected,
    PartialDate,
    Source,
    TableRow,
    UnitKey,
)
from lod.namespaces import OGL
from lod.pipeline import chunks, records
from lod.pipeline.chunks import Chunk, Made, Setting
from lod.pipeline.records import Place, Record
from lod.profiles import schemes

SCHEME = "https://w3id.org/inspection-results/scheme"
OTHER = "https://creativecommons.org/licenses/by/4.0/"
BASE = "https://data.example.org/"
SOURCES = (Source("a.csv", "ab" * 32, 1, "text/csv", OGL), Source("b.csv", "cd" * 32, 1, "text/csv", OTHER))
GOOD, POOR = f"{SCHEME}/hmi-probation-rating/good", f"{SCHEME}/hmi-probation-rating/inadequate"
AWAITING = f"{SCHEME}/fhrs-rating/awaiting-inspection"


def unit(identifier: str) -> InspectedUnit:
    return InspectedUnit(UnitKey("youth-justice-service", identifier), f"Service {identifier}")


def inspection(identifier: str, date: str, rating: str = GOOD, file: int = 0) -> Inspection:
    return Inspection(
        inspects=unit(identifier),
        inspected_by=f"{SCHEME}/inspectorate/hmi-probation",
        reference=date,
        issued=PartialDate.parse(date),
        judgements=(Judgement(rating),),
        evidence=(Evidence(SOURCES[file].sha256, TableRow(2)),),
    )


def line(fact: Fact, file: int = 0, row: int = 2, part: int = 0) -> str:
    return records.write(Record(Place(file, row, part), fact))


def made(*lines: str, number: int = 0) -> Made:
    vocabulary = "".join(schemes.vocabulary_lines(BASE, []))
    setting = Setting(BASE, vocabulary, frozenset(), SOURCES)
    return chunks.make(setting.packed(), Chunk(number, sorted(lines)))


@pytest.mark.parametrize(("size", "expected"), [(1, [2, 1, 3]), (2, [2, 4]), (3, [3, 3]), (100, [6])])
def test_a_units_records_are_never_parted(size: int, expected: list[int]) -> None:
    facts = [("A", 2), ("B", 1), ("C", 3)]
    lines = [line(inspection(name, f"202{n}"), row=n + 2) for name, number in facts for n in range(number)]
    found = list(chunks.chunks(sorted(lines), size))
    assert [len(chunk.lines) for chunk in found] == expected
    assert [chunk.number for chunk in found] == list(range(len(expected)))
    assert [each for chunk in found for each in chunk.lines] == sorted(lines)


def test_no_records_are_no_chunks() -> None:
    assert list(chunks.chunks([])) == []


def test_a_chunk_and_what_is_made_of_it_go_between_processes() -> None:
    chunk = Chunk(3, [line(inspection("A", "2025"))])
    assert pickle.loads(pickle.dumps(chunk)) == chunk  # noqa: S301 - just made
    here = made(*chunk.lines)
    there = pickle.loads(pickle.dumps(made(*chunk.lines)))  # noqa: S301 - just made
    for form in ("inspections", "units", "shared", "turtle", "jsonld"):
        assert getattr(there.parts[OGL], form) == getattr(here.parts[OGL], form)
    assert (there.inspections, there.units, there.newest) == (here.inspections, here.units, here.newest)


def test_the_latest_inspection_and_its_rating_are_told_of_the_unit() -> None:
    found = made(line(inspection("A", "2023", POOR)), line(inspection("A", "2025-08-07"), row=3))
    assert not found.report.results
    assert (found.inspections, found.units, str(found.newest)) == (2, 1, "2025-08-07")
    units = found.parts[OGL].units.decode()
    assert f"#latestInspection> <{BASE}id/inspection/youth-justice-service/A/2025-08-07> ." in units
    assert f"#currentRating> <{GOOD}> ." in units


def test_a_unit_without_inspection_has_its_status_alone() -> None:
    found = made(line(NotInspected(unit("A"), SOURCES[0].sha256, AWAITING)))
    assert (found.inspections, found.units, found.newest) == (0, 1, None)
    units = found.parts[OGL].units.decode()
    assert f"#currentRating> <{AWAITING}> ." in units
    assert "latestInspection" not in units


def test_what_is_stated_under_another_licence_is_a_part_of_its_own() -> None:
    found = made(line(inspection("A", "2024")), line(inspection("B", "2025", file=1), file=1))
    assert sorted(found.parts) == sorted([OGL, OTHER])
    assert b"/B/2025" in found.parts[OTHER].inspections
    assert b"/B/2025" not in found.parts[OGL].inspections


def test_rows_that_contradict_each_other_are_a_problem_of_the_later() -> None:
    found = made(line(inspection("A", "2025")), line(inspection("A", "2025", POOR), row=7))
    assert found.inspections == 1
    ((file, problem),) = found.problems
    assert (file, problem.source, problem.row) == (0, "a.csv", 7)
    assert dict(found.repeated) == {(0, True): 1}


def test_parts_that_are_validated_are_counted_and_those_that_the_referee_sees() -> None:
    facts = [line(inspection(f"{number:03}", "2025"), row=number) for number in range(2 * chunks.VALIDATED)]
    setting = Setting(BASE, "".join(schemes.vocabulary_lines(BASE, [])), frozenset(), SOURCES, sample=0.0)
    first, later = (chunks.make(setting.packed(), Chunk(number, facts)) for number in (0, 1))
    assert (first.validated, first.refereed) == (2, 1)
    assert (later.validated, later.refereed) == (2, 0)


def test_a_chunk_that_breaks_its_shapes_has_no_parts() -> None:
    broken = inspection("A", "2025", f"{SCHEME}/hmi-probation-rating/none-such")
    found = made(line(broken))
    assert found.report.violations
    assert found.parts == {}
