"""The shapes themselves: well-formed SHACL, each found out by a failing example, each with a message for a clerk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, RDFS, SH, BNode, Graph, URIRef
from rdflib.collection import Collection

from lod import resources
from lod.namespaces import INSP
from lod.validation.shapes import SHAPES_IRI, shapes
from tests.publication.observation_cases import CASES as OBSERVATION_CASES

from .cases import CASES

FILES = sorted(resources.folder("shapes").glob("*.ttl"))
COMPONENTS = [
    "class",
    "datatype",
    "nodeKind",
    "minCount",
    "maxCount",
    "minInclusive",
    "maxInclusive",
    "minLength",
    "pattern",
    "languageIn",
    "uniqueLang",
    "in",
    "hasValue",
    "equals",
    "closed",
    "not",
    "or",
    "node",
    "qualifiedMinCount",
    "qualifiedMaxCount",
    "sparql",
]
"""The parameters of constraint components that our shapes use: `minCount` is MinCountConstraintComponent's."""

GRAPH = Graph().parse(data=shapes(), format="turtle")
HELPERS = {
    *(each for alternatives in GRAPH.objects(None, SH["or"]) for each in Collection(GRAPH, alternatives)),
    *(each for name in ("not", "qualifiedValueShape") for each in GRAPH.objects(None, SH[name])),
}
"""Shapes that others ask whether a node conforms to them: no result names these as its source."""
PROPERTY_SHAPES = sorted(set(GRAPH.subjects(RDF.type, SH.PropertyShape)) - HELPERS)
NODE_SHAPES = sorted(GRAPH.subjects(RDF.type, SH.NodeShape))

TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetNode)
TARGETED = {shape for target in TARGETS for shape in GRAPH.subjects(target)}


def local(shape: URIRef) -> str:
    return str(shape).removeprefix(SHAPES_IRI + "/")


def messages(shape: URIRef) -> list:
    constraints = [shape, *GRAPH.objects(shape, SH.sparql)]
    return [message for constraint in constraints for message in GRAPH.objects(constraint, SH.message)]


def reported() -> Iterator[tuple[str, str]]:
    """Each shape that results may name as their source, with each of its constraint components."""
    reporting = {*PROPERTY_SHAPES, *TARGETED}
    for shape in reporting:
        for parameter in COMPONENTS:
            if (shape, SH[parameter], None) in GRAPH:
                name = "SPARQL" if parameter == "sparql" else parameter[0].upper() + parameter[1:]
                yield local(shape), name


def test_every_constraint_has_a_failing_example() -> None:
    statistics = {(shape, component) for shape, component, _, _ in OBSERVATION_CASES}
    assert {(case.shape, case.component) for case in CASES} | statistics == set(reported())


def test_every_parameter_used_is_known_here() -> None:
    structure = "path property name description severity message sparql targetClass targetSubjectsOf targetNode"
    others = f"{structure} qualifiedValueShape flags"
    others += " ignoredProperties inversePath alternativePath declare prefix namespace select prefixes"
    used = {str(predicate).removeprefix(str(SH)) for predicate in GRAPH.predicates() if predicate.startswith(SH)}
    assert used <= {*COMPONENTS, *others.split()}


def test_every_term_used_is_of_shacl() -> None:
    lines = (Path(__file__).parent / "shacl-terms.txt").read_text("utf-8").splitlines()
    terms = {line for line in lines if not line.startswith("#")}
    used = {str(term).removeprefix(str(SH)) for triple in GRAPH for term in triple if str(term).startswith(str(SH))}
    assert used <= terms


def test_shapes_are_well_formed() -> None:
    """SHACL-SHACL, the shapes of shapes (SHACL, appendix C)."""
    conforms, _, _ = pyshacl.validate(Graph(), shacl_graph=Graph().parse(data=shapes()), meta_shacl=True)
    assert conforms


def test_no_property_shape_is_blank_or_unused() -> None:
    used = set(GRAPH.objects(None, SH.property))
    assert not [shape for shape in used if isinstance(shape, BNode)]
    assert used | (TARGETED & set(PROPERTY_SHAPES)) == set(PROPERTY_SHAPES)


@pytest.mark.parametrize("shape", PROPERTY_SHAPES, ids=local)
def test_property_shape_says_what_it_wants(shape: URIRef) -> None:
    assert GRAPH.value(shape, SH.path) is not None
    assert GRAPH.value(shape, SH.severity) in {SH.Violation, SH.Warning, SH.Info}
    for property in (SH.name, SH.description):
        assert [text.language for text in GRAPH.objects(shape, property)] == ["en"]
    assert [message.language for message in messages(shape)] == ["en"]


@pytest.mark.parametrize("shape", NODE_SHAPES, ids=local)
def test_node_shape_says_what_it_is(shape: URIRef) -> None:
    if shape in TARGETED:
        assert GRAPH.value(shape, RDFS.label) is not None
        assert GRAPH.value(shape, SH.description) is not None


def test_every_term_of_ours_exists() -> None:
    terms = {str(term) for triple in GRAPH for term in triple if str(term).startswith(INSP.iri)}
    assert terms <= {INSP.iri, *(INSP[name] for name in INSP)}
    queries = [str(query) for query in GRAPH.objects(None, SH.select)]
    in_queries = {name for query in queries for name in re.findall(r"insp:(\w+)", query)}
    assert in_queries <= set(INSP)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_file_is_named_after_its_shape(file: Path) -> None:
    graph = Graph().parse(file)
    names = {re.sub(r"(?<!^)(?=[A-Z])", "-", local(shape)).lower() for shape in graph.subjects(RDF.type, SH.NodeShape)}
    assert file.stem in names or file.stem == "shapes"
