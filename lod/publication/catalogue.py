"""The DCAT 3 catalogue of a publication: its datasets, one for each licence, the dumps and the versions of each, the
services, the publisher.

Pure, and without blank nodes. Conforms to DCAT-AP 3.0.1; rights by ODRS, checksums by SPDX.
"""

from __future__ import annotations

from collections.abc import Iterator

from lod.iris import contact, fragment, is_web_iri
from lod.model import Publication
from lod.namespaces import ADMS, DCAT, DCT, FOAF, RDF, RDFS, VCARD, VOID
from lod.publication import authorities
from lod.publication.authorities import (
    GOVERNMENT,
    LIVE,
    ONTOLOGY,
    OPENAPI,
    PUBLIC,
    REST,
    SHA_256,
    SPARQL_PROTOCOL,
    STABLE,
    THEMES,
    Authority,
)
from lod.publication.entries import Entry
from lod.publication.release import ReleaseFacts
from lod.publication.series import pointed_to, series
from lod.terms import Literal, Triple

FILE = "catalogue.nt"
"""Its name in a release."""

_POINTED_TO = (LIVE, REST, OPENAPI, THEMES, GOVERNMENT, PUBLIC, STABLE, ONTOLOGY, SPARQL_PROTOCOL, SHA_256)


def catalogue(publication: Publication, release: ReleaseFacts) -> list[Triple]:
    """The catalogue at `base_iri`."""
    entries = [Entry(publication, release, dataset) for dataset in release.datasets]
    own = entries[0]
    said = [
        *_catalogue(own),
        *_sparql(own),
        *_api(own),
        *_people(own),
        *(triple for entry in entries for triple in _dataset(entry)),
        *(triple for entry in entries for triple in series(entry)),
        *_authorities(own),
        *(triple for iri in sorted(_licences(release)) for triple in authorities.licence(iri)),
    ]
    return [*said, *pointed_to(release.earlier, said)]


def _licences(release: ReleaseFacts) -> set[str]:
    return {dataset.licence.iri for dataset in release.datasets} | {
        source.licence for dataset in release.datasets for source in dataset.sources
    }


def _catalogue(own: Entry) -> Iterator[Triple]:
    subject, homepage = own.about.base_iri, f"{own.about.base_iri}catalogue.html"
    yield subject, RDF.type, DCAT.Catalog
    yield from own.named(subject, own.about.title, own.about.description)
    yield from own.published(subject)
    yield from own.dated(subject)
    yield from own.languages(subject)
    yield subject, DCT.rights, own.rights
    yield subject, DCAT.themeTaxonomy, THEMES.iri
    yield subject, FOAF.homepage, homepage
    yield homepage, RDF.type, FOAF.Document
    for dataset in own.release.datasets:
        yield subject, DCAT.dataset, own.names.dataset(dataset.name)
    for service in (own.names.sparql, own.names.api):
        yield subject, DCAT.service, service
    yield from own.covering(subject)


def _dataset(entry: Entry) -> Iterator[Triple]:
    """A dataset as its newest release has it."""
    subject, page = entry.iri, f"{entry.iri}.html"
    yield from entry.edition(subject, entry.facts.title, entry.rights)
    yield from entry.rights_statement(entry.rights)
    yield from entry.over(subject, fragment(subject, "temporal"))
    yield subject, RDF.type, VOID.Dataset
    yield subject, DCAT.landingPage, page
    yield page, RDF.type, FOAF.Document
    yield subject, RDFS.seeAlso, entry.names.void
    for dump in entry.facts.dumps:
        distribution = fragment(subject, dump.name)
        yield subject, DCAT.distribution, distribution
        yield from entry.distribution(distribution, dump, entry.rights)
    for source in entry.facts.sources:
        yield from entry.derived(subject, source)


def _sparql(own: Entry) -> Iterator[Triple]:
    subject = own.names.sparql
    yield from own.named(subject, f"{own.about.title}: SPARQL", "SPARQL 1.1 queries over the current release.")
    yield from _service(own, subject, endpoint=subject, description=subject)
    yield subject, DCT.conformsTo, SPARQL_PROTOCOL.iri


def _api(own: Entry) -> Iterator[Triple]:
    subject, base = own.names.api, own.about.base_iri
    yield from own.named(subject, f"{own.about.title}: API", "Lists of inspections and units as JSON-LD and CSV.")
    yield from _service(own, subject, endpoint=f"{base}api/inspections", description=f"{base}openapi.json")
    yield subject, DCT.conformsTo, OPENAPI.iri


def _service(own: Entry, subject: str, endpoint: str, description: str) -> Iterator[Triple]:
    yield subject, RDF.type, DCAT.DataService
    yield from own.published(subject)
    yield from own.found(subject)
    yield from own.identified(subject)
    yield from own.dated(subject)
    yield subject, ADMS.status, LIVE.iri
    yield subject, DCT.type, REST.iri
    yield subject, DCAT.endpointURL, endpoint
    yield subject, DCAT.endpointDescription, description
    for dataset in own.release.datasets:
        yield subject, DCAT.servesDataset, own.names.dataset(dataset.name)


def _people(own: Entry) -> Iterator[Triple]:
    publisher = own.about.publisher
    yield publisher.iri, RDF.type, FOAF.Agent
    yield publisher.iri, FOAF.name, Literal(publisher.name)
    if publisher.homepage:
        yield publisher.iri, FOAF.homepage, publisher.homepage
        yield publisher.homepage, RDF.type, FOAF.Document
    yield own.contact, RDF.type, VCARD.Kind
    yield own.contact, VCARD.fn, Literal(publisher.name)
    reached_by = VCARD.hasURL if is_web_iri(own.about.contact) else VCARD.hasEmail
    yield own.contact, reached_by, contact(own.about.contact)


def _authorities(own: Entry) -> Iterator[Triple]:
    yield from authorities.described(_POINTED_TO)
    yield from authorities.described(authorities.language(code) for code in own.about.languages)
    for dataset in own.release.datasets:
        for dump in dataset.dumps:
            yield from authorities.media_type(dump.format.media_type).triples()
            yield from authorities.file_type(dump.format).triples()
            if dump.compression:
                yield from authorities.media_type(dump.compression.media_type).triples()
    yield from own.frequency.triples()
    yield authorities.equivalent(own.about.frequency)
    if place := own.about.place:
        yield from Authority(place.iri, DCT.Location, place.name).triples()
