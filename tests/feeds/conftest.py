"""Two releases of one publication: in the second Sheffield is corrected, York is withdrawn, and Leeds has come."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod.releases import Release
from tests.feeds.publishing import FIRST, LEEDS, SECOND, SHEFFIELD, YORK, correction, publish, withdrawal

BASE = "https://data.example.org/"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("feeds")


@pytest.fixture(scope="session")
def first(folder: Path) -> Release:
    return publish(folder, SHEFFIELD, YORK, at=FIRST)


@pytest.fixture(scope="session")
def second(folder: Path, first: Release) -> Release:
    corrected = correction(BASE) + withdrawal(BASE)
    return publish(folder, SHEFFIELD, YORK, LEEDS, at=SECOND, corrected=corrected)
