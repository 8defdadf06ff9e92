"""A released publication, and a client of its server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lod.model import Inspection
from lod.web.app import create_app
from tests.web.published import ABOUT, LIMITS, inspections, release


@pytest.fixture(scope="session")
def facts() -> tuple[Inspection, ...]:
    """The inspection of a region read from prose, and that of an oddly named unit read from a table."""
    return inspections()


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory, facts: tuple[Inspection, ...]) -> Path:
    """An output folder whose current release holds `facts`."""
    folder = tmp_path_factory.mktemp("published")
    release(folder, "2025-08-07-000000000001", facts)
    return folder


@pytest.fixture(scope="session")
def client(output: Path) -> Iterator[TestClient]:
    """A client of the server, which follows no redirect by itself."""
    with TestClient(create_app(ABOUT, output, LIMITS), follow_redirects=False) as client:
        yield client
