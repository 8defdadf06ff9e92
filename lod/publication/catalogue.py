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
    PUBLIC,
    REST,
    SHA_256,
    STABLE,
    THEMES,
    Authority,
)
from lod.publication.entries import Entry
from lod.publication.release import ReleaseFacts
from lod.publication.series import pointed_to, series
from lod.publication.services import services, stream
from lod.terms import Literal, Triple, text

FILE = "catalogue.nt"
"""Its name in a release."""

_POINTED_TO = (LIVE, REST, THEMES, GOVERNMENT, PUBLIC, STABLE, ONTOLOGY, SHA_256)


def catalogue(publication: Publication, release: ReleaseFacts) -> list[Triple]:
    """The catalogue at `base_iri`."""
    entries = [Entry(publication, release, dataset) for dataset in release.datasets]
    own = entries[0]
    said = [
        *_catalogue(own),
        *_services(own),
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


def _services(own: Entry) -> Iterator[Triple]:
    datasets = [own.names.dataset(dataset.name) for dataset in own.release.datasets]
    for service in services(own.names):
        yield own.about.base_iri, DCAT.service, service.iri
        yield from service.triples(own.about, datasets)
        yield from own.published(service.iri)
        yield from own.found(service.iri)
        yield from own.identified(service.iri)
        yield from own.dated(service.iri)
        yield service.iri, ADMS.status, LIVE.iri
        yield service.iri, DCT.type, REST.iri
    yield from stream(own.names)


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
        yield place.iri, RDFS.label, text(place.name, "en")  # which is where CKAN looks for the name of a place
