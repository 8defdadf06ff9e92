"""A file of CSV → an Apache Parquet file, a row group at a time. The one home of pyarrow."""

from __future__ import annotations

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from lod.formats import Format
from lod.publication.columns import DAY, DECIMAL, WHOLE, Column, Table
from lod.publication.digested import DigestedFile
from lod.publication.release import Dump

_GROUP = 8 * 2**20
"""Bytes of CSV in a row group, roughly: what is held in memory."""

_TYPES = {DAY: pa.date32(), WHOLE: pa.int64(), DECIMAL: pa.float64()}
"""Those of the other columns are strings."""


def parquet(table: Table, csv: Path, path: Path) -> Dump:
    """Writes what `csv` holds, below its header, to `path`; an empty cell is null. The same file gives the same bytes
    for the same version of pyarrow. Raises pyarrow.ArrowInvalid for a cell that is not of its column's type."""
    schema, sink = pa.schema([_field(column) for column in table.columns]), _Sink(path)
    with pa.parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        if csv.stat().st_size > len(table.header_row):  # the reader refuses a file without rows
            with _reader(csv, schema) as groups:
                for group in groups:
                    writer.write_batch(group)
    pa.default_memory_pool().release_unused()  # it would keep a hundred megabytes, and other work follows
    return Dump(path.name, Format.PARQUET, sink.size, sink.finish(), table=table.name)


class _Sink(io.RawIOBase):
    """A DigestedFile in the form that pyarrow writes to."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._file = DigestedFile(path)

    @property
    def size(self) -> int:
        return self._file.size

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.size

    def write(self, data: object) -> int:
        block = bytes(memoryview(data))  # type: ignore[arg-type]
        self._file.write(block)
        return len(block)

    def finish(self) -> str:
        """Puts the file on the disk; gives its SHA-256 in hexadecimal."""
        return self._file.close()


def _field(column: Column) -> pa.Field:
    about = {"description": column.description, **({"property": column.property} if column.property else {})}
    return pa.field(column.name, _TYPES.get(column.type, pa.string()), metadata=about)


def _reader(csv: Path, schema: pa.Schema) -> pa.csv.CSVStreamingReader:
    return pa.csv.open_csv(
        csv,
        pa.csv.ReadOptions(column_names=schema.names, skip_rows=1, use_threads=False, block_size=_GROUP),
        pa.csv.ParseOptions(newlines_in_values=True),
        pa.csv.ConvertOptions(
            column_types=schema, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
        ),
    )
