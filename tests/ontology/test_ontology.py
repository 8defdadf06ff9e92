"""The ontology says of each of its terms what STYLE and the contract ask, and others use only what it defines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
import rdflib.namespace as vocabularies
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, URIRef

import lod.queries
from lod import resources
from lod.namespaces import INSP, OA, OGL, ONTOLOGY_IRI, Namespace

from .conftest import BASE_IRI

ONTOLOGY = resources.folder("ontology")
DEFINED_BY = URIRef(ONTOLOGY_IRI)
VANN = rdflib.Namespace("http://purl.org/vocab/vann/")
RDFLIB_LISTS = ("PROV", "ORG", "SKOS", "DCTERMS", "FOAF", "DCAT", "SDO", "SOSA", "QB")
"""Vocabularies whose terms rdflib knows one by one."""
DQV = Namespace("http://www.w3.org/ns/dqv#", "Dimension QualityAnnotation")

CLASSES = """
    Inspectorate InspectedUnit InspectionProgramme InspectionFramework Standard RatingScale RatingLevel RatingStatus
    Inspection Judgement OverallJudgement CaseSample Measure Recommendation RecommendationGroup Report PressRelease
    Extraction Evidence SourceDocument Correction
"""
OBJECT_PROPERTIES = """
    inspectedBy inspects underProgramme followsUp hasJudgement judges onStandard rating supersedes usesScale
    usesFramework hasSample subSample caseCategory hasMeasure makesRecommendations addressee reportedIn supports
    overallRating latestInspection currentRating previousInspection previousRating
    hadJudgement correctedBy withdrawnBy correctionKind correctsProperty covers
"""
DATATYPE_PROPERTIES = """
    rank points score maxScore fieldworkStart fieldworkEnd caseCount recommendationCount percentage polarity
    previousDate inspectionNumber countedSince formerValue
"""
TERMS = f"{CLASSES} {OBJECT_PROPERTIES} {DATATYPE_PROPERTIES}".split()


def term(name: str) -> URIRef:
    return URIRef(INSP.iri + name)


def documents() -> list[Path]:
    """Whatever we ship that may use a term of the ontology."""
    folders = [ONTOLOGY, resources.folder("shapes"), Path(lod.queries.__file__).parent]
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in {".ttl", ".rq"})


@pytest.fixture(scope="module")
def alignments() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / "alignments.ttl")


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (CLASSES, OWL.Class),
        (OBJECT_PROPERTIES, OWL.ObjectProperty),
        (DATATYPE_PROPERTIES, OWL.DatatypeProperty),
    ],
    ids=["classes", "object-properties", "datatype-properties"],
)
def test_the_terms_are_those_of_the_contract(names: str, kind: URIRef, ontology: rdflib.Graph) -> None:
    assert set(ontology.subjects(RDF.type, kind)) == {term(name) for name in names.split()}


@pytest.mark.parametrize("name", TERMS)
def test_a_term_has_label_definition_and_home(name: str, ontology: rdflib.Graph) -> None:
    for annotation in (RDFS.label, SKOS.definition):
        [text] = ontology.objects(term(name), annotation)
        assert isinstance(text, rdflib.Literal)
        assert text.language == "en"
        assert text.strip()
    assert list(ontology.objects(term(name), RDFS.isDefinedBy)) == [DEFINED_BY]


def test_no_two_terms_share_a_definition(ontology: rdflib.Graph) -> None:
    definitions = [str(ontology.value(term(name), SKOS.definition)) for name in TERMS]
    assert len(set(definitions)) == len(definitions)


@pytest.mark.parametrize("relation", [RDFS.domain, RDFS.range], ids=["domain", "range"])
def test_domains_and_ranges_are_single_so_that_nothing_false_is_inferred(
    relation: URIRef, ontology: rdflib.Graph
) -> None:
    subjects = list(ontology.subjects(relation))
    assert len(subjects) == len(set(subjects))


def test_the_header_says_version_licence_and_prefix(ontology: rdflib.Graph) -> None:
    assert ontology.value(DEFINED_BY, RDF.type) == OWL.Ontology
    version = ontology.value(DEFINED_BY, OWL.versionInfo)
    assert ontology.value(DEFINED_BY, OWL.versionIRI) == URIRef(f"{ONTOLOGY_IRI}/{version}")
    assert ontology.value(DEFINED_BY, DCTERMS.license) == URIRef(OGL)
    assert str(ontology.value(DEFINED_BY, VANN.preferredNamespaceUri)) == INSP.iri
    for required in ("title", "description", "creator", "issued", "modified"):
        assert ontology.value(DEFINED_BY, DCTERMS[required]), required
    assert isinstance(ontology.value(DEFINED_BY, DCTERMS.creator), URIRef)


def test_the_changelog_tells_of_this_version(ontology: rdflib.Graph) -> None:
    version = ontology.value(DEFINED_BY, OWL.versionInfo)
    assert f"## {version}," in (ONTOLOGY / "CHANGELOG.md").read_text("utf-8")


def test_the_core_has_no_blank_nodes(ontology: rdflib.Graph) -> None:
    assert not [node for node in ontology.all_nodes() if isinstance(node, rdflib.BNode)]


# --- who uses the terms


def test_the_code_names_exactly_the_terms_that_are_defined() -> None:
    assert {INSP[name] for name in INSP} == {str(term(name)) for name in TERMS}


@pytest.mark.parametrize("path", documents(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_is_shipped_uses_only_defined_terms(path: Path) -> None:
    text = path.read_text("utf-8")
    names = set(re.findall(r"\binsp:(\w+)", text)) | set(re.findall(re.escape(INSP.iri) + r"(\w+)", text))
    assert names <= set(TERMS)


def test_alignments_are_of_terms_of_ours(alignments: rdflib.Graph) -> None:
    ours = {subject for subject in alignments.subjects() if str(subject).startswith(INSP.iri)}
    assert ours <= {term(name) for name in TERMS}
    assert set(alignments.subjects()) == ours | {URIRef(f"{ONTOLOGY_IRI}/alignments")}


def aligned_terms() -> Iterator[str]:
    graph = rdflib.Graph().parse(ONTOLOGY / "alignments.ttl")
    for subject, target in sorted(graph.subject_objects()):
        if str(subject).startswith(INSP.iri):
            yield str(target)


@pytest.mark.parametrize("iri", sorted(set(aligned_terms())))
def test_alignments_are_to_terms_that_exist(iri: str) -> None:
    listed_here = {namespace[name] for namespace in (OA, DQV) for name in namespace}
    listed_by_rdflib = [getattr(vocabularies, name) for name in RDFLIB_LISTS]
    assert iri in listed_here or any(URIRef(iri) in vocabulary for vocabulary in listed_by_rdflib)


def test_a_month_of_fieldwork_is_never_inferred_to_be_an_instant(alignments: rdflib.Graph) -> None:
    for name in ("fieldworkStart", "fieldworkEnd"):
        assert not list(alignments.objects(term(name), RDFS.subPropertyOf))


@pytest.mark.parametrize("path", sorted(ONTOLOGY.rglob("*.ttl")), ids=lambda path: path.name)
def test_two_parsers_read_the_same_triples(path: Path) -> None:
    by_rdflib = rdflib.Graph().parse(path, publicID=BASE_IRI)
    by_oxigraph = pyoxigraph.Dataset(pyoxigraph.parse(path=path, base_iri=BASE_IRI))
    assert len(by_rdflib) == len(by_oxigraph) > 0
