"""Facts → triples, pure: the same facts give the same triples, in the order in which the facts say them.

docs/modelling.md shows what comes out. Nothing is computed but the shortcuts that the ontology defines
(`overallRating` here, `latestInspection` and `currentRating` in `lod.latest`), and no rating ever is. Whole numbers are
`xsd:integer` throughout: a store would make that of any narrower type, and then say other than the dump.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from lod import iris
from lod.iris import Iris
from lod.model import (
    CaseSample,
    Evidence,
    InspectedUnit,
    Inspection,
    Judgement,
    Measure,
    PartialDate,
    RecommendationGroup,
    Report,
    Source,
    TableRow,
    TextSpan,
    UnitKey,
)
from lod.namespaces import DCAT, DCT, INSP, OA, ORG, PROV, RDF, RDFS, SCHEMA, SKOS, SPDX, XSD
from lod.terms import Literal, Term, Triple, integer, text

RFC_7111 = "http://tools.ietf.org/rfc/rfc7111"
"""The IRI by which Web Annotation 4.2.1 names RFC 7111's fragment identifiers."""

_SUPPORTED = {
    "issued": DCT.issued,
    "license": DCT.license,
    "title": DCT.title,
    "description": DCT.description,
}
"""Properties outside our ontology that a span may support; all others are our own."""


def inspection(fact: Inspection, names: Iris) -> Iterator[Triple]:
    """An inspection with all its parts, their evidence, and the reports it is in."""
    subject = inspection_iri(fact, names)
    unit = unit_iri(fact.inspects.key, names)
    yield subject, RDF.type, INSP.Inspection
    yield subject, RDFS.label, text(f"{fact.inspects.pref_label}: inspection {fact.reference}", "en")
    yield subject, INSP.inspects, unit
    yield subject, INSP.inspectedBy, fact.inspected_by
    yield from _given(
        subject,
        (INSP.underProgramme, fact.under_programme),
        (DCT.issued, _date(fact.issued)),
        (INSP.fieldworkStart, _date(fact.fieldwork_start)),
        (INSP.fieldworkEnd, _date(fact.fieldwork_end)),
        (INSP.overallRating, fact.overall.rating if fact.overall else None),
        (INSP.recommendationCount, _integer(fact.recommendation_count)),
    )
    yield from _evidence(subject, subject, fact.evidence, names)
    for judgement in fact.judgements:
        yield from _judgement(subject, unit, judgement, names)
    for sample in fact.samples:
        part = iris.sample(subject, _last_segment(sample.case_category))
        yield subject, INSP.hasSample, part
        yield from _sample(subject, part, sample, names)
    for measure in fact.measures:
        yield from _measure(subject, measure, names)
    for group in fact.recommendations:
        yield from _recommendations(subject, group, names)
    for report in fact.reported_in:
        yield from _report(subject, report, fact.inspected_by, names)


def inspection_iri(fact: Inspection, names: Iris) -> str:
    """The IRI of an inspection: its unit and its reference."""
    return names.inspection(*fact.inspects.key, fact.reference)


def unit_iri(key: UnitKey, names: Iris) -> str:
    """The IRI of a unit: its type and its identifier."""
    return names.unit(*key)


def unit(fact: InspectedUnit, names: Iris) -> Iterator[Triple]:
    """A unit that no scheme of units describes."""
    subject = unit_iri(fact.key, names)
    yield subject, RDF.type, INSP.InspectedUnit
    yield subject, RDF.type, ORG.OrganizationalUnit
    yield subject, DCT.type, iris.concept("unit-type", fact.key.unit_type)
    yield subject, DCT.identifier, Literal(fact.key.identifier)
    yield subject, SKOS.prefLabel, text(fact.pref_label, "en")
    for label in fact.alt_labels:
        yield subject, SKOS.altLabel, text(label, "en")
    if fact.sub_organization_of:
        yield subject, ORG.subOrganizationOf, unit_iri(fact.sub_organization_of, names)


def source(fact: Source, names: Iris, software_version: str) -> Iterator[Triple]:
    """A document that was read, its digest, and the extraction that read it."""
    subject = names.source(fact.sha256)
    yield subject, RDF.type, INSP.SourceDocument
    yield subject, RDF.type, PROV.Entity
    yield subject, DCT.title, Literal(fact.name)
    yield subject, DCT["format"], Literal(fact.media_type)
    yield subject, DCT.license, fact.licence
    yield subject, DCAT.byteSize, integer(fact.byte_size)
    checksum = f"{subject}/checksum"
    yield subject, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, Literal(fact.sha256, XSD.hexBinary)

    extraction = names.extraction(fact.sha256)
    software = names.software(software_version)
    yield extraction, RDF.type, INSP.Extraction
    yield extraction, RDF.type, PROV.Activity
    yield extraction, PROV.used, subject
    yield extraction, PROV.wasAssociatedWith, software
    yield software, RDF.type, PROV.SoftwareAgent
    yield software, RDFS.label, Literal(f"lod {software_version}")
    yield software, SCHEMA.softwareVersion, Literal(software_version)


def _judgement(inspection: str, unit: str, fact: Judgement, names: Iris) -> Iterator[Triple]:
    subject = iris.judgement(inspection, _last_segment(fact.on_standard))
    yield inspection, INSP.hasJudgement, subject
    yield subject, RDF.type, INSP.Judgement
    if fact.on_standard is None:
        yield subject, RDF.type, INSP.OverallJudgement
    yield subject, INSP.judges, unit
    yield subject, INSP.rating, fact.rating
    yield from _given(
        subject,
        (INSP.onStandard, fact.on_standard),
        (INSP.score, _integer(fact.score)),
        (INSP.maxScore, _integer(fact.max_score)),
    )
    yield from _evidence(subject, inspection, fact.evidence, names)


