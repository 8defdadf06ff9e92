from __future__ import annotations

import pyoxigraph
import pytest
import rdflib

from lod.formats import parse_lines
from lod.validation import Report, report_lines
from lod.validation.rdf import read_report

from .test_results import VIOLATION, WARNING

REPORT = Report.of([VIOLATION, WARNING])


@pytest.mark.parametrize("report", [Report(), REPORT], ids=["conforms", "two results"])
def test_report_survives_rdf(report: Report) -> None:
    assert read_report(parse_lines(report_lines(report))) == report


def test_report_is_what_shacl_says_it_is() -> None:
    graph = rdflib.Graph().parse(data="".join(report_lines(REPORT)), format="nt")
    assert graph.query("""
        PREFIX sh: <http://www.w3.org/ns/shacl#>
        ASK {
            ?report a sh:ValidationReport ; sh:conforms false ; sh:result ?result .
            ?result a sh:ValidationResult ; sh:resultSeverity sh:Violation ;
                sh:focusNode <https://data.example.org/id/unit/a> ;
                sh:resultPath <http://purl.org/dc/terms/identifier> ;
                sh:sourceConstraintComponent sh:DatatypeConstraintComponent ;
                sh:sourceShape <https://w3id.org/inspection-results/shapes/InspectedUnit-identifier> ;
                sh:resultMessage "A unit has one identifier."@en .
        }""").askAnswer


def test_value_keeps_its_lexical_form() -> None:
    assert any('"007"^^<http://www.w3.org/2001/XMLSchema#integer>' in line for line in report_lines(REPORT))


def test_same_report_gives_the_same_sorted_bytes() -> None:
    lines = report_lines(Report.of([WARNING, VIOLATION]))
    assert lines == report_lines(REPORT) == sorted(lines)


def test_report_that_conforms_says_so() -> None:
    [statement] = [
        quad
        for quad in pyoxigraph.parse("".join(report_lines(Report())), pyoxigraph.RdfFormat.N_TRIPLES)
        if quad.predicate.value.endswith("conforms")
    ]
    assert statement.object == pyoxigraph.Literal(True)
