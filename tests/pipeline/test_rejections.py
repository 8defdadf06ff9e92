"""What could not be read: every one in the table, counted by kind, and of any number only the first in memory."""

from __future__ import annotations

import csv
from pathlib import Path

from lod.model import Problem
from lod.pipeline import rejections
from lod.pipeline.rejections import Kind, Rejections


def problem(row: int, found: str = "Adequate") -> Problem:
    return Problem("register.csv", "is no rating", found, "Good or Inadequate", row=row, column="rating")


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_every_problem_is_a_row_of_the_table(tmp_path: Path) -> None:
    with Rejections(tmp_path / "rejected.csv") as rejected:
        rejected.note(problem(5, 'a "quoted",\ntext'))
        rejected.note(Problem("release.txt", "states two dates", "2025 … 2026", "one", start=3, end=9))
    assert table(tmp_path / "rejected.csv") == [
        ["source", "row", "column", "start", "end", "reason", "found", "accepted"],
        ["register.csv", "5", "rating", "", "", "is no rating", 'a "quoted",\ntext', "Good or Inadequate"],
        ["release.txt", "", "", "3", "9", "states two dates", "2025 … 2026", "one"],
    ]


def test_nothing_rejected_is_a_table_with_its_head_alone(tmp_path: Path) -> None:
    with Rejections(tmp_path / "rejected.csv") as rejected:
        pass
    assert len(table(tmp_path / "rejected.csv")) == 1
    assert (rejected.first, rejected.total) == ([], 0)


def test_problems_are_counted_by_what_was_found(tmp_path: Path) -> None:
    with Rejections(tmp_path / "rejected.csv") as rejected:
        for row, found in enumerate(["Adequate", "Fair", "Adequate"]):
            rejected.note(problem(row, found))
    assert rejected.counts == {
        Kind("rating", "is no rating", "Adequate", "Good or Inadequate"): 2,
        Kind("rating", "is no rating", "Fair", "Good or Inadequate"): 1,
    }
    assert rejected.total == 3


def test_memory_holds_so_many_and_the_counts_stay_true(tmp_path: Path) -> None:
    number = rejections.SHOWN + 50
    with Rejections(tmp_path / "rejected.csv") as rejected:
        for row in range(number):
            rejected.note(problem(row, f"value {row}"))
        rejected.note(problem(number, "value 0"))
    assert rejected.first == [problem(row, f"value {row}") for row in range(rejections.SHOWN)]
    assert rejected.counts[Kind("rating", "is no rating", "value 0", "Good or Inadequate")] == 2
    assert rejected.counts[Kind("rating", "is no rating", "", "Good or Inadequate")] == 50
    assert rejected.total == number + 1
    assert len(table(tmp_path / "rejected.csv")) == number + 2
