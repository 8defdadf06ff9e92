"""Who did what with which document (PROV-O), as triples."""

from __future__ import annotations

from lod.iris import Iris
from lod.model import Publisher, Source
from lod.namespaces import DCAT, DCT, INSP, PROV, RDF, RDFS, SCHEMA, SPDX, XSD
from lod.terms import Literal, Triple, integer


def by(subject: str, publisher: Publisher) -> list[Triple]:
    """That the publisher did something, and who that is."""
    return [
        (subject, PROV.wasAssociatedWith, publisher.iri),
        (publisher.iri, RDF.type, PROV.Agent),
        (publisher.iri, RDFS.label, Literal(publisher.name)),
    ]


def source(fact: Source, names: Iris, software_version: str) -> list[Triple]:
    """A document that was read, its digest, and the extraction that read it."""
    subject = names.source(fact.sha256)
    checksum = f"{subject}/checksum"
    extraction = names.extraction(fact.sha256)
    software = names.software(software_version)
    return [
        (subject, RDF.type, INSP.SourceDocument),
        (subject, RDF.type, PROV.Entity),
        (subject, DCT.title, Literal(fact.name)),
        (subject, DCT["format"], Literal(fact.media_type)),
        (subject, DCT.license, fact.licence),
        (subject, DCAT.byteSize, integer(fact.byte_size)),
        (subject, SPDX.checksum, checksum),
        (checksum, RDF.type, SPDX.Checksum),
        (checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
        (checksum, SPDX.checksumValue, Literal(fact.sha256, XSD.hexBinary)),
        (extraction, RDF.type, INSP.Extraction),
        (extraction, RDF.type, PROV.Activity),
        (extraction, PROV.used, subject),
        (extraction, PROV.wasAssociatedWith, software),
        (software, RDF.type, PROV.SoftwareAgent),
        (software, RDFS.label, Literal(f"lod {software_version}")),
        (software, SCHEMA.softwareVersion, Literal(software_version)),
    ]
