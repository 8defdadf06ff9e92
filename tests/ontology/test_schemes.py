"""What every scheme promises to readers, shapes and users, and what frameworks and programmes do besides."""

from __future__ import annotations

from collections import Counter

import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, SKOS, URIRef
from rdflib.namespace import Namespace

from .vocabulary import DOMAINS, FRAMEWORKS, INSP, SCALES, Schemes, concepts, iri, names, spellings

SCHEMA = Namespace("https://schema.org/")
HMI_FRAMEWORKS = ("hmi-probation-region-2023", "hmi-probation-pdu-2023")
PLACES = ("food-authority", "region")
SCHEMES = (
    *SCALES,
    *FRAMEWORKS,
    *PLACES,
    "case-category",
    "correction-kind",
    "inspectorate",
    "organisation",
    "national-units",
    "probation-units",
    "programme",
    "unit-type",
)
EACH_OF_CONCEPTS = pytest.mark.parametrize("name", [name for name in SCHEMES if not name.endswith("-units")])


def test_the_schemes_are_those_that_are_documented(schemes: Schemes) -> None:
    assert set(schemes) == set(SCHEMES)


@pytest.mark.parametrize("name", SCHEMES)
def test_a_scheme_says_what_it_is_and_under_which_licence(name: str, schemes: Schemes) -> None:
    graph = schemes[name]
    assert (iri(name), RDF.type, SKOS.ConceptScheme) in graph
    for required in (SKOS.prefLabel, SKOS.definition, DCTERMS.license):
        assert len(list(graph.objects(iri(name), required))) == 1, required


@EACH_OF_CONCEPTS
def test_a_concept_has_one_label_a_definition_and_its_notation(name: str, schemes: Schemes) -> None:
    graph = schemes[name]
    # An authority is what its name and its area say it is.
    definition = () if name == "food-authority" else (SKOS.definition,)
    for concept in concepts(graph, name):
        assert concept.startswith(iri(name) + "/")
        assert (concept, RDF.type, SKOS.Concept) in graph
        for required in (SKOS.prefLabel, *definition, SKOS.notation):
            assert len(list(graph.objects(concept, required))) == 1, (concept, required)


@EACH_OF_CONCEPTS
def test_top_concepts_are_named_from_both_sides(name: str, schemes: Schemes) -> None:
    graph = schemes[name]
    top = concepts(graph, name) - set(graph.subjects(SKOS.broader))
    assert set(graph.objects(iri(name), SKOS.hasTopConcept)) == top
    assert set(graph.subjects(SKOS.topConceptOf, iri(name))) == top


@EACH_OF_CONCEPTS
def test_a_spelling_means_one_concept_of_its_scheme(name: str, schemes: Schemes) -> None:
    assert [spelling for spelling, times in spellings(schemes[name], name).items() if times > 1] == []


@EACH_OF_CONCEPTS
def test_a_notation_means_one_concept_of_its_scheme(name: str, schemes: Schemes) -> None:
    notations = Counter(schemes[name].objects(None, SKOS.notation))
    assert [notation for notation, times in notations.items() if times > 1] == []


@pytest.mark.parametrize("name", SCHEMES)
def test_nothing_is_said_to_be_the_same_as_something_elsewhere(name: str, schemes: Schemes) -> None:
    """A probation region is not the statistical region of the same name, nor a level that of another scale."""
    for sameness in (OWL.sameAs, SKOS.exactMatch):
        assert not list(schemes[name].subject_objects(sameness))
    assert ("statistical-geography" in schemes[name].serialize(format="nt")) == (name in (*PLACES, "probation-units"))


