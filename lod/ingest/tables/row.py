"""A row of a source, and how the rows lie in it.

Rows are the same whatever they were read from: text by the column's name, and the place that is their evidence.
"""

from __future__ import annotations

import msgspec

from lod.model import JsonPointer, TableRow, XPath


class Row(msgspec.Struct, frozen=True):
    """A row of a table, a record of a JSON or XML document, or a member of a nested array of such a record."""

    number: int
    """As RFC 7111 counts: the first row of a table is 1, header rows counted. Of a record: its place, from 1."""
    cells: dict[str, str]
    """By the names that the reader gave the columns, without white space around. Empty: nothing is stated. Absent:
    there is no such column, or no such field in this record."""
    place: TableRow | JsonPointer | XPath
    nested: str = ""
    """The nested array (one of `Layout.nested`) that the row is a member of; empty for the record itself."""


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the rows of a source are found. Raises ValueError for what no source can have."""

    header_rows: int = 1
    """Of a table; the last of them names the columns. A name of the row above, which holds to the right until the next,
    qualifies them: `Latest Full Inspection / Outcomes`, needed where the lower name stands there twice."""
    header: str | None = None
    """A column's name, by which the row that names the columns is found below lines of explanation."""
    sheet: str | None = None
    """Of a workbook; by default the first sheet that has the needed columns."""
    delimiter: str = ","
    """Of CSV; `.tsv` files have tabs unless it says otherwise."""
    records: str = ""
    """Of JSON: JSON Pointer (RFC 6901) to the array of records; empty when the document is that array, or one record.
    Of XML: the name of the records' element; empty when the document's element is the one record."""
    nested: tuple[str, ...] = ()
    """Paths of arrays in a record (in XML: of repeated elements) whose members become rows of their own, after the
    record's."""

    def __post_init__(self) -> None:
        if self.header_rows not in (1, 2):
            raise ValueError(f"header_rows: found {self.header_rows}; accepted: 1 or 2")
        if len(self.delimiter) != 1 or self.delimiter in '"\r\n ':
            raise ValueError(f"delimiter: found {self.delimiter!r}; accepted: one character, such as ',' or ';'")
