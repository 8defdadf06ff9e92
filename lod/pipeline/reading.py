"""Sources → facts, sorted by unit on disk. Rows of registers become facts in workers, prose in this process."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path

import msgspec

from lod import ingest
from lod.errors import SourceError
from lod.ingest import Reader, Row, SourceFiles
from lod.model import Inspection, NotInspected, Problem, Source
from lod.pipeline import records
from lod.pipeline.records import Place, Record
from lod.pipeline.scheduling import Scheduler
from lod.profiles import Profile
from lod.sorting import SortedLines

ROWS = 1_000
"""Rows that a worker reads at a time."""


@dataclass(slots=True)
class SourceCount:
    """What became of a source. Of a register every row is one of three: it gave inspections, its unit has not been
    inspected, or it was rejected, with the reason among the problems. A document has no rows."""

    source: Source
    rows: int = 0
    published: int = 0
    not_inspected: int = 0
    rejected: int = 0
    inspections: int = 0
    problems: int = 0

    def reject(self, rows: int, *, states_inspection: bool) -> None:
        """Counts rows as rejected that had been counted as published, or as of units that were not inspected."""
        self.rejected += rows
        if states_inspection:
            self.published -= rows
            self.inspections -= rows
        else:
            self.not_inspected -= rows

    def check(self) -> None:
        """Raises SourceError unless every row is accounted for."""
        told = self.published + self.not_inspected + self.rejected
        if told != self.rows:
            raise SourceError(f"{self.source.name}: {self.rows:,} rows were read, and {told:,} accounted for")


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file, encoded."""

    file: int
    source: Source
    profile: bytes
    rows: bytes


@dataclass(slots=True)
class Read:
    """What the rows of a batch, or a document, gave: records as lines, and how many rows became what."""

    file: int
    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0
    published: int = 0
    not_inspected: int = 0
    rejected: int = 0
    inspections: int = 0


_ROWS = msgspec.msgpack.Decoder(list[Row])


class Sources:
    """The sources of a build while they are read: each with its counts, in the order of the settings."""

    def __init__(self, folder: Path, note: Callable[[Problem], None]) -> None:
        self._folder, self._note = folder, note
        self.counts: list[SourceCount] = []

    def read(self, every: Sequence[SourceFiles], scheduler: Scheduler, into: SortedLines) -> Iterator[int]:
        """Puts the facts of all sources into `into`, as records; gives, from time to time, how many rows were read."""
        rows = 0
        for done in scheduler.map(read_rows, self._batches(every)):
            self._take(done, into)
            rows += done.rows
            yield rows
        for files in every:
            if files.kind not in ingest.REGISTERS:
                for done in self._documents(files):
                    self._take(done, into)

    def _batches(self, every: Iterable[SourceFiles]) -> Iterator[Batch]:
        """The rows of all registers. What is no row at all is noted at once."""
        for files in every:
            if files.kind in ingest.REGISTERS:
                profile = pickle.dumps(files.profile)
                for path in files.paths:
                    source = ingest.source(files, path, self._folder)
                    file = self._begin(source)
                    found = ingest.rows(files, path, source)
                    yield from (Batch(file, source, profile, rows) for rows in self._encoded(file, found))

    def _encoded(self, file: int, found: Iterator[Row | Problem]) -> Iterator[bytes]:
        while some := list(islice(found, ROWS)):
            rows = [row for row in some if isinstance(row, Row)]
            for problem in some:
                if isinstance(problem, Problem):
                    self._take(Read(file, problems=[problem], rows=1, rejected=1))
            yield msgspec.msgpack.encode(rows)

    def _documents(self, files: SourceFiles) -> Iterator[Read]:
        for source, found in ingest.read(files, self._folder):
            file = self._begin(source)
            read = Read(file)
            for number, fact in enumerate(found):
                if isinstance(fact, Problem):
                    read.problems.append(fact)
                else:
                    read.inspections += isinstance(fact, Inspection)
                    read.lines.append(records.write(Record(Place(file, 0, number), fact)))
            yield read

    def _begin(self, source: Source) -> int:
        self.counts.append(SourceCount(source))
        return len(self.counts) - 1

    def _take(self, read: Read, into: SortedLines | None = None) -> None:
        count = self.counts[read.file]
        count.rows += read.rows
        count.published += read.published
        count.not_inspected += read.not_inspected
        count.rejected += read.rejected
        count.inspections += read.inspections
        count.problems += len(read.problems)
        for problem in read.problems:
            self._note(problem)
        if into is not None:
            into.add(read.lines)


def read_rows(batch: Batch) -> Read:
    """The facts in some rows. Pure: workers do it. Raises SettingsError for a profile that cannot be used."""
    reader = _reader(batch.profile, batch.source)
    read = Read(batch.file)
    for row in _ROWS.decode(batch.rows):
        reading = reader.read(row)
        read.rows += 1
        read.problems += reading.problems
        inspections = sum(isinstance(fact, Inspection) for fact in reading.facts)
        read.inspections += inspections
        if inspections:
            read.published += 1
        elif reading.facts:
            read.not_inspected += 1
        else:
            read.rejected += 1
        # The first fact of a row says what the row counts as: an inspection, if it states one.
        for part, fact in enumerate(sorted(reading.facts, key=lambda fact: isinstance(fact, NotInspected))):
            read.lines.append(records.write(Record(Place(batch.file, row.number, part), fact)))
    return read


@lru_cache(maxsize=4)
def _reader(packed: bytes, source: Source) -> Reader:
    return Reader(_profile(packed), source)


@lru_cache(maxsize=4)
def _profile(packed: bytes) -> Profile:
    profile = pickle.loads(packed)  # noqa: S301 - packed by the build that this worker works for
    assert isinstance(profile, Profile)  # noqa: S101 - nothing else is packed
    return profile
