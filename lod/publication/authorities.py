"""Resources of other authorities that a catalogue points to: licence, language, frequency, theme, format …

Each is described where it is used, as far as DCAT-AP's range shapes ask for, so that a harvester can check the
catalogue without fetching anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lod.formats import Format
from lod.namespaces import DCT, ODRS, OGL, ONTOLOGY_IRI, RDF, RDFS, SKOS, SPDX
from lod.terms import Literal, Triple, text

_EU = "http://publications.europa.eu/resource/authority/"
"""The EU Publications Office's authority tables, which DCAT-AP takes its terms from."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A resource by IRI: its class, its English name, and, if it is a concept, the table it stands in."""

    iri: str
    type: str
    name: str
    scheme: str | None = None

    def triples(self) -> Iterator[Triple]:
        """What is said of it; a concept has a preferred label (SKOS), anything else a title."""
        yield self.iri, RDF.type, self.type
        if self.scheme is None:
            yield self.iri, DCT.title, text(self.name, "en")
            return
        if self.type != SKOS.Concept:
            yield self.iri, RDF.type, SKOS.Concept
        yield self.iri, SKOS.prefLabel, text(self.name, "en")
        yield self.iri, SKOS.inScheme, self.scheme


THEMES = Authority(f"{_EU}data-theme", SKOS.ConceptScheme, "Data theme")
GOVERNMENT = Authority(f"{_EU}data-theme/GOVE", SKOS.Concept, "Government and public sector", THEMES.iri)
_FREQUENCY_CODES = {
    "continuous": "CONT",
    "daily": "DAILY",
    "weekly": "WEEKLY",
    "biweekly": "BIWEEKLY",
    "monthly": "MONTHLY",
    "bimonthly": "BIMONTHLY",
    "quarterly": "QUARTERLY",
    "semiannual": "ANNUAL_2",
    "annual": "ANNUAL",
    "biennial": "BIENNIAL",
    "triennial": "TRIENNIAL",
    "irregular": "IRREG",
}
FREQUENCIES = {
    name: Authority(f"{_EU}frequency/{code}", DCT.Frequency, name, f"{_EU}frequency")
    for name, code in _FREQUENCY_CODES.items()
}
"""The EU's frequencies by the names that they have in the Dublin Core vocabulary."""
PUBLIC = Authority(f"{_EU}access-right/PUBLIC", DCT.RightsStatement, "public", f"{_EU}access-right")
STABLE = Authority(f"{_EU}planned-availability/STABLE", SKOS.Concept, "stable", f"{_EU}planned-availability")
ONTOLOGY = Authority(ONTOLOGY_IRI, DCT.Standard, "Inspection results ontology")
SPARQL_PROTOCOL = Authority("https://www.w3.org/TR/sparql11-protocol/", DCT.Standard, "SPARQL 1.1 Protocol")
SHA_256 = Authority(SPDX.checksumAlgorithm_sha256, SPDX.ChecksumAlgorithm, "SHA-256")
LIVE = Authority(
    "https://www.gov.uk/service-manual/agile-delivery/how-the-live-phase-works",
    SKOS.Concept,
    "Live",
    "https://www.gov.uk/service-manual/agile-delivery",
)
REST = Authority("https://www.wikidata.org/wiki/Q749568", SKOS.Concept, "REST", "https://www.wikidata.org/")
OPENAPI = Authority("https://spec.openapis.org/oas/v3.1.0", DCT.Standard, "OpenAPI Specification 3.1")
EVENT_STREAMS = Authority("https://w3id.org/ldes/specification", DCT.Standard, "Linked Data Event Streams")
HYPERMEDIA = Authority("https://w3id.org/tree", DCT.Standard, "TREE hypermedia")
RESOURCESYNC = Authority("http://www.openarchives.org/rs/1.1/resourcesync", DCT.Standard, "ResourceSync Framework 1.1")
ATOM = Authority("https://www.rfc-editor.org/info/rfc4287", DCT.Standard, "The Atom Syndication Format (RFC 4287)")
_LICENCE_TYPES = "http://purl.org/adms/licencetype/1.1"
_ATTRIBUTION, _PUBLIC_DOMAIN, _SHARE_ALIKE = (
    Authority(f"http://purl.org/adms/licencetype/{name}", SKOS.Concept, label, _LICENCE_TYPES)
    for name, label in (
        ("Attribution", "Attribution"),
        ("PublicDomain", "Public domain"),
        ("ViralEffect-ShareAlike", "Viral effect (share-alike)"),
    )
)
_LICENCES = {
    OGL: ("Open Government Licence v3.0", "OGL-UK-3.0", _ATTRIBUTION),
    "https://creativecommons.org/licenses/by/4.0/": ("Creative Commons Attribution 4.0", "CC-BY-4.0", _ATTRIBUTION),
    "https://creativecommons.org/licenses/by-sa/4.0/": (
        "Creative Commons Attribution-ShareAlike 4.0",
        "CC-BY-SA-4.0",
        _SHARE_ALIKE,
    ),
    "https://creativecommons.org/publicdomain/zero/1.0/": ("Creative Commons Zero 1.0", "CC0-1.0", _PUBLIC_DOMAIN),
}
"""Licences of open data: their names, their identifiers in the SPDX licence list, and their kinds in ADMS."""

