"""A small publication served by a real server, for the suites of others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lod.store import Limits
from tests.web.published import ABOUT, inspections, release
from tests.web.running import served


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with one release, of two inspections."""
    folder = tmp_path_factory.mktemp("published")
    release(folder, "2025-08-07-000000000001", inspections())
    return folder


@pytest.fixture(scope="module")
def address(output: Path) -> Iterator[str]:
    """Where it is served."""
    with served(ABOUT, output, Limits()) as address:
        yield address
