"""What a catalogue says alike of a dataset, of its versions and of their series: names, dates, people, files."""

from __future__ import annotations

from collections.abc import Iterator

from lod.formats import Format
from lod.iris import Iris, fragment
from lod.model import PartialDate, Publication, Source
from lod.namespaces import DCAT, DCATAP, DCT, ODRS, PROV, RDF, SPDX, UKGOV, XSD
from lod.publication import authorities, csvw
from lod.publication.authorities import GOVERNMENT, ONTOLOGY, PUBLIC, SHA_256, STABLE, Authority
from lod.publication.release import Dataset, Dump, ReleaseFacts
from lod.terms import Literal, Triple, text

KEYWORDS = ("inspection", "inspection results", "ratings", "public services", "linked data")


class Entry:
    """A dataset of a release, as a catalogue speaks of it."""

    def __init__(self, publication: Publication, release: ReleaseFacts, dataset: Dataset) -> None:
        self.about, self.release, self.facts = publication, release, dataset
        self.frequency = authorities.FREQUENCIES[publication.frequency]
        self.names = Iris(publication.base_iri)
        self.language = publication.languages[0]
        self.iri = self.names.dataset(dataset.name)
        self.rights = fragment(self.iri, "rights")
        self.contact = fragment(self.names.dataset(publication.name), "contact")

    def named(self, subject: str, title: str, description: str) -> Iterator[Triple]:
        yield subject, DCT.title, text(title, self.language)
        yield subject, DCT.description, text(description, self.language)

    def published(self, subject: str) -> Iterator[Triple]:
        yield subject, DCT.publisher, self.about.publisher.iri
        yield subject, DCT.license, self.facts.licence.iri

    def identified(self, subject: str) -> Iterator[Triple]:
        """What the UK Cross-Government Metadata Exchange Model asks for of datasets and services, beyond DCAT-AP: who
        made it, its version, its security classification, of which published data have none."""
        yield subject, DCT.identifier, Literal(subject)
        yield subject, DCT.creator, self.about.publisher.iri
        yield subject, DCAT.version, Literal(self.release.id)
        yield subject, UKGOV.securityClassification, Literal("NOT_APPLICABLE")

    def licensed(self, subject: str) -> Iterator[Triple]:
        """The licence by SPDX, where it has an identifier there."""
        if licence := authorities.spdx_licence(self.facts.licence.iri):
            yield subject, SPDX.licenseDeclared, licence

    def dated(self, subject: str) -> Iterator[Triple]:
        """A release is as old as its newest fact: builds know no clock."""
        if date := self.release.modified:
            yield subject, DCT.issued, _dated(date)
            yield subject, DCT.modified, _dated(date)

    def languages(self, subject: str) -> Iterator[Triple]:
        for code in self.about.languages:
            yield subject, DCT.language, authorities.language(code).iri

    def found(self, subject: str) -> Iterator[Triple]:
        """What a dataset and a service are searched by, who answers for them, and that they are open to all."""
        yield subject, DCAT.contactPoint, self.contact
        yield subject, DCAT.theme, GOVERNMENT.iri
        yield subject, DCT.accessRights, PUBLIC.iri
        for keyword in KEYWORDS:
            yield subject, DCAT.keyword, text(keyword, "en")

    def covering(self, subject: str) -> Iterator[Triple]:
        if self.about.place:
            yield subject, DCT.spatial, self.about.place.iri

    def over(self, subject: str, period: str) -> Iterator[Triple]:
        """The days between which all dates in the data lie (DCAT 3, 6.4.9 and 6.13). `period` is its IRI."""
        first, last = self.facts.statistics.earliest, self.facts.statistics.latest
        if first and last:
            yield subject, DCT.temporal, period
            yield period, RDF.type, DCT.PeriodOfTime
            yield period, DCAT.startDate, Literal(first.first_day.isoformat(), XSD.date)
            yield period, DCAT.endDate, Literal(last.last_day.isoformat(), XSD.date)

    def edition(self, subject: str, title: str, rights: str) -> Iterator[Triple]:
        """What is said of the dataset and of this release of it alike."""
        yield subject, RDF.type, DCAT.Dataset
        yield from self.named(subject, title, self.about.description)
        yield from self.published(subject)
        yield from self.dated(subject)
        yield from self.languages(subject)
        yield from self.found(subject)
        yield from self.identified(subject)
        yield from self.licensed(subject)
        yield subject, DCT.rights, rights
        yield subject, DCT.accrualPeriodicity, self.frequency.iri
        yield subject, DCT.conformsTo, ONTOLOGY.iri
        yield from self.covering(subject)

    def distribution(self, subject: str, dump: Dump, rights: str) -> Iterator[Triple]:
        """A file of the release: all its statements, or a table. `subject` is the distribution's IRI (DCAT 3, 6.8)."""
        checksum = f"{subject}-sha256"
        yield subject, RDF.type, DCAT.Distribution
        yield subject, DCT.title, text(_title(self.facts.title, dump), self.language)
        yield subject, DCT.description, text(f"{_content(dump)} of release {self.release.id} in one file.", "en")
        yield subject, DCT.identifier, Literal(subject)
        yield subject, DCT.license, self.facts.licence.iri
        yield from self.licensed(subject)
        yield subject, DCT.rights, rights
        yield from self._schema(subject, dump)
        yield from self.dated(subject)
        yield from self.languages(subject)
        yield subject, DCAT.accessURL, self.names.release(self.release.id)
        yield subject, DCAT.downloadURL, self.names.release_file(self.release.id, dump.name)
        yield subject, DCAT.mediaType, authorities.media_type(dump.format.media_type).iri
        if dump.compression:
            yield subject, DCAT.compressFormat, authorities.media_type(dump.compression.media_type).iri
        yield subject, DCT["format"], authorities.file_type(dump.format).iri
        yield subject, DCAT.byteSize, Literal(str(dump.byte_size), XSD.nonNegativeInteger)
        yield subject, DCATAP.availability, STABLE.iri
        yield subject, SPDX.checksum, checksum
        yield from _sha256(checksum, dump.sha256)

    def _schema(self, subject: str, dump: Dump) -> Iterator[Triple]:
        """What its content is to be read by: the ontology, or the metadata of the table (DCAT 3, 6.8.13)."""
        if not dump.table:
            yield subject, DCT.conformsTo, ONTOLOGY.iri
            return
        name = f"{dump.name.partition('.')[0]}.{Format.CSV.suffix}{csvw.SUFFIX}"
        schema = self.names.release_file(self.release.id, name)
        yield subject, DCT.conformsTo, schema
        yield from Authority(schema, DCT.Standard, f"The columns of {dump.table} (CSVW)").triples()

    def rights_statement(self, rights: str) -> Iterator[Triple]:
        """The licence and what it asks users to write (ODRS)."""
        licence = self.facts.licence
        yield rights, RDF.type, ODRS.RightsStatement
        yield rights, RDF.type, DCT.RightsStatement
        yield rights, ODRS.dataLicense, licence.iri
        yield rights, ODRS.contentLicense, licence.iri
        yield rights, ODRS.attributionText, text(licence.attribution, self.language)
        yield rights, ODRS.attributionURL, self.about.publisher.homepage or self.about.publisher.iri

    def derived(self, subject: str, source: Source) -> Iterator[Triple]:
        """A document that the data were read from, with its digest; the data themselves say more of it."""
        document = self.names.source(source.sha256)
        checksum = f"{document}/checksum"
        yield subject, PROV.wasDerivedFrom, document
        yield document, RDF.type, PROV.Entity
        yield document, DCT.title, Literal(source.name)
        yield document, DCT.license, source.licence
        yield document, SPDX.checksum, checksum
        yield from _sha256(checksum, source.sha256)


def _title(dataset: str, dump: Dump) -> str:
    form = f"{dump.format.label}, {dump.compression.label}" if dump.compression else dump.format.label
    return f"{dataset}: {dump.table} ({form})" if dump.table else f"{dataset} ({form})"


def _content(dump: Dump) -> str:
    return f"The {dump.table}, one in a row," if dump.table else "Every statement"


def _sha256(checksum: str, value: str) -> Iterator[Triple]:
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SHA_256.iri
    yield checksum, SPDX.checksumValue, Literal(value, XSD.hexBinary)


def _dated(date: PartialDate) -> Literal:
    return Literal(str(date), date.datatype)
