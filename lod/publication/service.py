"""The description of the query service (SPARQL 1.1 Service Description), answered at /sparql when no query is asked."""

from __future__ import annotations

from lod.formats import RDF_FORMATS, Format
from lod.iris import Iris, fragment
from lod.model import Publication
from lod.namespaces import DCT, RDF, RDFS, SD, VOID
from lod.terms import Triple, text

RESULT_FORMATS = (Format.SPARQL_JSON, Format.SPARQL_XML, Format.CSV, Format.TSV, *RDF_FORMATS)
"""The formats in which answers are given: of SELECT and ASK, then of CONSTRUCT and DESCRIBE."""

_SIMPLE_ENTAILMENT = "http://www.w3.org/ns/entailment/Simple"


def service_description(publication: Publication) -> list[Triple]:
    """What can be asked at the service, in which formats, and of which dataset."""
    names = Iris(publication.base_iri)
    service, dataset = names.sparql, names.dataset(publication.name)
    graph = fragment(dataset, "default-graph")
    return [
        (service, RDF.type, SD.Service),
        (service, DCT.title, text(f"{publication.title}: SPARQL", publication.languages[0])),
        (service, DCT.license, publication.licence.iri),
        (service, SD.endpoint, service),
        (service, SD.supportedLanguage, SD.SPARQL11Query),
        (service, SD.defaultEntailmentRegime, _SIMPLE_ENTAILMENT),
        *((service, SD.resultFormat, iri) for syntax in RESULT_FORMATS if (iri := syntax.iri)),
        (service, SD.defaultDataset, dataset),
        (dataset, RDF.type, SD.Dataset),
        (dataset, RDF.type, VOID.Dataset),
        (dataset, DCT.title, text(publication.title, publication.languages[0])),
        (dataset, DCT.license, publication.licence.iri),
        (dataset, VOID.sparqlEndpoint, service),
        (dataset, RDFS.seeAlso, names.void),
        (dataset, SD.defaultGraph, graph),
        (graph, RDF.type, SD.Graph),
    ]
