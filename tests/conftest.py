"""What every room's tests share: where the folder with captured sources and conformance suites is, if it is there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.needs import missing

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session", autouse=True)
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder for temporary files of the tests and of all processes that they start, some of which are killed or
    never tidy up: gone at the end. Its name is short, since sockets are made in it."""
    tmp_path_factory.getbasetemp()  # pytest's own stays where it is
    changed = pytest.MonkeyPatch.context()
    with tempfile.TemporaryDirectory(prefix="lod-", ignore_cleanup_errors=True) as folder, changed as environment:
        environment.setenv("TMPDIR", folder)
        environment.setattr(tempfile, "tempdir", None)  # what was found before
        yield Path(folder)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout with real sources and suites written by others; skips where it is absent.

    In CI too: who clones the repository has no such folder."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder ../shared with captured sources, which this machine does not have")
    return SHARED


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Finds a program that a test drives; missing, it fails the test in CI and skips it on a user's machine."""

    def find(name: str) -> str:
        return shutil.which(name) or missing(f"needs the program {name}")

    return find
