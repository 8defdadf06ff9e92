"""XLSX (ECMA-376) → sheets, by calamine. One sheet at a time is held in memory (docs/decisions/0006)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import IO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from lod.errors import SourceError


def sheets(file: IO[bytes], name: str) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    """The sheets of the workbook in `file`, called `name` in messages; see `lod.ingest.tables.workbook.Sheets`.

    Dates become ISO 8601, whole numbers lose their `.0`. Raises SourceError for what is no workbook.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(file)
        for sheet in workbook.sheet_names:
            yield sheet, _records(workbook.get_sheet_by_name(sheet))
    except CalamineError as problem:
        raise SourceError(f"{name}: no XLSX workbook, or damaged: {problem}") from problem


def _records(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    for number, record in enumerate(sheet.iter_rows(), start=1):
        yield number, [value if type(value) is str else _text(value) for value in record]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time.min:
        return value.date().isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value)