_FILE_TYPES = {
    Format.N_QUADS: "RDF_N_QUADS",
    Format.TURTLE: "RDF_TURTLE",
    Format.JSON_LD: "JSON_LD",
    Format.JSON_LINES: "JSON_LD",
    Format.CSV: "CSV",
    Format.PARQUET: "PARQUET",
}


def licence(iri: str) -> Iterator[Triple]:
    """A licence as DCAT, ODRS and SPDX have it; of one that is in no table of ours we only know the address."""
    name, identifier, kind = _LICENCES.get(iri, (iri, "", None))
    yield from Authority(iri, DCT.LicenseDocument, name).triples()
    yield iri, RDF.type, ODRS.License
    if spdx := spdx_licence(iri):
        yield iri, DCT.identifier, Literal(identifier)
        yield spdx, RDF.type, SPDX.License
        yield spdx, SPDX.licenseId, Literal(identifier)
        yield spdx, RDFS.seeAlso, iri
    if kind:
        yield iri, DCT.type, kind.iri
        yield from kind.triples()


def spdx_licence(iri: str) -> str | None:
    """The IRI that a licence has in the SPDX licence list; None where it is not known to be there."""
    return f"http://spdx.org/licenses/{_LICENCES[iri][1]}" if iri in _LICENCES else None


def equivalent(name: str) -> Triple:
    """A frequency in the Dublin Core vocabulary, which the UK's Metadata Exchange Model takes its terms from."""
    return FREQUENCIES[name].iri, SKOS.exactMatch, f"http://purl.org/cld/freq/{name}"


def language(code: str) -> Authority:
    """A language by its two-letter code, under the IRI that DCAT 3 (6.4.10) asks for."""
    return Authority(f"http://id.loc.gov/vocabulary/iso639-1/{code}", DCT.LinguisticSystem, code)


def media_type(name: str) -> Authority:
    """A format, or what a file is compressed as, by its IANA registration (DCAT 3, 6.8.15 and 6.8.17)."""
    return Authority(f"https://www.iana.org/assignments/media-types/{name}", DCT.MediaType, name)


def file_type(syntax: Format) -> Authority:
    """A dump's format in the EU's table of file types."""
    iri = f"{_EU}file-type/{_FILE_TYPES[syntax]}"
    return Authority(iri, DCT.MediaTypeOrExtent, syntax.label, f"{_EU}file-type")


def described(authorities: Iterable[Authority]) -> Iterator[Triple]:
    """What is said of each."""
    for authority in authorities:
        yield from authority.triples()
