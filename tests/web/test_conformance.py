"""Suites written by others, aimed at a real server (../shared/conformance); skipped where that folder is absent."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lod.releases import Release, current, manifest
from lod.store import Limits, embedded
from tests.web.published import ABOUT
from tests.web.serving import served

pytestmark = [pytest.mark.engine, pytest.mark.slow]

PAGES = (
    "/,/doc/unit/probation-region/N53,/doc/inspection/probation-region/N53/2025-08-07,/def/inspection,/sparql,/problems"
)


@pytest.fixture(scope="module")
def address(output: Path) -> Iterator[str]:
    with served(ABOUT, output, Limits()) as address:
        yield address


def run(suite: Path, *arguments: str) -> str:
    """A runner's report; the test fails with it unless every case passed."""
    done = subprocess.run(
        [sys.executable, str(suite), *arguments], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_sparql_protocol(shared: Path, output: Path, tmp_path: Path) -> None:
    suite = shared / "conformance" / "sparql_protocol.py"
    run(suite, "--emit-data", str(tmp_path / "protocol.nq"))
    folder = _release_of(tmp_path / "protocol.nq", current(output), tmp_path)
    with served(ABOUT, folder, Limits()) as address:
        run(suite, "--sparql", f"{address}/sparql", "--mode", "query-only")


def test_service_description(shared: Path, address: str) -> None:
    suite = shared / "conformance" / "service_description.py"
    run(suite, "--base", address, "--sparql", f"{address}/sparql", "--public", ABOUT.base_iri)


def test_sparql_clients(shared: Path, address: str) -> None:
    run(shared / "conformance" / "sparql_clients.py", "--sparql", f"{address}/sparql")


def test_html(shared: Path, address: str) -> None:
    report = run(shared / "conformance" / "html_valid.py", "--base", address, "--pages", PAGES)
    assert "html_valid" in report


def _release_of(data: Path, pattern: Release, output: Path) -> Path:
    """An output folder that serves other data under the pattern's catalogue."""
    folder = output / "releases" / pattern.id
    folder.mkdir(parents=True)
    for name in (manifest.MANIFEST, "catalogue.nt", "void.nt"):
        (folder / name).write_bytes((pattern.folder / name).read_bytes())
    embedded.build(data, folder / manifest.STORE)
    (output / "current").symlink_to(Path("releases") / pattern.id)
    return output
