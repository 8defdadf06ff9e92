from __future__ import annotations

from lod.namespaces import SH, XSD
from lod.terms import Literal
from lod.validation import Report, Result

VIOLATION = Result(
    focus_node="https://data.example.org/id/unit/a",
    path="http://purl.org/dc/terms/identifier",
    value=Literal("007", XSD.integer),
    component=SH.iri + "DatatypeConstraintComponent",
    source_shape="https://w3id.org/inspection-results/shapes/InspectedUnit-identifier",
    severity=SH.Violation,
    message="A unit has one identifier.",
)
WARNING = Result(
    focus_node="https://data.example.org/id/unit/b",
    path=None,
    value=None,
    component=SH.iri + "NodeConstraintComponent",
    source_shape="https://w3id.org/inspection-results/shapes/InspectedUnit",
    severity=SH.Warning,
    message="Look at this unit.",
)


def test_report_without_results_conforms() -> None:
    assert Report().conforms
    assert Report().violations == Report().warnings == ()


def test_results_are_told_apart_by_severity() -> None:
    report = Report.of([WARNING, VIOLATION])
    assert (report.violations, report.warnings) == ((VIOLATION,), (WARNING,))


def test_any_result_makes_a_graph_not_conform() -> None:
    """SHACL 3.6.1.1; what stops publication is `violations`."""
    assert not Report.of([WARNING]).conforms


def test_equal_findings_are_equal_reports_in_whatever_order() -> None:
    assert Report.of([WARNING, VIOLATION, WARNING]) == Report.of([VIOLATION, WARNING])


def test_merging_says_once_what_several_graphs_share() -> None:
    both = Report.of([VIOLATION, WARNING])
    assert Report.of([WARNING]).merge(both, Report()) == both
