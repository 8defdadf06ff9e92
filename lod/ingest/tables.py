"""CSV as rows whose cells go by their column's name (RFC 4180, in UTF-8 with or without a byte order mark).

Rows are counted as RFC 7111 counts them: the header is row 1, and a line feed inside quotes starts no row. A row that
is out of form is a `Problem` and reading goes on; a table without its columns is no table.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lod.errors import SourceError
from lod.model import Problem

_NOT_UTF_8 = "is not UTF-8; save the table as “CSV UTF-8”"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number, and its cells by the names that the reader gave the columns."""

    number: int
    cells: dict[str, str]


def fold(text: str) -> str:
    """A text as headers and key words are compared: without case, and with single spaces."""
    return " ".join(text.split()).casefold()


def rows(path: Path, name: str, columns: Iterable[str], needed: Collection[str]) -> Iterator[Row | Problem]:
    """The rows of the table at `path`, called `name` in messages, with the cells of those `columns` that it has.

    Other columns and empty rows are passed over. Cells lose the spaces around them. Raises SourceError when one of the
    `needed` columns is missing, when a column stands there twice, or when the file is no CSV.
    """
    try:
        # Bytes that are no UTF-8 survive as lone surrogates, so that they cost their row and not the table.
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            yield from _rows(csv.reader(file, strict=True, skipinitialspace=True), name, columns, needed)
    except OSError as problem:
        raise SourceError(f"{name}: cannot be read: {problem.strerror}") from problem


def _rows(
    records: Iterator[list[str]], name: str, columns: Iterable[str], needed: Collection[str]
) -> Iterator[Row | Problem]:
    number = 1
    try:
        header = [cell.strip() for cell in next(records, [])]
        positions = _positions(header, name, columns, needed)
        for number, record in enumerate(records, start=2):
            if any(cell.strip() for cell in record):
                yield _out_of_form(record, header, name, number) or Row(
                    number, {column: record[position].strip() for column, position in positions.items()}
                )
    except csv.Error as problem:
        raise SourceError(f"{name}: no CSV after row {number}: {problem}; is a quotation mark not closed?") from problem


def _positions(header: list[str], name: str, columns: Iterable[str], needed: Collection[str]) -> dict[str, int]:
    if any(map(_undecodable, header)):
        raise SourceError(f"{name}: the header {_NOT_UTF_8}")
    folded = [fold(cell) for cell in header]
    there = f"its columns are: {', '.join(repr(cell) for cell in header if cell) or 'none'}"
    for column in columns:
        if folded.count(fold(column)) > 1:
            raise SourceError(f"{name}: the column {column!r} stands there twice; {there}")
    missing = [column for column in needed if fold(column) not in folded]
    if missing:
        raise SourceError(f"{name}: needs the column {' and '.join(map(repr, missing))}; {there}")
    return {column: folded.index(fold(column)) for column in columns if fold(column) in folded}


def _out_of_form(record: list[str], header: list[str], name: str, number: int) -> Problem | None:
    if len(record) < len(header) or any(cell.strip() for cell in record[len(header) :]):
        return Problem(
            source=name,
            row=number,
            message="the row has another number of cells than the header; is there a comma outside quotation marks?",
            found=f"{len(record)} cells",
            accepted=f"{len(header)} cells",
        )
    for column, cell in zip(header, record, strict=False):
        if _undecodable(cell):
            shown = cell.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            return Problem(source=name, row=number, column=column, message=f"the cell {_NOT_UTF_8}", found=shown)
    return None


def _undecodable(cell: str) -> bool:
    return not cell.isascii() and any("\udc80" <= character <= "\udcff" for character in cell)
