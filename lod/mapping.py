"""Facts → triples, pure: the same facts give the same triples, in the order in which the facts say them.

docs/modelling.md shows what comes out. Nothing is computed but the shortcuts that the ontology defines
(`overallRating` here, `latestInspection` and `currentRating` in `lod.latest`), and no rating ever is. Whole numbers are
`xsd:integer` throughout: a store would make that of any narrower type, and then say other than the dump.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lod import iris
from lod.iris import Iris
from lod.model import (
    CaseSample,
    Evidence,
    Fact,
    InspectedUnit,
    Inspection,
    JsonPointer,
    Judgement,
    Measure,
    NotInspected,
    PartialDate,
    RecommendationGroup,
    Report,
    Selector,
    Source,
    TableRow,
    TextSpan,
    UnitKey,
    XPath,
)
from lod.namespaces import DCAT, DCT, GEO, INSP, OA, ORG, PROV, RDF, RDFS, SCHEMA, SKOS, SPDX, XSD
from lod.terms import Literal, Term, Triple, integer, text

RFC_7111 = "http://tools.ietf.org/rfc/rfc7111"
"""The IRI by which Web Annotation 4.2.1 names RFC 7111's fragment identifiers: rows of a table."""

RFC_6901 = "http://tools.ietf.org/rfc/rfc6901"
"""The same for JSON Pointers."""

_SUPPORTED = {
    "issued": DCT.issued,
    "license": DCT.license,
    "title": DCT.title,
    "description": DCT.description,
}
"""Properties outside our ontology that a span may support; all others are our own."""


def fact(of: Fact, names: Iris) -> Iterator[Triple]:
    """A fact, and the unit that it is about."""
    if isinstance(of, NotInspected):
        yield from unit(of.unit, names)
        yield from not_inspected(of, names)
    else:
        yield from inspection(of, names)
        yield from unit(of.inspects, names)


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
    whole = _Whole(subject, names, fact.evidence)
    yield from whole.described()
    for judgement in fact.judgements:
        yield from _judgement(whole, unit, judgement)
    for sample in fact.samples:
        part = iris.sample(subject, _last_segment(sample.case_category))
        yield subject, INSP.hasSample, part
        yield from _sample(whole, part, sample)
    for measure in fact.measures:
        yield from _measure(whole, measure)
    for group in fact.recommendations:
        yield from _recommendations(whole, group)
    for report in fact.reported_in:
        yield from _report(whole, report, fact.inspected_by)


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
    for identifier in fact.identifiers:
        yield subject, SCHEMA.identifier, Literal(identifier)
    yield from _given(
        subject,
        (DCT.spatial, fact.area),
        (SCHEMA.address, Literal(fact.address) if fact.address else None),
        (SCHEMA.postalCode, Literal(fact.postcode) if fact.postcode else None),
    )
    if fact.latitude is not None and fact.longitude is not None:
        yield subject, GEO.lat, _decimal(fact.latitude)
        yield subject, GEO.long, _decimal(fact.longitude)
    for replaced in fact.replaces:
        yield subject, DCT.replaces, unit_iri(replaced, names)


def not_inspected(fact: NotInspected, names: Iris) -> Iterator[Triple]:
    """What a register says of a unit that it lists without a result, beside what `unit` says of it. Its status is the
    unit's current rating only while no inspection gave one (`lod.latest`)."""
    yield unit_iri(fact.unit.key, names), DCT.source, names.source(fact.listed_in)


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


class _Whole:
    """The inspection whose parts are being written: its IRI, and the evidence of those that have none of their own."""

    def __init__(self, iri: str, names: Iris, evidence: tuple[Evidence, ...]) -> None:
        self.iri, self.names = iri, names
        self._evidence = evidence
        self._nodes = [self._node(iri, each) for each in evidence]
        self._inherited = [node for node, each in zip(self._nodes, evidence, strict=True) if not each.supports]

    def described(self) -> Iterator[Triple]:
        """The inspection's own evidence."""
        for node, each in zip(self._nodes, self._evidence, strict=True):
            yield from self._derived(self.iri, node, each)

    def evidence(self, subject: str, own: tuple[Evidence, ...]) -> Iterator[Triple]:
        """Where the facts about a part stand. A place that states a whole fact is one resource for all it states."""
        if own:
            for each in own:
                yield from self._derived(subject, self._node(subject, each), each)
        else:
            for node in self._inherited:
                yield subject, PROV.wasDerivedFrom, node

    def _node(self, subject: str, evidence: Evidence) -> str:
        if evidence.supports:
            return iris.span_evidence(subject, evidence.source, evidence.supports)
        return iris.place_evidence(self.iri, evidence.source, _place(evidence.selector))

    def _derived(self, subject: str, node: str, evidence: Evidence) -> Iterator[Triple]:
        yield subject, PROV.wasDerivedFrom, node
        yield node, RDF.type, INSP.Evidence
        yield node, RDF.type, OA.SpecificResource
        yield node, OA.hasSource, self.names.source(evidence.source)
        yield node, PROV.wasGeneratedBy, self.names.extraction(evidence.source)
        if evidence.supports:
            yield node, INSP.supports, _SUPPORTED.get(evidence.supports) or INSP[evidence.supports]
        yield from _selectors(node, evidence.selector)


