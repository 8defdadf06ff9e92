"""The W3C's SPARQL 1.1 tests of queries, syntax and result formats through our HTTP endpoint, each in every format.

A server for each dataset; what it fails is what `known` lists, no more and no less.
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from tests.conformance import serving_nquads
from tests.conformance.known import KNOWN, REFUSED
from tests.conformance.runners import rows

pytestmark = [pytest.mark.engine, pytest.mark.slow]

GROUPS = {
    "aggregates": 47,
    "bind": 10,
    "bindings": 11,
    "cast": 6,
    "construct": 7,
    "csv-tsv-res": 6,
    "delete-insert": 8,
    "exists": 6,
    "functions": 75,
    "grouping": 6,
    "json-res": 4,
    "negation": 12,
    "project-expression": 7,
    "property-path": 33,
    "subquery": 14,
    "syntax-fed": 3,
    "syntax-query": 94,
}
"""The suite's folders, and how many tests each has."""
SERVE = " ".join(map(shlex.quote, (sys.executable, serving_nquads.__file__))) + " {nq} {port} {dir}"


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_of_the_suite(group: str, shared: Path, tmp_path: Path) -> None:
    suite, only = shared / "conformance" / "sparql_eval.py", f"sparql11/{group}/"
    engine = ("--engine", "http", "--serve-cmd", f"exec {SERVE}", "--endpoint-path", "/sparql")
    found = rows(suite, *engine, "--only", only, report=tmp_path / "report.json", timeout=400)
    assert len(found) == GROUPS[group]
    failed = {row["id"]: row["why"] for row in found if row["ok"] is False}
    assert set(failed) == {test for test in KNOWN if test.startswith(only)}, failed


def test_but_for_what_is_refused_we_pass_what_the_engine_passes(shared: Path, tmp_path: Path) -> None:
    suite = shared / "conformance" / "sparql_eval.py"
    found = rows(suite, "--engine", "pyoxigraph", report=tmp_path / "report.json")
    failed = {row["id"] for row in found if row["ok"] is False}
    assert set(KNOWN) - failed == REFUSED
    assert sum(1 for row in found if row["ok"] is not None) == sum(GROUPS.values())
