"""Registers written for a test, read with the shipped profile."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from lod import profiles
from lod.ingest import register
from lod.ingest.sources import source
from lod.model import Fact, Problem
from lod.namespaces import OGL
from lod.profiles import Profile

Read = Callable[[bytes], list[Fact | Problem]]
ReadRow = Callable[..., list[Fact | Problem]]

ROW = {
    "unit": "East Midlands",
    "unit type": "Probation region",
    "overall rating": "Inadequate",
    "published": "2025-08-07",
}
"""A row that says no more than it must."""


@pytest.fixture(scope="session")
def profile() -> Profile:
    return profiles.load("hmi-probation")


@pytest.fixture
def read(tmp_path: Path, profile: Profile) -> Read:
    """Reads the bytes of a CSV file called `register.csv`."""

    def read(data: bytes, licence: str = OGL) -> list[Fact | Problem]:
        path = tmp_path / "register.csv"
        path.write_bytes(data)
        return list(register.read(source(path, tmp_path, licence), path, profile))

    return read


@pytest.fixture
def read_rows(tmp_path: Path, read: Read) -> ReadRow:
    """Reads a register of rows given as column → cell; what a row leaves out is as in `ROW`."""

    def read_rows(*rows: dict[str, str]) -> list[Fact | Problem]:
        full = [{**ROW, **row} for row in rows]
        path = tmp_path / "rows.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(column for row in full for column in row)))
            writer.writeheader()
            writer.writerows(full)
        return read(path.read_bytes())

    return read_rows
