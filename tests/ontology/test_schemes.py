"""What the schemes promise to readers, shapes and users: ranks, statuses, spellings, standards, and the units."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from rdflib import DCTERMS, ORG, OWL, RDF, RDFS, SKOS, URIRef
from rdflib.collection import Collection
from rdflib.namespace import Namespace

from lod.ingest.names import normalise
from lod.namespaces import INSP as OUR_TERMS
from lod.namespaces import SCHEME_IRI

from .conftest import BASE_IRI

INSP = Namespace(OUR_TERMS.iri)
SCHEMA = Namespace("https://schema.org/")
RATING = "hmi-probation-rating"
FRAMEWORKS = ("hmi-probation-region-2023", "hmi-probation-pdu-2023")
SCHEMES = (
    "case-category",
    *FRAMEWORKS,
    RATING,
    "inspectorate",
    "organisation",
    "probation-units",
    "programme",
    "unit-type",
)
EACH_OF_CONCEPTS = pytest.mark.parametrize("name", [name for name in SCHEMES if name != "probation-units"])

Schemes = dict[str, rdflib.Graph]


def iri(*path: str) -> URIRef:
    return URIRef(SCHEME_IRI + "/".join(path))


def concepts(graph: rdflib.Graph, name: str) -> set[URIRef]:
    return {concept for concept in graph.subjects(SKOS.inScheme, iri(name)) if isinstance(concept, URIRef)}


def names(graph: rdflib.Graph, name: str) -> set[str]:
    return {concept.rsplit("/", 1)[-1] for concept in concepts(graph, name)}


# --- every scheme


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
    for concept in concepts(graph, name):
        assert concept.startswith(iri(name) + "/")
        assert (concept, RDF.type, SKOS.Concept) in graph
        for required in (SKOS.prefLabel, SKOS.definition, SKOS.notation):
            assert len(list(graph.objects(concept, required))) == 1, (concept, required)


@EACH_OF_CONCEPTS
def test_top_concepts_are_named_from_both_sides(name: str, schemes: Schemes) -> None:
    graph = schemes[name]
    assert set(graph.objects(iri(name), SKOS.hasTopConcept)) == concepts(graph, name)
    assert set(graph.subjects(SKOS.topConceptOf, iri(name))) == concepts(graph, name)


@EACH_OF_CONCEPTS
def test_a_spelling_means_one_concept_of_its_scheme(name: str, schemes: Schemes) -> None:
    graph = schemes[name]
    spellings = Counter(
        normalise(str(label))
        for concept in concepts(graph, name)
        for labels in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
        for label in graph.objects(concept, labels)
    )
    assert [spelling for spelling, times in spellings.items() if times > 1] == []


# --- the rating scale


def test_ranks_and_points_run_from_nought_without_gap(schemes: Schemes) -> None:
    graph = schemes[RATING]
    levels = set(graph.subjects(RDF.type, INSP.RatingLevel))
    for number in (INSP.rank, INSP.points):
        values = [int(str(value)) for level in levels for value in graph.objects(level, number)]
        assert sorted(values) == list(range(len(levels))) == [0, 1, 2, 3]


def test_levels_stand_worst_to_best_in_the_ordered_collection(schemes: Schemes) -> None:
    graph = schemes[RATING]
    members = graph.value(iri(RATING, "ordered"), SKOS.memberList)
    assert members is not None
    ordered = [str(level) for level in Collection(graph, members)]
    by_rank = sorted(graph.subject_objects(INSP.rank), key=lambda pair: int(str(pair[1])))
    assert ordered == [str(level) for level, _ in by_rank]
    assert [level.rsplit("/", 1)[-1] for level in ordered] == [
        "inadequate",
        "requires-improvement",
        "good",
        "outstanding",
    ]


def test_a_status_has_neither_rank_nor_points(schemes: Schemes) -> None:
    graph = schemes[RATING]
    statuses = set(graph.subjects(RDF.type, INSP.RatingStatus))
    assert statuses == {iri(RATING, "not-rated")}
    for status in statuses:
        assert (status, RDF.type, INSP.RatingLevel) not in graph
        assert not list(graph.objects(status, INSP.rank))
        assert not list(graph.objects(status, INSP.points))


# --- frameworks and programmes


@pytest.mark.parametrize(
    ("framework", "standards"),
    [
        (
            "hmi-probation-region-2023",
            "leadership staffing public-protection desistance court-work unpaid-work resettlement"
            " statutory-victim-work",
        ),
        (
            "hmi-probation-pdu-2023",
            "leadership staffing services assessment planning implementation-and-delivery reviewing",
        ),
    ],
    ids=["region", "delivery-unit"],
)
def test_a_framework_has_its_standards(framework: str, standards: str, schemes: Schemes) -> None:
    assert names(schemes[framework], framework) == set(standards.split())
    assert (iri(framework), RDF.type, INSP.InspectionFramework) in schemes[framework]


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_codes_from_memory_are_marked_so(framework: str, schemes: Schemes) -> None:
    graph = schemes[framework]
    for standard in concepts(graph, framework):
        code = graph.value(standard, SKOS.notation)
        note = graph.value(standard, SKOS.editorialNote)
        assert str(note).startswith(f"from memory: the code {code}")


def test_the_dynamic_programme_alone_has_no_scale(schemes: Schemes) -> None:
    graph = schemes["programme"]
    with_scale = set(graph.subjects(INSP.usesScale, iri(RATING)))
    assert concepts(graph, "programme") - with_scale == {iri("programme", "hmi-probation-dynamic-2025")}


def test_programmes_use_frameworks_that_exist(schemes: Schemes) -> None:
    used = set(schemes["programme"].objects(None, INSP.usesFramework))
    assert used == {iri(framework) for framework in FRAMEWORKS}


def test_no_two_programmes_begin_alike_so_a_date_tells_them_apart(schemes: Schemes) -> None:
    starts = [str(start) for start in schemes["programme"].objects(None, SCHEMA.startDate)]
    assert len(starts) == len(set(starts)) == 5


@pytest.mark.parametrize("bound", [SCHEMA.startDate, SCHEMA.endDate], ids=["start", "end"])
def test_programme_dates_keep_their_precision(bound: URIRef, schemes: Schemes) -> None:
    for date in schemes["programme"].objects(None, bound):
        assert isinstance(date, rdflib.Literal)
        assert date.datatype == (rdflib.XSD.gYear if len(str(date)) == 4 else rdflib.XSD.gYearMonth)


# --- units


def units(graph: rdflib.Graph, unit_type: str) -> set[URIRef]:
    return {unit for unit in graph.subjects(DCTERMS.type, iri("unit-type", unit_type)) if isinstance(unit, URIRef)}


def test_there_are_twelve_regions_and_109_delivery_units(schemes: Schemes) -> None:
    graph = schemes["probation-units"]
    assert len(units(graph, "probation-region")) == 12
    assert len(units(graph, "probation-delivery-unit")) == 109
    assert set(graph.subjects(RDF.type, INSP.InspectedUnit)) == set(graph.subjects(DCTERMS.type, None))


def test_a_unit_is_named_by_its_code(schemes: Schemes) -> None:
    graph = schemes["probation-units"]
    codes = []
    for unit_type in ("probation-region", "probation-delivery-unit"):
        for unit in units(graph, unit_type):
            [code] = graph.objects(unit, DCTERMS.identifier)
            assert str(unit) == f"{BASE_IRI}id/unit/{unit_type}/{code}"
            assert list(graph.objects(unit, SKOS.notation)) == [code]
            assert list(graph.objects(unit, RDFS.isDefinedBy)) == [iri("probation-units")]
            codes.append(str(code))
    assert len(codes) == len(set(codes)) == 121


def test_every_delivery_unit_is_in_one_region(schemes: Schemes) -> None:
    graph = schemes["probation-units"]
    regions = units(graph, "probation-region")
    for unit in units(graph, "probation-delivery-unit"):
        [whole] = graph.objects(unit, ORG.subOrganizationOf)
        assert whole in regions
    assert not any(list(graph.objects(region, ORG.subOrganizationOf)) for region in regions)


@pytest.mark.parametrize("unit_type", ["probation-region", "probation-delivery-unit"])
def test_a_name_means_one_unit_of_its_type(unit_type: str, schemes: Schemes) -> None:
    graph = schemes["probation-units"]
    spellings = Counter(
        normalise(str(label))
        for unit in units(graph, unit_type)
        for labels in (SKOS.prefLabel, SKOS.altLabel)
        for label in graph.objects(unit, labels)
    )
    assert [spelling for spelling, times in spellings.items() if times > 1] == []


@pytest.mark.parametrize(
    ("code", "name", "other_names"),
    [
        ("probation-region/N53", "East Midlands", {"East Midlands Region"}),
        ("probation-region/N57", "Kent, Surrey and Sussex", {"KSS", "Kent Surrey Sussex Region"}),
        ("probation-region/N55", "Yorkshire and the Humber", set()),
        ("probation-delivery-unit/N53DRBY", "Derby City", set()),
        ("probation-delivery-unit/N54SOT", "Gateshead and South Tyneside", {"South Tyneside and Gateshead"}),
        ("probation-delivery-unit/N50STTR", "Stockport and Trafford", set()),
    ],
    ids=["region", "several-names", "trailing-space", "plain", "other-order", "redrawn"],
)
def test_names_are_clean_and_others_kept(code: str, name: str, other_names: set[str], schemes: Schemes) -> None:
    graph, unit = schemes["probation-units"], URIRef(f"{BASE_IRI}id/unit/{code}")
    assert [str(label) for label in graph.objects(unit, SKOS.prefLabel)] == [name]
    assert {str(label) for label in graph.objects(unit, SKOS.altLabel)} == other_names


def test_the_origin_of_the_units_is_named(schemes: Schemes) -> None:
    graph, scheme = schemes["probation-units"], iri("probation-units")
    assert list(graph.objects(scheme, DCTERMS.source))
    assert "Crown copyright" in str(graph.value(scheme, DCTERMS.rights))


@pytest.mark.parametrize("name", SCHEMES)
def test_nothing_is_said_to_be_the_same_as_something_elsewhere(name: str, schemes: Schemes) -> None:
    """A probation region is not the statistical region of the same name, nor a level that of another scale."""
    for sameness in (OWL.sameAs, SKOS.exactMatch):
        assert not list(schemes[name].subject_objects(sameness))
    assert "statistical-geography" not in schemes[name].serialize(format="nt")


def test_units_are_those_of_the_lists_they_come_from(schemes: Schemes, shared: Path) -> None:
    with (shared / "data/probation/probation-pdus-clean.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    graph = schemes["probation-units"]
    listed = {(row["pdu_delius_code"], row["pdu_name"], row["region_delius_code"], row["region_name"]) for row in rows}
    published = {
        (
            str(graph.value(unit, DCTERMS.identifier)),
            str(graph.value(unit, SKOS.prefLabel)),
            str(graph.value(whole, DCTERMS.identifier)),
            str(graph.value(whole, SKOS.prefLabel)),
        )
        for unit, whole in graph.subject_objects(ORG.subOrganizationOf)
    }
    assert published == listed
