"""What could not be read, as a table with reasons, and counted by what was found."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from lod.model import Problem

SHOWN = 1_000
"""Problems that are kept in memory, to be shown one by one."""

HEADER = ("source", "row", "column", "start", "end", "reason", "found", "accepted")


class Kind(NamedTuple):
    """What problems have in common that say the same of the same value."""

    column: str | None
    message: str
    found: str
    accepted: str


class Rejections:
    """Problems on their way to the table at `path`, which is there once this context manager is left."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._table = csv.writer(self._file)
        self._table.writerow(HEADER)
        self.first: list[Problem] = []
        self.counts: Counter[Kind] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def note(self, problem: Problem) -> None:
        self._table.writerow(
            (
                problem.source,
                problem.row,
                problem.column,
                problem.start,
                problem.end,
                problem.message,
                problem.found,
                problem.accepted,
            )
        )
        if len(self.first) < SHOWN:
            self.first.append(problem)
        kind = Kind(problem.column, problem.message, problem.found, problem.accepted)
        if kind in self.counts or len(self.counts) < SHOWN:
            self.counts[kind] += 1
        else:
            self.counts[Kind(problem.column, problem.message, "", problem.accepted)] += 1

    @property
    def total(self) -> int:
        return sum(self.counts.values())
