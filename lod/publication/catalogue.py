"""The DCAT 3 catalogue of a publication: its datasets, one for each licence, the dumps of each, the query service, the
publisher.

Pure, and without blank nodes. Conforms to DCAT-AP 3.0.1; rights by ODRS, checksums by SPDX.
"""

from __future__ import annotations

from collections.abc import Iterator

from lod.iris import Iris, contact, fragment, is_web_iri
from lod.model import Publication, Source
from lod.namespaces import (
    DCAT,
    DCATAP,
    DCT,
    FOAF,
    ODRS,
    PROV,
    RDF,
    RDFS,
    SPDX,
    VCARD,
    VOID,
    XSD,
)
from lod.publication import authorities
from lod.publication.authorities import (
    GOVERNMENT,
    IRREGULAR,
    ONTOLOGY,
    PUBLIC,
    SHA_256,
    SPARQL_PROTOCOL,
    STABLE,
    THEMES,
    Authority,
)
from lod.publication.release import Dataset, Dump, ReleaseFacts
from lod.terms import Literal, Triple, text

_POINTED_TO = (THEMES, GOVERNMENT, IRREGULAR, PUBLIC, STABLE, ONTOLOGY, SPARQL_PROTOCOL, SHA_256)
KEYWORDS = ("inspection", "inspection results", "ratings", "public services", "linked data")


def catalogue(
    publication: Publication,
    release: ReleaseFacts,
    spatial: Authority | None = None,
) -> list[Triple]:
    """The catalogue at `base_iri`. `spatial` is the place that the data are about, where one covers all."""
    entries = [_Entry(publication, release, dataset, spatial) for dataset in release.datasets]
    own = entries[0]
    return [
        *own.catalogue(),
        *own.service(),
        *own.people(),
        *(triple for entry in entries for triple in entry.dataset()),
        *(triple for entry in entries for triple in entry.rights()),
        *own.authorities(),
        *(triple for iri in sorted(_licences(release)) for triple in authorities.licence(iri)),
    ]


def _licences(release: ReleaseFacts) -> set[str]:
    return {dataset.licence.iri for dataset in release.datasets} | {
        source.licence for dataset in release.datasets for source in dataset.sources
    }


