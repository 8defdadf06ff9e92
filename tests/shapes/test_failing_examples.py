"""Every constraint of every shape, by valid data with one thing changed; every engine finds it alike."""

from __future__ import annotations

import pytest

from lod.namespaces import SH
from lod.validation import Engine
from lod.validation.judgement import agreed, findings

from .cases import CASES, Case
from .graphs import changed, iri, valid

SHAPES_IRI = "https://w3id.org/inspection-results/shapes/"


def test_valid_data_conforms(referee: Engine, fast: Engine, second: Engine) -> None:
    assert referee.validate(valid()).results == ()
    assert fast.validate(valid()).results == ()
    assert second.validate(valid()).results == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_failing_example(case: Case, referee: Engine, fast: Engine, second: Engine) -> None:
    graph = changed(case.remove, case.add)
    report = agreed(fast.validate(graph), referee.validate(graph))
    assert findings(fast.validate(graph)) == findings(second.validate(graph)) == findings(report)
    found = [
        result
        for result in report.results
        if result.source_shape == SHAPES_IRI + case.shape
        and result.component == f"{SH.iri}{case.component}ConstraintComponent"
        and result.focus_node == iri(case.focus)
    ]
    assert found, [(each.focus_node, each.path, each.component, each.source_shape) for each in report.results]
    assert {result.path for result in found} == {iri(case.path) if case.path else None}
    assert all(case.message in result.message for result in found), found[0].message
