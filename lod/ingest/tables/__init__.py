"""Tables and records → rows whose cells go by their column's name, one at a time, whatever the format.

A row that is out of form is a `Problem` and reading goes on; a file that is not what it says is refused (SourceError).
Only the columns asked for are kept: what no profile names goes no further than the raw record.

Columns of a table go by their header, compared without case and with single spaces. Those of JSON and XML are paths of
names with `/` between them: `scores/Hygiene`, `@id` for an attribute of XML. A path goes into every member of an array
(in XML: every element of that name), or with `keyQuestionRatings[name=Safe]/rating` into those whose `name` is Safe;
several values stand on lines of their own. Numbers keep their digits, `true` and `false` are words, null and `xsi:nil`
are empty cells. A path below one of `Layout.nested` belongs to the rows of that array's members and to no others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import msgspec

from lod.errors import SourceError
from lod.ingest import sources
from lod.ingest.tables import delimited, json_records, workbook, xml_records
from lod.ingest.tables.header import fold
from lod.ingest.tables.row import Layout, Row
from lod.model import Problem

__all__ = ["Layout", "Row", "fold", "rows"]

_READERS = {
    sources.CSV: delimited.rows,
    sources.TSV: delimited.rows,
    sources.XLSX: workbook.read_xlsx,
    sources.ODS: workbook.read_ods,
    sources.JSON: json_records.rows,
    sources.XML: xml_records.rows,
}


def rows(
    path: sources.Location, name: str, media_type: str, layout: Layout, columns: Iterable[str], needed: Collection[str]
) -> Iterator[Row | Problem]:
    """The rows of the file at `path`, called `name` in messages, with the cells of those `columns` that it has.

    Empty rows are passed over. Raises SourceError when the file cannot be read as its media type, or has not the
    `needed` columns; SettingsError when a column cannot be one of that format.
    """
    reader = _READERS.get(media_type)
    if reader is None:
        raise SourceError(f"{name}: no table or record is read from {media_type}; accepted: {', '.join(_READERS)}")
    if media_type == sources.TSV and layout.delimiter == ",":
        layout = msgspec.structs.replace(layout, delimiter="\t")
    yield from reader(path, name, layout, tuple(dict.fromkeys(columns)), needed)
