"""Sources become facts on disk, and every row of a register is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod import profiles
from lod.errors import SourceError
from lod.ingest import SourceFiles
from lod.model import Inspection, NotInspected, Problem
from lod.pipeline import LocalProcesses, reading, records
from lod.pipeline.reading import SourceCount, Sources
from lod.sorting import SortedLines

FOOD = ",businessname,ratingvalue,structural,hygiene,confidenceinmanagement,ratingdate,latitude,longitude\n"
RATED = "{},A Café,4,0,5,10,2014-07-09,50.770808,0.289021\n"
AWAITING = "{},Another,AwaitingInspection,,,,,,\n"
WRONG = "{},A Third,Splendid,0,5,10,2014-07-09,50.770808,0.289021\n"


@pytest.fixture
def facts(tmp_path: Path) -> SortedLines:
    (tmp_path / "sorting").mkdir()
    return SortedLines(tmp_path / "sorting")


def register(path: Path, *rows: str) -> SourceFiles:
    path.write_text(FOOD + "".join(row.format(number) for number, row in enumerate(rows, 1)), "utf-8")
    return SourceFiles("register", (path,), profiles.load("fhrs-csv-2015"))


def test_every_row_is_published_not_inspected_or_rejected(tmp_path: Path, facts: SortedLines) -> None:
    problems: list[Problem] = []
    sources = Sources(tmp_path, problems.append)
    with LocalProcesses(1) as workers:
        told = list(sources.read([register(tmp_path / "200.csv", RATED, AWAITING, WRONG, RATED)], workers, facts))
    (count,) = sources.counts
    assert (count.rows, count.published, count.not_inspected, count.rejected) == (4, 2, 1, 1)
    assert (count.inspections, count.problems) == (2, 1)
    count.check()
    assert told == [4]
    assert [(problem.row, problem.found) for problem in problems] == [(4, "Splendid")]
    read = [records.read(line) for line in facts]
    assert sorted(record.place for record in read) == [(0, 2, 0), (0, 3, 0), (0, 5, 0)]
    assert [type(record.fact) for record in read if record.place.row == 3] == [NotInspected]


def test_batches_lose_and_repeat_no_row(tmp_path: Path, facts: SortedLines) -> None:
    number = 2 * reading.ROWS + 1
    sources = Sources(tmp_path, lambda _: None)
    with LocalProcesses(2) as workers:
        told = list(sources.read([register(tmp_path / "200.csv", *[RATED] * number)], workers, facts))
    assert told == [reading.ROWS, 2 * reading.ROWS, number]
    assert sorted(records.read(line).place.row for line in facts) == list(range(2, number + 2))


def test_files_are_numbered_in_the_order_of_the_settings(tmp_path: Path, facts: SortedLines) -> None:
    files = [register(tmp_path / "201.csv", RATED), register(tmp_path / "200.csv", RATED, RATED)]
    sources = Sources(tmp_path, lambda _: None)
    with LocalProcesses(1) as workers:
        list(sources.read(files, workers, facts))
    assert [(count.source.name, count.rows) for count in sources.counts] == [("201.csv", 1), ("200.csv", 2)]
    assert sorted(records.read(line).place.file for line in facts) == [0, 1, 1]


def test_documents_come_after_registers_and_have_no_rows(tmp_path: Path, facts: SortedLines, shared: Path) -> None:
    release = next((shared / "data" / "press-releases").rglob("*.txt"))
    documents = SourceFiles("press-release", (release,), profiles.load("hmi-probation"))
    sources = Sources(tmp_path, lambda _: None)
    with LocalProcesses(1) as workers:
        list(sources.read([documents, register(tmp_path / "200.csv", RATED)], workers, facts))
    food, prose = sources.counts
    assert (food.source.name, prose.source.name, prose.rows) == ("200.csv", release.name, 0)
    of_prose = [record.fact for record in map(records.read, facts) if record.place.file == 1]
    assert len(of_prose) == prose.inspections
    assert all(isinstance(fact, Inspection) for fact in of_prose)


def test_rows_that_are_not_accounted_for_are_an_error(tmp_path: Path) -> None:
    sources = Sources(tmp_path, lambda _: None)
    with LocalProcesses(1) as workers:
        (tmp_path / "sorting").mkdir()
        list(sources.read([register(tmp_path / "a.csv", RATED)], workers, SortedLines(tmp_path / "sorting")))
    lost = SourceCount(sources.counts[0].source, rows=1_000, published=997, not_inspected=1, rejected=1)
    with pytest.raises(SourceError, match=r"a\.csv: 1,000 rows were read, and 999 accounted for"):
        lost.check()
