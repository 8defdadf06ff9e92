"""Workbooks, XLSX and ODS: the rows of one of their sheets, as the values that cells have and not as they are shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import IO

from lod.errors import SourceError
from lod.ingest import sources
from lod.ingest.tables import ods, xlsx
from lod.ingest.tables.header import header, positions
from lod.ingest.tables.row import Layout, Row
from lod.model import Problem, TableRow

Sheets = Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]
"""Sheets by name, each with its rows that have cells, by their numbers. A sheet is done with when the next is taken."""


def rows_of(sheets: Callable[[IO[bytes], str], Sheets]) -> Callable[..., Iterator[Row | Problem]]:
    """A reader of workbooks as `lod.ingest.tables.rows` has it, from what finds the sheets in a format."""

    def rows(
        path: sources.Location, name: str, layout: Layout, columns: Sequence[str], needed: Collection[str]
    ) -> Iterator[Row | Problem]:
        with sources.open_content(path, name) as file:
            yield from _rows(sheets(file, name), name, layout, columns, needed)

    return rows


def _rows(
    sheets: Sheets, name: str, layout: Layout, columns: Sequence[str], needed: Collection[str]
) -> Iterator[Row | Problem]:
    reasons, there = [], []
    for sheet, records in sheets:
        there.append(sheet)
        if layout.sheet not in (None, sheet):
            continue
        try:
            _, groups, names = header(records, layout, f"{name}, sheet {sheet!r}")
            found = positions(f"{name}, sheet {sheet!r}", groups, names, columns, needed)
        except SourceError as reason:
            reasons.append(str(reason))
            continue
        wanted = tuple(found.items())
        for number, record in records:
            if any(map(str.strip, record)):
                cells = {column: record[place].strip() if place < len(record) else "" for column, place in wanted}
                yield Row(number, cells, TableRow(number, sheet))
        return
    if layout.sheet is not None and not reasons:
        raise SourceError(f"{name}: there is no sheet {layout.sheet!r}; its sheets are: {', '.join(map(repr, there))}")
    raise SourceError("; ".join(reasons) or f"{name}: there is no sheet")


read_xlsx, read_ods = rows_of(xlsx.sheets), rows_of(ods.sheets)
