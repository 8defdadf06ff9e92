"""Whatever stands where a number, a date or a digest should: a violation, never a crash, of whichever property."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import SH, Graph, URIRef

from lod.formats import parse_lines
from lod.namespaces import DCT, XSD
from lod.terms import Literal, lines
from lod.validation import judge
from lod.validation.shapes import shapes

from . import food

GRAPH = Graph().parse(data=shapes(), format="turtle")
DATATYPES = sorted(XSD[name] for name in XSD if name not in ("string", "anyURI"))
PROPERTIES = sorted({str(path) for path in GRAPH.objects(None, SH.path) if isinstance(path, URIRef)})
ROW = food.Row(0, 5, 5, 5, "5")
UNTYPED = food.chunk([ROW]) + "".join(food.vocabulary())
THINGS = sorted({line.split(" ", 1)[0][1:-1] for line in food.chunk([ROW]).splitlines()})

TYPED = [line for line in UNTYPED.splitlines(keepends=True) if "^^" in line]

# No datatype of ours takes a section sign; a year of thirty digits makes an engine panic.
LEXICAL = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(lambda text: text + "§")
TRAPS = st.sampled_from(["", " ", "abc", "1_000", "seven", "2019-02-30", "2025-13", "1" * 30 + "-01", "٣", "0x1F"])


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(THINGS), st.sampled_from(PROPERTIES), st.sampled_from(DATATYPES), st.one_of(LEXICAL, TRAPS))
def test_ill_typed_literal_never_breaks_validation(thing: str, path: str, datatype: str, lexical: str) -> None:
    graph = UNTYPED + next(lines([(thing, path, Literal(lexical, datatype))]))
    judge(graph, shapes(), to_referee=True)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(TYPED), LEXICAL)
def test_ill_typed_literal_is_a_violation_where_a_value_is_needed(line: str, lexical: str) -> None:
    [(focus_node, path, value)] = parse_lines([line])
    assert isinstance(value, Literal)
    ill_typed = next(lines([(focus_node, path, value._replace(lexical=lexical))]))
    report = judge(UNTYPED.replace(line, ill_typed), shapes(), to_referee=True)
    assert (focus_node, path) in {(result.focus_node, result.path) for result in report.violations}


@pytest.mark.parametrize("datatype", ["gYear", "gYearMonth", "date"])
def test_literal_on_which_the_fast_engine_panics_is_a_violation(datatype: str) -> None:
    year = "1" * 30 + {"gYear": "", "gYearMonth": "-01", "date": "-01-01"}[datatype]
    graph = UNTYPED + next(lines([(ROW.inspection, DCT.issued, Literal(year, XSD[datatype]))]))
    report = judge(graph, shapes(), to_referee=False)
    assert {(result.focus_node, result.path) for result in report.violations} == {(ROW.inspection, DCT.issued)}


def test_order_of_values_without_one_is_no_crash() -> None:
    """pySHACL raises TypeError on sh:lessThanOrEquals of what is no number; the referee gives it none to compare."""
    ordered = """
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        <urn:s> a sh:NodeShape ; sh:targetNode <urn:x> ; sh:property <urn:p> .
        <urn:p> a sh:PropertyShape ; sh:path <urn:low> ; sh:lessThanOrEquals <urn:high> ."""
    graph = '<urn:x> <urn:low> "abc"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    graph += '<urn:x> <urn:high> "3"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    [result] = judge(graph, ordered, to_referee=True).violations
    assert result.component == SH.LessThanOrEqualsConstraintComponent.toPython()
