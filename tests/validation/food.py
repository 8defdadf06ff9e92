"""A generated food register, as N-Triples: what a row of the national register becomes, fifty triples each.

Written out and not mapped, so that the shapes are tested and measured by what they say a row should be.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lod.namespaces import DCAT, DCT, INSP, OA, OGL, ORG, PROV, RDF, RDFS, SCHEME_IRI, SKOS, SPDX, XSD
from lod.terms import Literal, Triple, integer, lines, text

BASE = "https://data.example.org/id/"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
RFC_7111 = "http://tools.ietf.org/rfc/rfc7111"
RATING = SCHEME_IRI + "fhrs-rating/"
SCORES = SCHEME_IRI + "food-hygiene-scores/"
FHRS = SCHEME_IRI + "programme/fhrs"
DIGEST = hashlib.sha256(b"register").hexdigest()

HYGIENE = STRUCTURAL = (0, 5, 10, 15, 20, 25)
CONFIDENCE = (0, 5, 10, 20, 30)


class Row(NamedTuple):
    """A row of the register: the scores for hygiene, structure and management, and the rating."""

    number: int
    hygiene: int
    structural: int
    confidence: int
    rating: str

    @property
    def inspection(self) -> str:
        """The IRI of its inspection."""
        return f"{BASE}inspection/food-business/{self.number}/2014-05-12"


def fhrs_rating(hygiene: int, structural: int, confidence: int) -> int:
    """The rating that follows from the scores (FHRS, "How ratings are calculated"): a twin of the shape in Python."""
    total, highest = hygiene + structural + confidence, max(hygiene, structural, confidence)
    for rating, most, each in ((5, 15, 5), (4, 20, 10), (3, 30, 10), (2, 40, 15), (1, 50, 20)):
        if total <= most and highest <= each:
            return rating
    return 0


def generated(count: int, first: int = 0) -> Iterator[Row]:
    """Rows that go through every combination of scores, with the rating that follows."""
    for number in range(first, first + count):
        hygiene = HYGIENE[number % 6]
        structural = STRUCTURAL[number // 6 % 6]
        confidence = CONFIDENCE[number // 36 % 5]
        rating = fhrs_rating(hygiene, structural, confidence)
        yield Row(number, hygiene, structural, confidence, str(rating))


def chunk(rows: Iterable[Row]) -> str:
    """The N-Triples of some rows and of the document that they stand in, sorted as in a release."""
    triples = [*_document()]
    for row in rows:
        triples += _row(row)
    return "".join(sorted(lines(triples)))


def _row(row: Row) -> Iterator[Triple]:
    unit = f"{BASE}unit/food-business/{row.number}"
    evidence = f"{row.inspection}/evidence/{DIGEST[:16]}/row-{row.number + 2}"
    yield row.inspection, RDF.type, INSP.Inspection
    yield row.inspection, RDFS.label, text(f"Café {row.number}: inspection 2014-05-12", "en")
    yield row.inspection, INSP.inspects, unit
    yield row.inspection, INSP.inspectedBy, SCHEME_IRI + "inspectorate/food-standards-agency"
    yield row.inspection, INSP.underProgramme, FHRS
    yield row.inspection, INSP.fieldworkEnd, Literal("2014-05-12", XSD.date)
    yield row.inspection, INSP.overallRating, RATING + row.rating
    yield row.inspection, PROV.wasDerivedFrom, evidence
    yield from _judgement(row, unit, evidence, "overall", None)
    yield from _judgement(row, unit, evidence, "hygiene", row.hygiene)
    yield from _judgement(row, unit, evidence, "structural", row.structural)
    yield from _judgement(row, unit, evidence, "confidence-in-management", row.confidence)

    yield evidence, RDF.type, INSP.Evidence
    yield evidence, RDF.type, OA.SpecificResource
    yield evidence, OA.hasSource, f"{BASE}source/{DIGEST[:16]}"
    yield evidence, PROV.wasGeneratedBy, f"{BASE}extraction/{DIGEST[:16]}"
    yield evidence, OA.hasSelector, evidence + "/selector"
    yield evidence + "/selector", RDF.type, OA.FragmentSelector
    yield evidence + "/selector", RDF.value, Literal(f"row={row.number + 2}")
    yield evidence + "/selector", DCT.conformsTo, RFC_7111

    yield unit, RDF.type, INSP.InspectedUnit
    yield unit, RDF.type, ORG.OrganizationalUnit
    yield unit, DCT.type, SCHEME_IRI + "unit-type/food-business"
    yield unit, DCT.identifier, Literal(str(row.number))
    yield unit, SKOS.prefLabel, text(f"Café {row.number}", "en")
    yield unit, DCT.spatial, "http://statistics.data.gov.uk/id/statistical-geography/E07000223"
    yield unit, GEO + "lat", Literal(f"50.{row.number:06d}", XSD.decimal)
    yield unit, GEO + "long", Literal(f"-0.{row.number:06d}", XSD.decimal)
    yield unit, INSP.latestInspection, row.inspection
    yield unit, INSP.currentRating, RATING + row.rating


def _judgement(row: Row, unit: str, evidence: str, name: str, score: int | None) -> Iterator[Triple]:
    subject = f"{row.inspection}/judgement/{name}"
    yield row.inspection, INSP.hasJudgement, subject
    yield subject, RDF.type, INSP.Judgement
    yield subject, INSP.judges, unit
    yield subject, PROV.wasDerivedFrom, evidence
    if score is None:
        yield subject, RDF.type, INSP.OverallJudgement
        yield subject, INSP.rating, RATING + row.rating
    else:
        yield subject, INSP.onStandard, SCORES + name
        yield subject, INSP.score, integer(score)


def _document() -> Iterator[Triple]:
    source, extraction, software = (
        f"{BASE}source/{DIGEST[:16]}",
        f"{BASE}extraction/{DIGEST[:16]}",
        f"{BASE}software/lod/0.1.0",
    )
    yield source, RDF.type, INSP.SourceDocument
    yield source, DCT.title, Literal("sources/register.csv")
    yield source, DCT["format"], Literal("text/csv")
    yield source, DCT.license, OGL
    yield source, DCAT.byteSize, integer(100)
    yield source, SPDX.checksum, source + "/checksum"
    yield source + "/checksum", RDF.type, SPDX.Checksum
    yield source + "/checksum", SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield source + "/checksum", SPDX.checksumValue, Literal(DIGEST, XSD.hexBinary)
    yield extraction, RDF.type, INSP.Extraction
    yield extraction, PROV.used, source
    yield extraction, PROV.wasAssociatedWith, software
    yield software, RDF.type, PROV.SoftwareAgent


def vocabulary() -> list[str]:
    """The concepts that the rows name, so that they conform whatever the shipped schemes say."""
    return sorted(set(lines(_concepts())))


def _concepts() -> Iterator[Triple]:
    yield INSP.OverallJudgement, RDFS.subClassOf, INSP.Judgement
    scale = SCHEME_IRI + "fhrs-rating"
    yield scale, RDF.type, INSP.RatingScale
    for rating in range(6):
        yield f"{RATING}{rating}", RDF.type, INSP.RatingLevel
        yield f"{RATING}{rating}", INSP.rank, integer(rating)
        yield from _concept(f"{RATING}{rating}", str(rating), scale)
    yield RATING + "exempt", RDF.type, INSP.RatingStatus
    yield from _concept(RATING + "exempt", "Exempt", scale)
    for name in ("hygiene", "structural", "confidence-in-management"):
        yield SCORES + name, RDF.type, INSP.Standard
        yield from _concept(SCORES + name, name, SCORES.rstrip("/"))
    yield FHRS, RDF.type, INSP.InspectionProgramme
    yield FHRS, INSP.usesScale, scale
    yield from _concept(FHRS, "Food Hygiene Rating Scheme", SCHEME_IRI + "programme")
    yield SCHEME_IRI + "inspectorate/food-standards-agency", RDF.type, INSP.Inspectorate
    yield from _concept(SCHEME_IRI + "unit-type/food-business", "Food establishment", SCHEME_IRI + "unit-type")


def _concept(iri: str, label: str, scheme: str) -> Iterator[Triple]:
    yield iri, RDF.type, SKOS.Concept
    yield iri, SKOS.prefLabel, text(label, "en")
    yield iri, SKOS.inScheme, scheme
