"""The services that give access to what is published, as a catalogue describes them (DCAT 3, section 6.9): queries,
lists, and the feeds of what changes. A site of several publications has the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lod.iris import Iris
from lod.model import Publication
from lod.namespaces import DCAT, DCT, LDES, RDF, TREE
from lod.publication.authorities import (
    ATOM,
    EVENT_STREAMS,
    HYPERMEDIA,
    OPENAPI,
    RESOURCESYNC,
    SPARQL_PROTOCOL,
    Authority,
    described,
)
from lod.terms import Triple, text


@dataclass(frozen=True, slots=True)
class Service:
    """A service by IRI: its name and a sentence on it, where a client begins, where it is described, and what it
    conforms to."""

    iri: str
    name: str
    description: str
    endpoint: str
    documentation: str
    standards: tuple[Authority, ...]

    def triples(self, about: Publication, datasets: Iterable[str]) -> Iterator[Triple]:
        """What is said of it wherever it is; `datasets` are the IRIs of those that it serves."""
        yield self.iri, RDF.type, DCAT.DataService
        yield self.iri, DCT.title, text(f"{about.title}: {self.name}", about.languages[0])
        yield self.iri, DCT.description, text(self.description, "en")
        yield self.iri, DCAT.endpointURL, self.endpoint
        yield self.iri, DCAT.endpointDescription, self.documentation
        for standard in self.standards:
            yield self.iri, DCT.conformsTo, standard.iri
        for dataset in datasets:
            yield self.iri, DCAT.servesDataset, dataset
        yield from described(self.standards)


def services(names: Iris) -> tuple[Service, ...]:
    """All that there are."""
    base, atom = names.base_iri, names.feed("atom")
    return (
        Service(
            names.sparql,
            "SPARQL",
            "SPARQL 1.1 queries over the current release.",
            names.sparql,
            names.sparql,
            (SPARQL_PROTOCOL,),
        ),
        Service(
            names.service("api"),
            "API",
            "Lists of inspections and units as JSON-LD and CSV.",
            f"{base}api/inspections",
            f"{base}openapi.json",
            (OPENAPI,),
        ),
        Service(
            names.service("ldes"),
            "event stream",
            "Every version of every entity as it came, changed or went, for copies of the statements.",
            names.stream_root,
            names.stream_root,
            (EVENT_STREAMS, HYPERMEDIA),
        ),
        Service(
            names.service("resourcesync"),
            "ResourceSync",
            "Lists of all documents and of those that changed, for copies of the documents.",
            names.resourcesync,
            names.resourcesync,
            (RESOURCESYNC,),
        ),
        Service(
            names.service("atom"),
            "news",
            "The inspections that came, changed or went last, for people to read.",
            atom,
            atom,
            (ATOM,),
        ),
    )


def stream(names: Iris) -> Iterator[Triple]:
    """The event stream itself, so that its clients can begin at the catalogue (TREE, section on discovery)."""
    yield names.stream, RDF.type, LDES.EventStream
    yield names.stream, TREE.view, names.stream_root
