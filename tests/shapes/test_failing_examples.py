"""Every constraint of every shape, by valid data with one thing changed; both engines find it alike."""

from __future__ import annotations

import pytest

from lod.namespaces import SH
from lod.validation.fast import Fast
from lod.validation.gate import agreed
from lod.validation.referee import Referee

from .cases import CASES, Case
from .graphs import changed, iri, valid

SHAPES_IRI = "https://w3id.org/inspection-results/shapes/"


def test_valid_data_conforms(referee: Referee, fast: Fast) -> None:
    assert referee.validate(valid()).results == ()
    assert fast.validate(valid()).results == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_failing_example(case: Case, referee: Referee, fast: Fast) -> None:
    graph = changed(case.remove, case.add)
    report = agreed(fast.validate(graph), referee.validate(graph))
    found = [
        result
        for result in report.violations
        if result.source_shape == SHAPES_IRI + case.shape
        and result.component == f"{SH.iri}{case.component}ConstraintComponent"
        and result.focus_node == iri(case.focus)
    ]
    assert found, [(each.focus_node, each.path, each.component, each.source_shape) for each in report.results]
    assert {result.path for result in found} == {iri(case.path) if case.path else None}
    assert all(case.message in result.message for result in found), found[0].message
