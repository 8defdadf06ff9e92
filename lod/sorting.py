"""Sorts any number of lines in bounded memory: sorted runs on disk, merged (external merge sort)."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

RUN_SIZE = 32 * 2**20
"""Characters held in memory before a run is written."""


class SortedLines:
    """Lines put in by `add` in any order; iterated in code point order, each distinct line once.

    `folder` takes the runs and must be empty; its owner removes it.
    """

    def __init__(self, folder: Path, run_size: int = RUN_SIZE) -> None:
        self._folder = folder
        self._run_size = run_size
        self._size = 0
        self._lines: set[str] = set()
        self._runs: list[Path] = []

    def add(self, lines: Iterable[str]) -> None:
        """Lines, each ending in a line feed."""
        new = set(lines) - self._lines
        self._lines |= new
        self._size += sum(map(len, new))
        if self._size >= self._run_size:
            self._write_run()

    def __iter__(self) -> Iterator[str]:
        if not self._runs:
            yield from sorted(self._lines)
            return
        if self._lines:
            self._write_run()
        with ExitStack() as stack:
            runs = [stack.enter_context(run.open(encoding="utf-8", newline="\n")) for run in self._runs]
            for line, _ in groupby(heapq.merge(*runs)):
                yield line

    def _write_run(self) -> None:
        run = self._folder / f"run-{len(self._runs)}"
        with run.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(sorted(self._lines))
        self._runs.append(run)
        self._lines.clear()
        self._size = 0
