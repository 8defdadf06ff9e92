"""The tables of a dataset while they are written, as CSV with its metadata and as Parquet: memory does not grow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from lod.formats import Format
from lod.publication import csvw
from lod.publication.columns import TABLES, Table
from lod.publication.compressed import DumpFile
from lod.publication.release import Dump, DumpNames


class Tables:
    """The tables of one dataset in `folder`, under the licence of that IRI."""

    def __init__(self, folder: Path, names: DumpNames, licence: str) -> None:
        self._folder, self._names = folder, names
        self._files = {table.name: self._begun(table, licence) for table in TABLES}

    def add(self, rows: Mapping[str, bytes]) -> None:
        """More rows of each table (`lod.publication.rows`)."""
        for name, some in rows.items():
            self._files[name].write(some)

    def finish(self) -> Iterator[Dump]:
        """Completes the files, one after the other."""
        for table in TABLES:
            file = self._files[table.name]
            yield from file.close()
            yield _parquet(table, file.path, self._folder / self._names.table(table.name, Format.PARQUET))

    def _begun(self, table: Table, licence: str) -> DumpFile:
        name = self._names.table(table.name, Format.CSV)
        (self._folder / f"{name}{csvw.SUFFIX}").write_bytes(csvw.metadata(table, name, licence))
        file = DumpFile(self._folder / name, Format.CSV, table.name)
        file.write(table.header_row)
        return file


def _parquet(table: Table, csv: Path, path: Path) -> Dump:
    # Not above: the server and its query processes import this room too, and pyarrow would cost each of them 50 MB.
    from lod.publication.parquet import parquet

    return parquet(table, csv, path)
