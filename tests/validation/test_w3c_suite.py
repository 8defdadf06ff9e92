"""The W3C SHACL test suite, core and SPARQL, on every engine (SHACL, test suite of the Working Group).

Compared are the sets of focus node, simple path, component and severity: a `Report` says each result once. Shapes that
are ill-formed have to be refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from lod.formats import Format, canonical_lines
from lod.terms import Literal, Term, written
from lod.validation import Report
from lod.validation.engines import ENGINES

from . import suite

pytestmark = pytest.mark.slow

KNOWN_FAILURES: Mapping[str, Mapping[str, str]] = {
    "shacl": {
        "sparql/pre-binding/unsupported-sparql-004/unsupported-sparql-004": "takes a subquery that leaves $this out",
    },
    "pyshifty": {
        "core/property/uniqueLang-002/uniqueLang-002": 'takes sh:uniqueLang "1"^^xsd:boolean for true',
    },
    "pyshacl": {
        "core/property/uniqueLang-002/uniqueLang-002": 'takes sh:uniqueLang "1"^^xsd:boolean for true',
        "sparql/node/prefixes-001/prefixes-001": "reads no prefixes of what sh:prefixes imports by owl:imports",
        "sparql/pre-binding/pre-binding-005/pre-binding-005": "rdflib binds no $this in a group that has only a FILTER",
        "sparql/pre-binding/shapesGraph-001/shapesGraph-001": "has no $shapesGraph, which processors may leave out",
    },
}


@pytest.mark.parametrize("name", ENGINES)
def test_engine_passes_all_but_its_known_failures(name: str, shared: Path) -> None:
    folder = shared / "conformance" / "data" / "data-shapes" / "data-shapes-test-suite" / "tests"
    cases = list(suite.cases(folder))
    assert len(cases) == 120
    failed = {case.name for case in cases if not passes(name, case)}
    assert failed == set(KNOWN_FAILURES[name])


def passes(name: str, case: suite.SuiteCase) -> bool:
    """Whether the engine finds what the suite lists, or refuses the shapes that it should."""
    shapes = f"@base <{case.shapes.as_uri()}> .\n{case.shapes.read_text('utf-8')}"
    data = canonical_lines(case.data.read_bytes(), Format.TURTLE, case.data.as_uri(), case.name)
    try:
        report = ENGINES[name](shapes).validate(data)
    except Exception:  # each engine refuses by its own exceptions
        return case.expected is None
    return case.expected is not None and found(report) == {simple(each) for each in case.expected}


def found(report: Report) -> set[tuple[str, ...]]:
    return {(_name(each.focus_node), each.path or "", each.component, each.severity) for each in report.results}


def simple(expected: tuple[str, ...]) -> tuple[str, ...]:
    """A compound path is a blank node, and not read by us."""
    focus_node, path, *others = expected
    return (focus_node, "" if path == "_:" else path, *others)


def _name(term: Term) -> str:
    if isinstance(term, Literal):
        return written(term)
    return "_:" if term.startswith("_:") else term
