"""CSV as offices write it (RFC 4180, in UTF-8 with or without a byte order mark).

Rows are counted as RFC 7111 counts them: the header is row 1, and a line feed inside quotes starts no row.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence

from lod.errors import SourceError
from lod.ingest import sources
from lod.ingest.tables.header import header, positions
from lod.ingest.tables.row import Layout, Row
from lod.model import Problem, TableRow

_NOT_UTF_8 = "is not UTF-8; save the table as “CSV UTF-8”"
_UNDECODABLE = re.compile("[\udc80-\udcff]")


def rows(
    path: sources.Location, name: str, layout: Layout, columns: Sequence[str], needed: Collection[str]
) -> Iterator[Row | Problem]:
    """The rows of the CSV file at `path`; see `lod.ingest.tables.rows`."""
    with sources.open_content(path, name) as data:
        if data.peek(3).startswith(codecs.BOM_UTF8):
            data.read(3)
        # Bytes that are no UTF-8 survive as lone surrogates, so that they cost their row and not the table.
        with io.TextIOWrapper(data, encoding="utf-8", errors="surrogateescape", newline="") as file:
            records = csv.reader(file, delimiter=layout.delimiter, strict=True, skipinitialspace=True)
            yield from _rows(enumerate(records, start=1), name, layout, columns, needed)


def _rows(
    records: Iterator[tuple[int, list[str]]], name: str, layout: Layout, columns: Sequence[str], needed: Collection[str]
) -> Iterator[Row | Problem]:
    number = 0
    try:
        number, groups, names = header(records, layout, name)
        if _UNDECODABLE.search("".join(names + groups)):
            raise SourceError(f"{name}: the header {_NOT_UTF_8}")
        found = positions(name, groups, names, columns, needed)
        wanted, width = tuple(found.items()), len(names)
        for number, record in records:
            text = "".join(record)
            if not text or text.isspace():
                continue
            if len(record) != width or not text.isascii():
                problem = _out_of_form(record, names, found, name, number)
                if problem:
                    yield problem
                    continue
            cells = {column: record[place].strip() for column, place in wanted}
            yield Row(number, cells, TableRow(number))
    except csv.Error as problem:
        raise SourceError(f"{name}: no CSV after row {number}: {problem}; is a quotation mark not closed?") from problem


def _out_of_form(record: list[str], names: list[str], wanted: dict[str, int], name: str, number: int) -> Problem | None:
    if len(record) < len(names) or any(cell.strip() for cell in record[len(names) :]):
        return Problem(
            source=name,
            row=number,
            message="the row has another number of cells than the header; is there a comma outside quotation marks?",
            found=f"{len(record)} cells",
            accepted=f"{len(names)} cells",
        )
    # Of wanted columns only: what stands in others is not read, and so not shown to anybody.
    for column, place in wanted.items():
        if _UNDECODABLE.search(record[place]):
            shown = record[place].encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            return Problem(source=name, row=number, column=column, message=f"the cell {_NOT_UTF_8}", found=shown)
    return None
