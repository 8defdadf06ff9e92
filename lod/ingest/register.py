"""Registers: tables and records with an inspection a row, in the columns that a profile describes.

A row is read whole or not at all: every cell of it that cannot be read is reported and its facts stay out, so that
no inspection is published with a part missing. Each fact's evidence is its row.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from lod.errors import SettingsError
from lod.ingest import tables
from lod.ingest.register_rows import RowReader
from lod.ingest.sources import Location
from lod.ingest.tables import Row
from lod.model import Fact, Inspection, NotInspected, Problem, Source
from lod.profiles import Profile, RowsOf


class Reading(msgspec.Struct, frozen=True, array_like=True):
    """What a row gave."""

    facts: tuple[Fact, ...] = ()
    problems: tuple[Problem, ...] = ()
    """If there are any, there are no facts: a row is read whole or not at all."""


class Reader:
    """Reads the rows of one source. It keeps nothing of a row but what texts mean, so rows may come in any order and
    to any number of readers."""

    def __init__(self, profile: Profile, source: Source) -> None:
        """Raises SettingsError when the profile describes no columns or speaks of concepts that its schemes do not
        have."""
        self._source = source
        self._kinds = tuple(_Kind(kind, source) for kind in profile.rows)
        self._only = None if profile.rows else _row_reader(profile, source)

    def read(self, row: Row) -> Reading:
        """The facts of a row, or its problems."""
        if self._only is not None:
            read = self._only.read(row)
            return Reading(problems=tuple(read)) if isinstance(read, list) else Reading((read,))
        kind = next((kind for kind in self._kinds if kind.fits(row)), None)
        return kind.read(row) if kind else Reading(problems=(self._of_no_kind(row),))

    def _of_no_kind(self, row: Row) -> Problem:
        tests = [kind.test for kind in self._kinds if kind.test.nested == row.nested]
        columns = dict.fromkeys(column for test in tests for column in test.columns)
        accepted = dict.fromkeys(str(each) for test in tests for each in test.alternatives)
        return Problem(
            source=self._source.name,
            message="is of no kind that the profile reads",
            found=", ".join(row.cells.get(column, "") for column in columns),
            accepted=" or ".join(accepted),
            row=row.number,
            column=next(iter(columns), None),
        )


def rows(path: Location, source: Source, profile: Profile) -> Iterator[Row | Problem]:
    """The rows of the source at `path` with the columns that the profile reads, and the problems of those out of form.

    Raises SourceError when the file is not what its suffix says or lacks columns, SettingsError for a `[layout]` that
    is none.
    """
    yield from tables.rows(path, source.name, source.media_type, layout(profile), profile.columns, profile.needed)


def layout(profile: Profile) -> tables.Layout:
    """How rows lie in the profile's sources. Raises SettingsError."""
    try:
        return msgspec.convert(profile.layout, tables.Layout)
    except msgspec.ValidationError as problem:
        accepted = ", ".join(tables.Layout.__struct_fields__)
        raise SettingsError(f"profile {profile.name!r}: [layout]", str(problem), accepted) from problem


def read(source: Source, path: Location, profile: Profile) -> Iterator[Fact | Problem]:
    """The facts of the register at `path`, in the order of its rows; for a row that cannot be read, its problems.

    Raises SourceError and SettingsError as `rows` and `Reader` do.
    """
    reader = Reader(profile, source)
    for row in rows(path, source, profile):
        if isinstance(row, Problem):
            yield row
        else:
            reading = reader.read(row)
            yield from reading.facts
            yield from reading.problems


class _Kind:
    """Rows of one kind, with the readers of their profiles."""

    def __init__(self, kind: RowsOf, source: Source) -> None:
        self.test = kind.test
        self._alternatives = tuple(tuple(each.items()) for each in kind.test.alternatives)
        self._readers = tuple(_row_reader(profile, source) for profile in kind.profiles)

    def fits(self, row: Row) -> bool:
        if self.test.nested != row.nested:
            return False
        return any(
            all(self._says(row.cells.get(column, ""), wanted) for column, wanted in alternative)
            for alternative in self._alternatives
        )

    def _says(self, cell: str, wanted: str | bool) -> bool:
        return cell == wanted if isinstance(wanted, str) else self._readers[0].states(cell) == wanted

    def read(self, row: Row) -> Reading:
        facts: list[Inspection | NotInspected] = []
        problems: list[Problem] = []
        for reader in self._readers:
            read = reader.read(row)
            problems.extend(read) if isinstance(read, list) else facts.append(read)
        return Reading(problems=tuple(dict.fromkeys(problems))) if problems else Reading(tuple(facts))


def _row_reader(profile: Profile, source: Source) -> RowReader:
    if profile.register is None:
        raise SettingsError(f"profile {profile.name!r}: [register]", None, "the columns of a register")
    return RowReader(profile, source, profile.register)
