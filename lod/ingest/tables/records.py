"""Records of JSON and XML → rows: one a record, and one more for each member of its nested arrays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from lod.errors import SourceError
from lod.ingest.tables import paths
from lod.ingest.tables.paths import Place, Step
from lod.ingest.tables.row import Layout, Row
from lod.model import JsonPointer, Problem, XPath

Fields = tuple[tuple[str, tuple[Step, ...]], ...]
"""Columns, each with its path from where the row begins."""
Locate = Callable[[Place], JsonPointer | XPath]
"""The place in the document of what stands at a place in the record."""


class Records:
    """What is read from each record of one document, called `name` in messages."""

    def __init__(self, name: str, layout: Layout, columns: Sequence[str], needed: Collection[str]) -> None:
        """Raises SettingsError for a column or nested array that is no path."""
        self._name, self._needed = name, frozenset(needed)
        self._nested = {path: paths.parse(path) for path in layout.nested}
        self._fields: dict[str, Fields] = dict.fromkeys(("", *self._nested), ())
        self._never = set(needed)
        self._first: tuple[str, ...] = ()
        for column in columns:
            steps = paths.parse(column)
            owner = self._owner(steps)
            below = steps[len(self._nested.get(owner, ())) :]
            self._fields[owner] = (*self._fields[owner], (column, below))

    def rows(self, record: object, number: int, locate: Locate) -> Iterator[Row | Problem]:
        """The rows of one record, its own first; a problem in place of one that lacks a needed field."""
        if type(record) is not dict:
            yield Problem(self._name, "is no record", str(record)[:80], "names and values", row=number)
            return
        self._first = self._first or tuple(record)
        own = self._cells(record, "", number)
        if isinstance(own, Problem):
            yield own
            return
        yield Row(number, own, locate(()))
        for path, steps in self._nested.items():
            for place, member in paths.members(record, steps):
                cells = self._cells(member, path, number)
                yield cells if isinstance(cells, Problem) else Row(number, {**own, **cells}, locate(place), path)

    def check(self) -> None:
        """After the last of several records: raises SourceError when a needed field was in none of them."""
        never = [column for column in sorted(self._never) if self._owner(paths.parse(column)) == ""]
        if self._first and never:
            there = ", ".join(map(repr, self._first))
            raise SourceError(f"{self._name}: no record has {' or '.join(map(repr, never))}; the first has: {there}")

    def _owner(self, steps: tuple[Step, ...]) -> str:
        """The innermost nested array that a path leads below; empty for the record itself."""
        above = [(len(each), path) for path, each in self._nested.items() if steps[: len(each)] == each != steps]
        return max(above)[1] if above else ""

    def _cells(self, node: object, owner: str, number: int) -> dict[str, str] | Problem:
        cells = {}
        for column, steps in self._fields[owner]:
            try:
                text = paths.text(node, steps)
            except paths.NoValue:
                message = "leads to a group of values"
                return Problem(self._name, message, accepted="the path of one value", row=number, column=column)
            if text is not None:
                cells[column] = text
            elif column in self._needed:
                return self._lacking(node, number, column)
        self._never.difference_update(cells)
        return cells

    def _lacking(self, node: object, number: int, column: str) -> Problem:
        there = ", ".join(node) if isinstance(node, dict) else ""
        return Problem(self._name, "the record lacks a needed field", there, column, row=number, column=column)