def _sample(inspection: str, subject: str, fact: CaseSample, names: Iris) -> Iterator[Triple]:
    yield subject, RDF.type, INSP.CaseSample
    yield subject, INSP.caseCount, integer(fact.case_count)
    yield from _given(subject, (INSP.caseCategory, fact.case_category))
    yield from _evidence(subject, inspection, fact.evidence, names)
    for part in fact.sub_samples:
        part_iri = iris.sample(inspection, _last_segment(part.case_category))
        yield subject, INSP.subSample, part_iri
        yield from _sample(inspection, part_iri, part, names)


def _measure(inspection: str, fact: Measure, names: Iris) -> Iterator[Triple]:
    subject = iris.measure(inspection, f"{fact.percentage} {fact.polarity or ''} {fact.description}")
    yield inspection, INSP.hasMeasure, subject
    yield subject, RDF.type, INSP.Measure
    yield subject, INSP.percentage, _decimal(fact.percentage)
    yield subject, DCT.description, text(fact.description, "en")
    if fact.polarity:
        yield subject, INSP.polarity, Literal(fact.polarity)
    yield from _evidence(subject, inspection, fact.evidence, names)


def _recommendations(inspection: str, fact: RecommendationGroup, names: Iris) -> Iterator[Triple]:
    if isinstance(fact.addressee, UnitKey):
        addressee, segment = unit_iri(fact.addressee, names), fact.addressee.identifier
    else:
        addressee, segment = fact.addressee, fact.addressee.rsplit("/", 1)[-1]
    subject = iris.recommendations(inspection, segment)
    yield inspection, INSP.makesRecommendations, subject
    yield subject, RDF.type, INSP.RecommendationGroup
    yield subject, INSP.addressee, addressee
    yield subject, INSP.recommendationCount, integer(fact.recommendation_count)
    yield from _evidence(subject, inspection, fact.evidence, names)


def _report(inspection: str, fact: Report, publisher: str, names: Iris) -> Iterator[Triple]:
    subject = names.report(fact.address or fact.sha256 or inspection)
    yield inspection, INSP.reportedIn, subject
    yield subject, RDF.type, INSP.Report
    if fact.is_press_release:
        yield subject, RDF.type, INSP.PressRelease
    yield subject, DCT.publisher, publisher
    yield from _given(
        subject,
        (DCT.source, fact.address),
        (DCT.title, text(fact.title, "en") if fact.title else None),
        (DCT.issued, _date(fact.issued)),
        (DCT.license, fact.licence),
    )
    yield from _evidence(subject, inspection, fact.evidence, names)


def _evidence(subject: str, inspection: str, evidence: Iterable[Evidence], names: Iris) -> Iterator[Triple]:
    """Where the facts about `subject` stand. A row is one resource for the whole inspection, a span one a property."""
    for each in evidence:
        if isinstance(each.selector, TableRow):
            node = iris.row_evidence(inspection, each.source.sha256, each.selector.row)
            selectors = _row_selector(node, each.selector)
        else:
            supports = str(each.supports)
            node = iris.span_evidence(subject, each.source.sha256, supports)
            selectors = _span_selectors(node, each.selector)
            yield node, INSP.supports, _SUPPORTED.get(supports) or INSP[supports]
        yield subject, PROV.wasDerivedFrom, node
        yield node, RDF.type, INSP.Evidence
        yield node, RDF.type, OA.SpecificResource
        yield node, OA.hasSource, names.source(each.source.sha256)
        yield node, PROV.wasGeneratedBy, names.extraction(each.source.sha256)
        yield from selectors


def _row_selector(node: str, row: TableRow) -> Iterator[Triple]:
    selector = f"{node}/selector"
    yield node, OA.hasSelector, selector
    yield selector, RDF.type, OA.FragmentSelector
    yield selector, RDF.value, Literal(f"row={row.row}")
    yield selector, DCT.conformsTo, RFC_7111


def _span_selectors(node: str, span: TextSpan) -> Iterator[Triple]:
    quote, position = f"{node}/quote", f"{node}/position"
    yield node, OA.hasSelector, quote
    yield quote, RDF.type, OA.TextQuoteSelector
    yield quote, OA.exact, Literal(span.exact)
    if span.prefix:
        yield quote, OA.prefix, Literal(span.prefix)
    if span.suffix:
        yield quote, OA.suffix, Literal(span.suffix)
    yield node, OA.hasSelector, position
    yield position, RDF.type, OA.TextPositionSelector
    yield position, OA.start, integer(span.start)
    yield position, OA.end, integer(span.end)


def _given(subject: str, *statements: tuple[str, Term | None]) -> Iterator[Triple]:
    for predicate, value in statements:
        if value is not None:
            yield subject, predicate, value


def _date(value: PartialDate | None) -> Literal | None:
    return Literal(str(value), value.datatype) if value else None


def _integer(value: int | None) -> Literal | None:
    return None if value is None else integer(value)


def _decimal(value: Decimal) -> Literal:
    """Canonical `xsd:decimal` (XSD 1.1 part 2, 3.3.3.1: no point for whole numbers), which engines leave as it is."""
    lexical = format(value.normalize(), "f")
    return Literal(lexical, XSD.decimal)


def _last_segment(concept: str | None) -> str | None:
    return concept.rsplit("/", 1)[-1] if concept else None
