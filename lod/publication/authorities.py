"""Resources of other authorities that a catalogue points to: licence, language, frequency, theme, format …

Each is described where it is used, as far as DCAT-AP's range shapes ask for, so that a harvester can check the
catalogue without fetching anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lod.formats import Format
from lod.namespaces import DCT, OGL, ONTOLOGY_IRI, RDF, SKOS, SPDX
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
IRREGULAR = Authority(f"{_EU}frequency/IRREG", DCT.Frequency, "irregular", f"{_EU}frequency")
PUBLIC = Authority(f"{_EU}access-right/PUBLIC", DCT.RightsStatement, "public", f"{_EU}access-right")
STABLE = Authority(f"{_EU}planned-availability/STABLE", SKOS.Concept, "stable", f"{_EU}planned-availability")
ONTOLOGY = Authority(ONTOLOGY_IRI, DCT.Standard, "Inspection results ontology")
SPARQL_PROTOCOL = Authority("https://www.w3.org/TR/sparql11-protocol/", DCT.Standard, "SPARQL 1.1 Protocol")
SHA_256 = Authority(SPDX.checksumAlgorithm_sha256, SPDX.ChecksumAlgorithm, "SHA-256")
OGL_3 = Authority(OGL, DCT.LicenseDocument, "Open Government Licence v3.0")
ATTRIBUTION = Authority(
    "http://purl.org/adms/licencetype/Attribution", SKOS.Concept, "Attribution", "http://purl.org/adms/licencetype/1.1"
)
OGL_SPDX = "OGL-UK-3.0"
"""The OGL's name in the SPDX licence list."""

_FILE_TYPES = {Format.N_QUADS: "RDF_N_QUADS", Format.TURTLE: "RDF_TURTLE", Format.JSON_LD: "JSON_LD"}


def licence(iri: str) -> Iterator[Triple]:
    """A licence; of one that is not ours we only know the address."""
    if iri == OGL:
        yield from OGL_3.triples()
        yield iri, DCT.identifier, Literal(OGL_SPDX)
        yield iri, DCT.type, ATTRIBUTION.iri
        yield from ATTRIBUTION.triples()
    else:
        yield from Authority(iri, DCT.LicenseDocument, iri).triples()


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
