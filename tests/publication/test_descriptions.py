"""VoID and the service description: the numbers, addresses and formats that machines find a dataset by."""

from __future__ import annotations

import pytest

from lod.formats import Format
from lod.model import Publication
from lod.namespaces import DCT, INSP, OGL, PREFIXES, RDF, SCHEME_IRI, SD, SKOS, VOID
from lod.publication import service_description
from lod.publication.release import ReleaseFacts
from lod.publication.service import RESULT_FORMATS
from lod.publication.statistics import Statistics
from lod.publication.void import void
from lod.terms import Literal, Triple, integer

BASE = "https://data.example.org/"
DATASET = f"{BASE}dataset/test-inspections"


@pytest.fixture(scope="session")
def counts(release: ReleaseFacts) -> Statistics:
    return release.datasets[0].statistics


@pytest.fixture(scope="session")
def described(publication: Publication, release: ReleaseFacts) -> list[Triple]:
    return void(publication, release)


def values(triples: list[Triple], subject: str, predicate: str) -> set[object]:
    return {value for about, property_, value in triples if (about, property_) == (subject, predicate)}


def test_void_gives_the_counts(described: list[Triple], counts: Statistics) -> None:
    assert values(described, DATASET, VOID.triples) == {integer(counts.triples)}
    assert values(described, DATASET, VOID.distinctObjects) == {integer(counts.distinct_objects)}
    assert len(values(described, DATASET, VOID.propertyPartition)) == len(counts.properties)


def test_each_class_has_a_partition_of_its_own(described: list[Triple], counts: Statistics) -> None:
    partitions = {str(part) for part in values(described, DATASET, VOID.classPartition)}
    assert len(partitions) == len(counts.classes)
    of_class = {next(iter(values(described, part, VOID["class"]))): part for part in partitions}
    assert of_class[INSP.Inspection] == f"{DATASET}#class-Inspection"
    assert of_class[SKOS.Concept] == f"{DATASET}#class-Concept"
    assert values(described, of_class[INSP.Inspection], VOID.entities) == {integer(3)}


def test_each_kind_of_link_to_other_data_is_a_linkset(described: list[Triple], counts: Statistics) -> None:
    linksets = {str(subject) for subject, _, value in described if value == VOID.Linkset}
    assert values(described, DATASET, VOID.subset) == linksets
    assert len(linksets) == len(counts.links) > 0
    ratings = f"{DATASET}#links-rating-w3id-org-inspection-results-scheme"
    assert values(described, ratings, VOID.linkPredicate) == {INSP.rating}
    assert values(described, ratings, VOID.subjectsTarget) == {DATASET}
    (target,) = values(described, ratings, VOID.objectsTarget)
    assert values(described, str(target), VOID.uriSpace) == {Literal(SCHEME_IRI)}
    (expected,) = (each.triples for each in counts.links if each.property == INSP.rating)
    assert values(described, ratings, VOID.triples) == {integer(expected)}


def test_every_vocabulary_that_is_used_is_named(described: list[Triple], counts: Statistics) -> None:
    vocabularies = tuple(map(str, values(described, DATASET, VOID.vocabulary)))
    assert {INSP.iri, SKOS.iri, DCT.iri} <= set(vocabularies)
    used = [each.iri for each in (*counts.classes, *counts.properties)]
    assert all(any(term.startswith(vocabulary) for term in used) for vocabulary in vocabularies)
    ours = [term for term in used if term.startswith(tuple(PREFIXES.values()))]
    assert all(term.startswith(vocabularies) for term in ours)


def test_void_names_an_inspection_and_a_unit_to_begin_with(described: list[Triple]) -> None:
    assert values(described, DATASET, VOID.exampleResource) == {
        f"{BASE}id/inspection/probation-delivery-unit/N53DRBY/10",
        f"{BASE}id/unit/probation-delivery-unit/LDNBBG",
    }


def test_void_says_where_all_of_it_is_and_under_which_licence(described: list[Triple]) -> None:
    release = f"{BASE}release/2025-08-07-0123456789ab"
    dumps = {f"{release}/data.{suffix}{coded}" for suffix in ("nq", "ttl", "jsonld") for coded in ("", ".gz", ".zst")}
    assert values(described, DATASET, VOID.dataDump) == dumps
    assert values(described, DATASET, VOID.sparqlEndpoint) == {f"{BASE}sparql"}
    assert values(described, DATASET, VOID.uriSpace) == {Literal(f"{BASE}id/")}
    assert values(described, DATASET, DCT.license) == {OGL}


def test_the_service_describes_itself_by_the_recommendation(publication: Publication) -> None:
    service = f"{BASE}sparql"
    found = service_description(publication)
    assert values(found, service, RDF.type) == {SD.Service}
    assert values(found, service, SD.endpoint) == {service}
    assert values(found, service, SD.supportedLanguage) == {SD.SPARQL11Query}
    (dataset,) = values(found, service, SD.defaultDataset)
    assert SD.Dataset in values(found, str(dataset), RDF.type)
    (graph,) = values(found, str(dataset), SD.defaultGraph)
    assert values(found, str(graph), RDF.type) == {SD.Graph}


@pytest.mark.parametrize("syntax", RESULT_FORMATS, ids=lambda syntax: syntax.suffix)
def test_every_format_of_answers_is_named_by_the_w3c_iri(publication: Publication, syntax: Format) -> None:
    named = values(service_description(publication), f"{BASE}sparql", SD.resultFormat)
    assert syntax.iri in named
    assert len(named) == len(RESULT_FORMATS)