def _judgement(whole: _Whole, unit: str, fact: Judgement) -> Iterator[Triple]:
    subject = iris.judgement(whole.iri, _last_segment(fact.on_standard))
    yield whole.iri, INSP.hasJudgement, subject
    yield subject, RDF.type, INSP.Judgement
    if fact.on_standard is None:
        yield subject, RDF.type, INSP.OverallJudgement
    yield subject, INSP.judges, unit
    yield from _given(
        subject,
        (INSP.rating, fact.rating),
        (INSP.onStandard, fact.on_standard),
        (INSP.score, _integer(fact.score)),
        (INSP.maxScore, _integer(fact.max_score)),
    )
    yield from whole.evidence(subject, fact.evidence)


def _sample(whole: _Whole, subject: str, fact: CaseSample) -> Iterator[Triple]:
    yield subject, RDF.type, INSP.CaseSample
    yield subject, INSP.caseCount, integer(fact.case_count)
    yield from _given(subject, (INSP.caseCategory, fact.case_category))
    yield from whole.evidence(subject, fact.evidence)
    for part in fact.sub_samples:
        part_iri = iris.sample(whole.iri, _last_segment(part.case_category))
        yield subject, INSP.subSample, part_iri
        yield from _sample(whole, part_iri, part)


def _measure(whole: _Whole, fact: Measure) -> Iterator[Triple]:
    subject = iris.measure(whole.iri, f"{fact.percentage} {fact.polarity or ''} {fact.description}")
    yield whole.iri, INSP.hasMeasure, subject
    yield subject, RDF.type, INSP.Measure
    yield subject, INSP.percentage, _decimal(fact.percentage)
    yield subject, DCT.description, text(fact.description, "en")
    if fact.polarity:
        yield subject, INSP.polarity, Literal(fact.polarity)
    yield from whole.evidence(subject, fact.evidence)


def _recommendations(whole: _Whole, fact: RecommendationGroup) -> Iterator[Triple]:
    if isinstance(fact.addressee, UnitKey):
        addressee, segment = unit_iri(fact.addressee, whole.names), fact.addressee.identifier
    else:
        addressee, segment = fact.addressee, fact.addressee.rsplit("/", 1)[-1]
    subject = iris.recommendations(whole.iri, segment)
    yield whole.iri, INSP.makesRecommendations, subject
    yield subject, RDF.type, INSP.RecommendationGroup
    yield subject, INSP.addressee, addressee
    yield subject, INSP.recommendationCount, integer(fact.recommendation_count)
    yield from whole.evidence(subject, fact.evidence)


def _report(whole: _Whole, fact: Report, publisher: str) -> Iterator[Triple]:
    subject = whole.names.report(fact.address or fact.sha256 or whole.iri)
    yield whole.iri, INSP.reportedIn, subject
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
    yield from whole.evidence(subject, fact.evidence)


def _place(selector: Selector) -> str:
    """A place in a document as a path segment."""
    match selector:
        case TableRow(row, None):
            return f"row-{row}"
        case TableRow(row, sheet):
            return f"{sheet}-row-{row}"
        case JsonPointer(pointer):
            return pointer.strip("/") or "document"
        case XPath(path):
            return path.strip("/")
        case TextSpan(start, end):
            return f"{start}-{end}"


def _selectors(node: str, selector: Selector) -> Iterator[Triple]:
    match selector:
        case TableRow(row, sheet):
            if sheet is not None:
                yield node, DCT.title, Literal(sheet)
            yield from _fragment_selector(node, f"row={row}", RFC_7111)
        case JsonPointer(pointer):
            yield from _fragment_selector(node, pointer, RFC_6901)
        case XPath(path):
            yield node, OA.hasSelector, f"{node}/selector"
            yield f"{node}/selector", RDF.type, OA.XPathSelector
            yield f"{node}/selector", RDF.value, Literal(path)
        case TextSpan():
            yield from _span_selectors(node, selector)


def _fragment_selector(node: str, value: str, syntax: str) -> Iterator[Triple]:
    selector = f"{node}/selector"
    yield node, OA.hasSelector, selector
    yield selector, RDF.type, OA.FragmentSelector
    yield selector, RDF.value, Literal(value)
    yield selector, DCT.conformsTo, syntax


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