class _Entry:
    """The nodes that a dataset has in a catalogue, each described by the method of its name; of the publication's own
    dataset also those of the catalogue as a whole."""

    def __init__(
        self,
        publication: Publication,
        release: ReleaseFacts,
        dataset: Dataset,
        spatial: Authority | None,
    ) -> None:
        self._about, self._release, self._facts = publication, release, dataset
        self._spatial = spatial
        self._names = Iris(publication.base_iri)
        self._language = publication.languages[0]
        self._dataset = self._names.dataset(dataset.name)
        self._rights = fragment(self._dataset, "rights")
        self._contact = fragment(self._names.dataset(publication.name), "contact")

    def catalogue(self) -> Iterator[Triple]:
        subject, homepage = self._about.base_iri, f"{self._about.base_iri}catalogue.html"
        yield subject, RDF.type, DCAT.Catalog
        yield from self._named(subject, self._about.title, self._about.description)
        yield from self._published(subject)
        yield from self._dated(subject)
        yield from self._languages(subject)
        yield subject, DCT.rights, self._rights
        yield subject, DCAT.themeTaxonomy, THEMES.iri
        yield subject, FOAF.homepage, homepage
        yield homepage, RDF.type, FOAF.Document
        for dataset in self._release.datasets:
            yield subject, DCAT.dataset, self._names.dataset(dataset.name)
        yield subject, DCAT.service, self._names.sparql
        yield from self._covering(subject)

    def dataset(self) -> Iterator[Triple]:
        subject, page = self._dataset, f"{self._dataset}.html"
        yield subject, RDF.type, DCAT.Dataset
        yield subject, RDF.type, VOID.Dataset
        yield from self._named(subject, self._facts.title, self._about.description)
        yield from self._published(subject)
        yield from self._dated(subject)
        yield from self._languages(subject)
        yield from self._found(subject)
        yield subject, DCT.creator, self._about.publisher.iri
        yield subject, DCT.identifier, Literal(subject)
        yield subject, DCT.rights, self._rights
        yield subject, DCT.accrualPeriodicity, IRREGULAR.iri
        yield subject, DCT.conformsTo, ONTOLOGY.iri
        yield subject, DCAT.version, Literal(self._release.id)
        yield subject, DCAT.landingPage, page
        yield page, RDF.type, FOAF.Document
        yield subject, RDFS.seeAlso, self._names.void
        for dump in self._facts.dumps:
            yield subject, DCAT.distribution, fragment(subject, dump.name)
            yield from self._distribution(dump)
        for source in self._facts.sources:
            yield subject, PROV.wasDerivedFrom, self._names.source(source.sha256)
            yield from self._source(source)
        yield from self._covering(subject)

    def _distribution(self, dump: Dump) -> Iterator[Triple]:
        subject = fragment(self._dataset, dump.name)
        checksum = fragment(self._dataset, f"{dump.name}-sha256")
        title = f"{self._facts.title} ({dump.format.label})"
        yield subject, RDF.type, DCAT.Distribution
        yield subject, DCT.title, text(title, self._language)
        yield subject, DCT.description, text(f"Every statement of release {self._release.id} in one file.", "en")
        yield subject, DCT.license, self._facts.licence.iri
        yield subject, DCT.rights, self._rights
        yield subject, DCT.conformsTo, ONTOLOGY.iri
        yield from self._dated(subject)
        yield from self._languages(subject)
        yield subject, DCAT.accessURL, self._names.release(self._release.id)
        yield subject, DCAT.downloadURL, self._names.release_file(self._release.id, dump.name)
        yield subject, DCAT.mediaType, authorities.media_type(dump.format).iri
        yield subject, DCT["format"], authorities.file_type(dump.format).iri
        yield subject, DCAT.byteSize, Literal(str(dump.byte_size), XSD.nonNegativeInteger)
        yield subject, DCATAP.availability, STABLE.iri
        yield subject, SPDX.checksum, checksum
        yield checksum, RDF.type, SPDX.Checksum
        yield checksum, SPDX.algorithm, SHA_256.iri
        yield checksum, SPDX.checksumValue, Literal(dump.sha256, XSD.hexBinary)

    def service(self) -> Iterator[Triple]:
        subject = self._names.sparql
        yield subject, RDF.type, DCAT.DataService
        yield from self._named(subject, f"{self._about.title}: SPARQL", "SPARQL 1.1 queries over the current release.")
        yield from self._published(subject)
        yield from self._found(subject)
        yield subject, DCAT.endpointURL, subject
        yield subject, DCAT.endpointDescription, subject
        for dataset in self._release.datasets:
            yield subject, DCAT.servesDataset, self._names.dataset(dataset.name)
        yield subject, DCT.conformsTo, SPARQL_PROTOCOL.iri

    def people(self) -> Iterator[Triple]:
        publisher = self._about.publisher
        yield publisher.iri, RDF.type, FOAF.Agent
        yield publisher.iri, FOAF.name, Literal(publisher.name)
        if publisher.homepage:
            yield publisher.iri, FOAF.homepage, publisher.homepage
            yield publisher.homepage, RDF.type, FOAF.Document
        yield self._contact, RDF.type, VCARD.Kind
        yield self._contact, VCARD.fn, Literal(publisher.name)
        reached_by = VCARD.hasURL if is_web_iri(self._about.contact) else VCARD.hasEmail
        yield self._contact, reached_by, contact(self._about.contact)

    def rights(self) -> Iterator[Triple]:
        licence = self._facts.licence
        yield self._rights, RDF.type, ODRS.RightsStatement
        yield self._rights, RDF.type, DCT.RightsStatement
        yield self._rights, ODRS.dataLicense, licence.iri
        yield self._rights, ODRS.contentLicense, licence.iri
        yield self._rights, ODRS.attributionText, text(licence.attribution, self._language)
        yield self._rights, ODRS.attributionURL, self._about.publisher.homepage or self._about.publisher.iri

    def _source(self, source: Source) -> Iterator[Triple]:
        """A document that the data were read from; the data themselves say more of it."""
        subject = self._names.source(source.sha256)
        yield subject, RDF.type, PROV.Entity
        yield subject, DCT.title, Literal(source.name)
        yield subject, DCT.license, source.licence

    def authorities(self) -> Iterator[Triple]:
        yield from authorities.described(_POINTED_TO)
        yield from authorities.described(authorities.language(code) for code in self._about.languages)
        yield from authorities.described(authorities.media_type(dump.format) for dump in self._facts.dumps)
        yield from authorities.described(authorities.file_type(dump.format) for dump in self._facts.dumps)
        if self._spatial:
            yield from self._spatial.triples()

    def _named(self, subject: str, title: str, description: str) -> Iterator[Triple]:
        yield subject, DCT.title, text(title, self._language)
        yield subject, DCT.description, text(description, self._language)

    def _published(self, subject: str) -> Iterator[Triple]:
        yield subject, DCT.publisher, self._about.publisher.iri
        yield subject, DCT.license, self._facts.licence.iri

    def _dated(self, subject: str) -> Iterator[Triple]:
        """A release is as old as its newest fact: builds know no clock."""
        if date := self._release.modified:
            written = Literal(str(date), date.datatype)
            yield subject, DCT.issued, written
            yield subject, DCT.modified, written

    def _languages(self, subject: str) -> Iterator[Triple]:
        for code in self._about.languages:
            yield subject, DCT.language, authorities.language(code).iri

    def _found(self, subject: str) -> Iterator[Triple]:
        """What a dataset and a service are searched by, who answers for them, and that they are open to all."""
        yield subject, DCAT.contactPoint, self._contact
        yield subject, DCAT.theme, GOVERNMENT.iri
        yield subject, DCT.accessRights, PUBLIC.iri
        for keyword in KEYWORDS:
            yield subject, DCAT.keyword, text(keyword, "en")

    def _covering(self, subject: str) -> Iterator[Triple]:
        if self._spatial:
            yield subject, DCT.spatial, self._spatial.iri
