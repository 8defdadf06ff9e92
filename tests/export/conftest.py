"""The HMI Probation example, and its copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod.settings import Settings
from tests.export import copies


@pytest.fixture(scope="session")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The example with a release."""
    return copies.published(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory, publication: Settings) -> Path:
    """The folder that the example is copied to."""
    folder = tmp_path_factory.mktemp("copy") / "site"
    copies.copy(publication, folder)
    return folder