# --- frameworks and programmes


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_framework_has_its_standards(framework: str, schemes: Schemes) -> None:
    graph = schemes[framework]
    standards, domains = set(FRAMEWORKS[framework].split()), set(DOMAINS.get(framework, "").split())
    questions = {
        each for each in concepts(graph, framework) if standards.intersection(names(graph.objects(each, SKOS.broader)))
    }
    everything = set(names(graph.subjects(RDF.type, INSP.Standard)))
    assert everything == set(names(concepts(graph, framework))) == standards | domains | set(names(questions))
    assert (iri(framework), RDF.type, INSP.InspectionFramework) in graph


@pytest.mark.parametrize("standard", FRAMEWORKS["food-hygiene-scores"].split())
def test_a_food_hygiene_score_says_that_less_is_better(standard: str, schemes: Schemes) -> None:
    graph, concept = schemes["food-hygiene-scores"], iri("food-hygiene-scores", standard)
    assert "0 is the best score" in str(graph.value(concept, SKOS.definition))
    allowed = "0, 5, 10, 20, 30" if standard == "confidence-in-management" else "0, 5, 10, 15, 20, 25"
    assert str(graph.value(concept, SKOS.scopeNote)) == f"Allowed scores: {allowed}."


@pytest.mark.parametrize("framework", HMI_FRAMEWORKS)
def test_codes_from_memory_are_marked_so(framework: str, schemes: Schemes) -> None:
    graph = schemes[framework]
    for standard in graph.objects(iri(framework), SKOS.hasTopConcept):
        code = graph.value(standard, SKOS.notation)
        note = graph.value(standard, SKOS.editorialNote)
        assert str(note).startswith(f"from memory: the code {code}")


def test_the_dynamic_programme_alone_has_no_scale(schemes: Schemes) -> None:
    graph = schemes["programme"]
    with_scale = set(graph.subjects(INSP.usesScale))
    assert concepts(graph, "programme") - with_scale == {iri("programme", "hmi-probation-dynamic-2025")}


def test_programmes_use_frameworks_that_exist(schemes: Schemes) -> None:
    used = set(schemes["programme"].objects(None, INSP.usesFramework))
    assert used == {iri(framework) for framework in FRAMEWORKS}
    scales = set(schemes["programme"].objects(None, INSP.usesScale))
    assert scales <= {iri(scale) for scale in SCALES}


@pytest.mark.parametrize(
    ("programme", "scale", "framework"),
    [
        ("fhrs", "fhrs-rating", "food-hygiene-scores"),
        ("fhis", "fhis-rating", None),
        ("cqc-ratings", "cqc-rating", "cqc-key-questions"),
        ("ofsted-social-care", "ofsted-rating", "ofsted-social-care-providers"),
        ("ofsted-ilacs", "ofsted-rating", "ofsted-ilacs"),
        ("ofsted-area-send", "ofsted-area-send", None),
    ],
)
def test_a_register_rates_on_one_scale(programme: str, scale: str, framework: str | None, schemes: Schemes) -> None:
    graph, concept = schemes["programme"], iri("programme", programme)
    assert list(graph.objects(concept, INSP.usesScale)) == [iri(scale)]
    assert list(graph.objects(concept, INSP.usesFramework)) == ([iri(framework)] if framework else [])


def test_no_two_programmes_begin_alike_so_a_date_tells_them_apart(schemes: Schemes) -> None:
    """Of 2018 there are two, so that the year alone tells neither: their names do."""
    starts = Counter(str(start) for start in schemes["programme"].objects(None, SCHEMA.startDate))
    assert starts == {"2018": 2, "2021-10": 1, "2023-10": 1, "2025": 1, "2025-10": 1}


@pytest.mark.parametrize("bound", [SCHEMA.startDate, SCHEMA.endDate], ids=["start", "end"])
def test_programme_dates_keep_their_precision(bound: URIRef, schemes: Schemes) -> None:
    for date in schemes["programme"].objects(None, bound):
        assert isinstance(date, rdflib.Literal)
        assert date.datatype == (rdflib.XSD.gYear if len(str(date)) == 4 else rdflib.XSD.gYearMonth)
