"""The referee's shapes find what the shapes find that they were made from."""

from __future__ import annotations

from lod.formats import Format, canonical_lines, parse_lines
from lod.namespaces import RDF, SH
from lod.terms import Triple
from lod.validation import Report
from lod.validation.engines import ENGINES
from lod.validation.regrouping import regrouped, without_queries

EX = "https://example.org/"
PREFIXES = f"@prefix sh: <{SH.iri}> . @prefix ex: <{EX}> . "

OR_QUERY = """
    ex:Known a sh:NodeShape ; sh:targetClass ex:Thing ; sh:or ( ex:IsSmall ex:Asks ) .
    ex:IsSmall a sh:PropertyShape ; sh:path ex:size ; sh:maxInclusive 5 .
    ex:Asks a sh:NodeShape ; sh:sparql [ sh:message "odd"@en ;
        sh:select "SELECT $this WHERE { $this <https://example.org/odd> true }" ] .
"""


def shapes(turtle: str) -> list[Triple]:
    return list(parse_lines(canonical_lines((PREFIXES + turtle).encode(), Format.TURTLE, EX, "shapes")))


def found(turtle: str, data: str) -> Report:
    lines = canonical_lines((PREFIXES + data).encode(), Format.TURTLE, EX, "data")
    return ENGINES["pyshacl"](PREFIXES + turtle).validate(lines)


def test_property_shape_gets_the_targets_of_its_node_shape() -> None:
    made = regrouped(
        shapes("ex:N a sh:NodeShape ; sh:targetClass ex:Thing ; sh:property ex:P . ex:P sh:path ex:p ; sh:minCount 1 .")
    )
    assert (f"{EX}P", f"{SH.iri}targetClass", f"{EX}Thing") in made
    assert not [triple for triple in made if triple[1] == f"{SH.iri}property"]


def test_node_shape_that_others_ask_keeps_its_property_shapes() -> None:
    turtle = """ex:N a sh:NodeShape ; sh:targetClass ex:Thing ; sh:property ex:P . ex:P sh:path ex:p ; sh:minCount 1 .
        ex:Other a sh:NodeShape ; sh:targetNode ex:other ; sh:node ex:N ."""
    assert sorted(regrouped(shapes(turtle)), key=str) == sorted(shapes(turtle), key=str)


def test_deactivated_shape_stays_so() -> None:
    turtle = """ex:N a sh:NodeShape ; sh:targetClass ex:Thing ; sh:deactivated true ; sh:property ex:P .
        ex:P sh:path ex:p ; sh:minCount 1 ."""
    assert found(turtle, "ex:x a ex:Thing .").conforms


def test_query_is_no_alternative_at_first() -> None:
    made, stricter = without_queries(shapes(OR_QUERY))
    assert stricter == {f"{EX}Known"}
    assert [value for _, predicate, value in made if predicate == f"{RDF.iri}first"] == [f"{EX}IsSmall"]


def test_query_is_asked_of_what_nothing_else_allows() -> None:
    report = found(
        OR_QUERY,
        "ex:small a ex:Thing ; ex:size 1 ; ex:odd true . ex:big a ex:Thing ; ex:size 9 . "
        "ex:odd a ex:Thing ; ex:size 9 ; ex:odd true .",
    )
    assert [(result.focus_node, result.source_shape) for result in report.results] == [(f"{EX}odd", f"{EX}Known")]


def test_query_that_is_the_only_alternative_stays() -> None:
    turtle = OR_QUERY.replace("ex:IsSmall ex:Asks", "ex:Asks")
    assert without_queries(shapes(turtle))[1] == frozenset()
    assert len(found(turtle, "ex:x a ex:Thing ; ex:odd true .").results) == 1
