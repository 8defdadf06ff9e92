"""The description of the query service (SPARQL 1.1 Service Description), answered at /sparql when no query is asked.

The counts stand on the default graph, as in the Recommendation's own examples (section 3.2.11, sd:defaultGraph): from
there clients that federate learn what a pattern may cost. Vocabularies and the space of IRIs are left to the VoID
description: clients read such lists as complete and take what is not in them for absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lod.formats import RDF_FORMATS, Format
from lod.iris import Iris, fragment
from lod.model import Publication
from lod.namespaces import DCT, RDF, RDFS, SD, VOID
from lod.terms import Triple, integer, text

RESULT_FORMATS = (Format.SPARQL_JSON, Format.SPARQL_XML, Format.CSV, Format.TSV, *RDF_FORMATS)
"""The formats in which answers are given: of SELECT and ASK, then of CONSTRUCT and DESCRIBE."""

_SIMPLE_ENTAILMENT = "http://www.w3.org/ns/entailment/Simple"
_COUNTS = (VOID.distinctSubjects, VOID.distinctObjects, VOID.classes, VOID.properties)
_PARTITIONS = (VOID.classPartition, VOID.propertyPartition)


def service_description(
    publication: Publication, triples: int | None = None, void: Iterable[Triple] = ()
) -> list[Triple]:
    """What can be asked at the service, in which formats, and of which dataset. `triples` is how many the served
    release holds, `void` its VoID description: what that counts of the whole dataset is said of the default graph.

    The service comes first, then its dataset and graph: clients that read as it streams meet each before its parts.
    """
    names = Iris(publication.base_iri)
    service, dataset = names.sparql, names.dataset(publication.name)
    graph, graphs = fragment(dataset, "default-graph"), fragment(service, "graphs")
    return [
        (service, RDF.type, SD.Service),
        (service, DCT.title, text(f"{publication.title}: SPARQL", publication.languages[0])),
        (service, DCT.license, publication.licence.iri),
        (service, SD.endpoint, service),
        (service, SD.supportedLanguage, SD.SPARQL11Query),
        (service, SD.defaultEntailmentRegime, _SIMPLE_ENTAILMENT),
        *((service, SD.resultFormat, iri) for syntax in RESULT_FORMATS if (iri := syntax.iri)),
        (service, SD.defaultDataset, dataset),
        (service, SD.availableGraphs, graphs),
        (graphs, RDF.type, SD.GraphCollection),
        (dataset, RDF.type, SD.Dataset),
        (dataset, RDF.type, VOID.Dataset),
        (dataset, DCT.title, text(publication.title, publication.languages[0])),
        (dataset, DCT.license, publication.licence.iri),
        (dataset, VOID.sparqlEndpoint, service),
        (dataset, RDFS.seeAlso, names.void),
        (dataset, SD.defaultGraph, graph),
        (graph, RDF.type, SD.Graph),
        *(() if triples is None else _counted(graph, publication, triples)),
        *_counts(graph, dataset, list(void)),
    ]


def _counted(graph: str, publication: Publication, triples: int) -> Iterator[Triple]:
    """The graph as something that is counted."""
    yield graph, RDF.type, VOID.Dataset
    yield graph, DCT.license, publication.licence.iri
    yield graph, VOID.sparqlEndpoint, Iris(publication.base_iri).sparql
    yield graph, VOID.triples, integer(triples)


def _counts(graph: str, dataset: str, void: list[Triple]) -> Iterator[Triple]:
    """What the VoID description counts of the dataset, said of the graph. A dataset that is made of others has no
    counts of its own, and theirs do not add up: what two of them state is there once."""
    parts: set[str] = set()
    for subject, predicate, value in void:
        if subject != dataset:
            continue
        if predicate in _PARTITIONS:
            parts.add(str(value))
        if predicate in (*_COUNTS, *_PARTITIONS):
            yield graph, predicate, value
    yield from (triple for triple in void if triple[0] in parts)
