"""Sources written for a test, read by their suffix as a publication's are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lod.ingest import sources, tables
from lod.ingest.tables import Layout, Row
from lod.model import Problem

Read = Callable[..., list[Row | Problem]]
ReadFile = Callable[..., list[Row | Problem]]


@pytest.fixture
def read_file() -> ReadFile:
    """Reads a file with some columns."""

    def read_file(path: Path, *columns: str, needed: tuple[str, ...] = (), **layout: object) -> list[Row | Problem]:
        media_type = sources.media_type(path)
        return list(tables.rows(path, path.name, media_type, Layout(**layout), columns, needed))  # type: ignore[arg-type]

    return read_file


@pytest.fixture
def read(tmp_path: Path, read_file: ReadFile) -> Read:
    """Reads bytes as a file called `register` with a suffix."""

    def read(
        data: bytes, suffix: str, *columns: str, needed: tuple[str, ...] = (), **layout: object
    ) -> list[Row | Problem]:
        path = tmp_path / f"register{suffix}"
        path.write_bytes(data)
        return read_file(path, *columns, needed=needed, **layout)

    return read
