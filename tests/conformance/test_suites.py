"""Suites written by others, aimed at a real server (../shared/conformance); skipped where that folder is absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod.store import Limits
from tests.conformance.runners import run
from tests.conformance.serving_nquads import ABOUT as OF_SUITES
from tests.conformance.serving_nquads import release_of
from tests.web.published import ABOUT
from tests.web.running import served

pytestmark = [pytest.mark.engine, pytest.mark.slow]

PAGES = (
    "/,/doc/unit/probation-region/N53,/doc/inspection/probation-region/N53/2025-08-07,/def/inspection,/sparql,/problems"
)


def test_sparql_protocol(shared: Path, tmp_path: Path) -> None:
    suite = shared / "conformance" / "sparql_protocol.py"
    data = tmp_path / "protocol.nq"
    run(suite, "--emit-data", str(data))
    with served(OF_SUITES, release_of(data, tmp_path / "output"), Limits()) as address:
        report = run(suite, "--sparql", f"{address}/sparql", "--mode", "query-only")
    assert "passed 34/34" in report


def test_service_description(shared: Path, address: str) -> None:
    suite = shared / "conformance" / "service_description.py"
    run(suite, "--base", address, "--sparql", f"{address}/sparql", "--public", ABOUT.base_iri)


def test_sparql_clients(shared: Path, address: str) -> None:
    run(shared / "conformance" / "sparql_clients.py", "--sparql", f"{address}/sparql")


def test_html(shared: Path, address: str) -> None:
    run(shared / "conformance" / "html_valid.py", "--base", address, "--pages", PAGES)
