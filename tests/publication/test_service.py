"""The service description with the counts of a release: what clients that federate plan by."""

from __future__ import annotations

import pytest

from lod.model import Publication
from lod.namespaces import DCT, INSP, OGL, RDF, SD, VOID
from lod.publication import service_description
from lod.publication.release import ReleaseFacts
from lod.publication.statistics import Statistics
from lod.publication.void import void
from lod.terms import Literal, Triple, integer

BASE = "https://data.example.org/"
DATASET = f"{BASE}dataset/test-inspections"
GRAPH = f"{DATASET}#default-graph"


@pytest.fixture(scope="session")
def counts(release: ReleaseFacts) -> Statistics:
    return release.datasets[0].statistics


@pytest.fixture(scope="session")
def described(publication: Publication, release: ReleaseFacts, counts: Statistics) -> list[Triple]:
    return service_description(publication, counts.triples, void(publication, release))


def values(triples: list[Triple], subject: str, predicate: str) -> set[object]:
    return {value for about, property_, value in triples if (about, property_) == (subject, predicate)}


def test_the_default_graph_is_counted(described: list[Triple], counts: Statistics) -> None:
    assert values(described, DATASET, SD.defaultGraph) == {GRAPH}
    assert values(described, GRAPH, RDF.type) == {SD.Graph, VOID.Dataset}
    assert values(described, GRAPH, VOID.triples) == {integer(counts.triples)}
    assert values(described, GRAPH, VOID.distinctSubjects) == {integer(counts.distinct_subjects)}
    assert values(described, GRAPH, VOID.distinctObjects) == {integer(counts.distinct_objects)}
    assert values(described, GRAPH, VOID.classes) == {integer(len(counts.classes))}
    assert values(described, GRAPH, VOID.properties) == {integer(len(counts.properties))}
    assert values(described, GRAPH, VOID.sparqlEndpoint) == {f"{BASE}sparql"}
    assert values(described, GRAPH, DCT.license) == {OGL}


def test_every_class_and_every_property_is_counted(described: list[Triple], counts: Statistics) -> None:
    """A client takes a property without a partition for one that nobody uses."""
    classes = [str(part) for part in values(described, GRAPH, VOID.classPartition)]
    entities = {next(iter(values(described, part, VOID["class"]))): part for part in classes}
    assert set(entities) == {each.iri for each in counts.classes}
    assert values(described, entities[INSP.Inspection], VOID.entities) == {integer(3)}
    properties = [str(part) for part in values(described, GRAPH, VOID.propertyPartition)]
    assert {next(iter(values(described, part, VOID.property))) for part in properties} == {
        each.iri for each in counts.properties
    }
    assert all(values(described, part, VOID.triples) for part in properties)


def test_it_claims_nothing_that_a_client_takes_for_complete(described: list[Triple]) -> None:
    said = {predicate for _, predicate, _ in described}
    assert said.isdisjoint({VOID.vocabulary, VOID.uriSpace, VOID.dataDump})


def test_each_is_said_before_its_parts(described: list[Triple]) -> None:
    """Comunica reads the default graph of a dataset only if it has met the dataset, and that of a service it knows."""
    where = [(subject, predicate) for subject, predicate, _ in described]
    assert where.index((f"{BASE}sparql", SD.defaultDataset)) < where.index((DATASET, SD.defaultGraph))


def test_nothing_is_counted_of_a_release_that_is_not_there(publication: Publication) -> None:
    described = service_description(publication)
    assert values(described, GRAPH, RDF.type) == {SD.Graph}
    assert not [value for _, _, value in described if isinstance(value, Literal) and value == integer(0)]


def test_of_several_datasets_the_whole_alone_is_counted(publication: Publication, release: ReleaseFacts) -> None:
    """What two of them state is in the graph once, so their counts are not to be added."""
    other = "https://data.example.org/dataset/other"
    of_others: list[Triple] = [
        (other if subject == DATASET else subject, predicate, value)
        for subject, predicate, value in void(publication, release)
    ]
    described = service_description(publication, 17, [*of_others, (DATASET, VOID.subset, other)])
    assert values(described, GRAPH, VOID.triples) == {integer(17)}
    assert not values(described, GRAPH, VOID.propertyPartition)
    assert not values(described, other, VOID.triples)
