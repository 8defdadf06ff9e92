"""Sorts any number of lines in bounded memory: sorted runs on disk, merged (external merge sort); or, where what comes
says how far it has come, as they are written."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

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
        self._lines: list[str] = []
        self._runs: list[Path] = []

    def add(self, lines: Iterable[str]) -> None:
        """Lines, each ending in a line feed."""
        new = list(lines)
        self._lines += new
        self._size += sum(map(len, new))
        if self._size >= self._run_size:
            self._write_run()

    def __iter__(self) -> Iterator[str]:
        if not self._runs:
            yield from _distinct(self._sorted())
            return
        if self._lines:
            self._write_run()
        with ExitStack() as stack:
            runs = [stack.enter_context(run.open(encoding="utf-8", newline="\n")) for run in self._runs]
            yield from _distinct(heapq.merge(*runs))

    def _sorted(self) -> list[str]:
        """In place: lines often come in stretches that are sorted already, which costs little."""
        self._lines.sort()
        return self._lines

    def _write_run(self) -> None:
        run = self._folder / f"run-{len(self._runs)}"
        with run.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(_distinct(self._sorted()))
        self._runs.append(run)
        self._lines.clear()
        self._size = 0


class NearlySorted:
    """Lines that come nearly in their order, written to `file` in it: code point order, which is that of UTF-8."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._held: list[bytes] = []
        self._reached = b""

    def add(self, lines: bytes, reached: bytes) -> None:
        """Lines, each ending in a line feed, of which none is before what was `reached` so far. Those before what is
        now are written, the others held. Raises ValueError for a line that comes too late."""
        held = sorted(self._held + lines.splitlines(keepends=True))
        if held and held[0] < self._reached:
            raise ValueError(f"{held[0]!r} comes after {self._reached!r}; accepted: what sorts behind that")
        ready = bisect_left(held, reached)
        self._file.write(b"".join(held[:ready]))
        self._held, self._reached = held[ready:], reached

    def close(self) -> None:
        """Writes what is held, and closes the file."""
        self._file.write(b"".join(self._held))
        self._file.close()


def _distinct(lines: Iterable[str]) -> Iterator[str]:
    for line, _ in groupby(lines):
        yield line
