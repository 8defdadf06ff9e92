"""Facts → triples, pure: the same facts give the same triples, in the order in which the facts say them.

docs/modelling.md shows what comes out. Nothing is computed but the shortcuts that the ontology defines
(`overallRating` here, `latestInspection` and `currentRating` in `lod.latest`), and no rating ever is. Whole numbers are
`xsd:integer` throughout: a store would make that of any narrower type, and then say other than the dump.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

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
    Publisher,
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


def fact(of: Fact, names: Iris) -> list[Triple]:
    """A fact, and the unit that it is about."""
    if isinstance(of, NotInspected):
        return unit(of.unit, names) + not_inspected(of, names)
    return inspection(of, names) + unit(of.inspects, names)


def inspection(fact: Inspection, names: Iris) -> list[Triple]:
    """An inspection with all its parts, their evidence, and the reports it is in."""
    subject = inspection_iri(fact, names)
    unit = unit_iri(fact.inspects.key, names)
    overall = fact.overall
    whole = _Whole(subject, names, fact.evidence)
    said: list[Triple] = [
        (subject, RDF.type, INSP.Inspection),
        (subject, RDFS.label, text(f"{fact.inspects.pref_label}: inspection {fact.reference}", "en")),
        (subject, INSP.inspects, unit),
        (subject, INSP.inspectedBy, fact.inspected_by),
        *_given(
            subject,
            (INSP.underProgramme, fact.under_programme),
            (DCT.issued, _date(fact.issued)),
            (INSP.fieldworkStart, _date(fact.fieldwork_start)),
            (INSP.fieldworkEnd, _date(fact.fieldwork_end)),
            (INSP.overallRating, overall.rating if overall else None),
            (INSP.recommendationCount, _integer(fact.recommendation_count)),
            (INSP.previousRating, fact.previous_rating),
            (INSP.previousDate, _date(fact.previous_date)),
            (INSP.inspectionNumber, _integer(fact.inspection_number)),
            (INSP.countedSince, _date(fact.counted_since)),
        ),
        *whole.described(),
    ]
    for judgement in fact.judgements:
        said += _judgement(whole, unit, judgement)
    for sample in fact.samples:
        part = iris.sample(subject, _last_segment(sample.case_category))
        said.append((subject, INSP.hasSample, part))
        said += _sample(whole, part, sample)
    for measure in fact.measures:
        said += _measure(whole, measure)
    for group in fact.recommendations:
        said += _recommendations(whole, group)
    for report in fact.reported_in:
        said += _report(whole, report, fact.inspected_by)
    return said


def inspection_iri(fact: Inspection, names: Iris) -> str:
    """The IRI of an inspection: its unit and its reference."""
    return names.inspection(*fact.inspects.key, fact.reference)


def unit_iri(key: UnitKey, names: Iris) -> str:
    """The IRI of a unit: its type and its identifier."""
    return names.unit(*key)


def unit(fact: InspectedUnit, names: Iris) -> list[Triple]:
    """A unit that no scheme of units describes."""
    subject = unit_iri(fact.key, names)
    part_of = fact.sub_organization_of
    is_located = fact.latitude is not None and fact.longitude is not None
    return [
        (subject, RDF.type, INSP.InspectedUnit),
        (subject, RDF.type, ORG.OrganizationalUnit),
        (subject, DCT.type, iris.concept("unit-type", fact.key.unit_type)),
        (subject, DCT.identifier, Literal(fact.key.identifier)),
        (subject, SKOS.prefLabel, text(fact.pref_label, "en")),
        *((subject, SKOS.altLabel, text(label, "en")) for label in fact.alt_labels),
        *((subject, SCHEMA.identifier, Literal(identifier)) for identifier in fact.identifiers),
        *_given(
            subject,
            (ORG.subOrganizationOf, unit_iri(part_of, names) if part_of else None),
            (DCT.spatial, fact.area),
            (SCHEMA.address, Literal(fact.address) if fact.address else None),
            (SCHEMA.postalCode, Literal(fact.postcode) if fact.postcode else None),
            (GEO.lat, _decimal(fact.latitude) if is_located else None),
            (GEO.long, _decimal(fact.longitude) if is_located else None),
        ),
        *((subject, DCT.replaces, unit_iri(replaced, names)) for replaced in fact.replaces),
    ]


def not_inspected(fact: NotInspected, names: Iris) -> list[Triple]:
    """What a register says of a unit that it lists without a result, beside what `unit` says of it. Its status is the
    unit's current rating only while no inspection gave one (`lod.latest`)."""
    return [(unit_iri(fact.unit.key, names), DCT.source, names.source(fact.listed_in))]


def stated(subject: str, whole: str, evidence: Evidence, names: Iris) -> list[Triple]:
    """Where a document states a fact about a thing that is a part of `whole`, or the whole itself."""
    return _Whole(whole, names, ()).evidence(subject, (evidence,))


def by(subject: str, publisher: Publisher) -> list[Triple]:
    """That the publisher did something, and who that is."""
    return [
        (subject, PROV.wasAssociatedWith, publisher.iri),
        (publisher.iri, RDF.type, PROV.Agent),
        (publisher.iri, RDFS.label, Literal(publisher.name)),
    ]


def date(value: PartialDate) -> Literal:
    """A date, as precise as it is."""
    return Literal(str(value), value.datatype)


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


class _Whole:
    """The inspection whose parts are being written: its IRI, and the evidence of those that have none of their own."""

    def __init__(self, iri: str, names: Iris, evidence: tuple[Evidence, ...]) -> None:
        self.iri, self.names = iri, names
        self._evidence = evidence
        self._nodes = [self._node(iri, each) for each in evidence]
        self._inherited = [node for node, each in zip(self._nodes, evidence, strict=True) if not each.supports]

    def described(self) -> list[Triple]:
        """The inspection's own evidence."""
        said: list[Triple] = []
        for node, each in zip(self._nodes, self._evidence, strict=True):
            said += self._derived(self.iri, node, each)
        return said

    def evidence(self, subject: str, own: tuple[Evidence, ...]) -> list[Triple]:
        """Where the facts about a part stand. A place that states a whole fact is one resource for all it states."""
        if not own:
            return [(subject, PROV.wasDerivedFrom, node) for node in self._inherited]
        said: list[Triple] = []
        for each in own:
            said += self._derived(subject, self._node(subject, each), each)
        return said

    def _node(self, subject: str, evidence: Evidence) -> str:
        if evidence.supports:
            return iris.span_evidence(subject, evidence.source, evidence.supports)
        return iris.place_evidence(self.iri, evidence.source, _place(evidence.selector))

    def _derived(self, subject: str, node: str, evidence: Evidence) -> list[Triple]:
        supported = evidence.supports and (_SUPPORTED.get(evidence.supports) or INSP[evidence.supports])
        return [
            (subject, PROV.wasDerivedFrom, node),
            (node, RDF.type, INSP.Evidence),
            (node, RDF.type, OA.SpecificResource),
            (node, OA.hasSource, self.names.source(evidence.source)),
            (node, PROV.wasGeneratedBy, self.names.extraction(evidence.source)),
            *_given(node, (INSP.supports, supported)),
            *_selectors(node, evidence.selector),
        ]


def _judgement(whole: _Whole, unit: str, fact: Judgement) -> list[Triple]:
    subject = iris.judgement(whole.iri, _last_segment(fact.on_standard))
    said: list[Triple] = [
        (whole.iri, INSP.hasJudgement, subject),
        (subject, RDF.type, INSP.Judgement),
        (subject, INSP.judges, unit),
    ]
    if fact.on_standard is None:
        said.append((subject, RDF.type, INSP.OverallJudgement))
    said += _given(
        subject,
        (INSP.rating, fact.rating),
        (INSP.onStandard, fact.on_standard),
        (INSP.score, _integer(fact.score)),
        (INSP.maxScore, _integer(fact.max_score)),
    )
    return said + whole.evidence(subject, fact.evidence)


def _sample(whole: _Whole, subject: str, fact: CaseSample) -> list[Triple]:
    said: list[Triple] = [
        (subject, RDF.type, INSP.CaseSample),
        (subject, INSP.caseCount, integer(fact.case_count)),
        *_given(subject, (INSP.caseCategory, fact.case_category)),
        *whole.evidence(subject, fact.evidence),
    ]
    for part in fact.sub_samples:
        part_iri = iris.sample(whole.iri, _last_segment(part.case_category))
        said.append((subject, INSP.subSample, part_iri))
        said += _sample(whole, part_iri, part)
    return said


def _measure(whole: _Whole, fact: Measure) -> list[Triple]:
    subject = iris.measure(whole.iri, f"{fact.percentage} {fact.polarity or ''} {fact.description}")
    return [
        (whole.iri, INSP.hasMeasure, subject),
        (subject, RDF.type, INSP.Measure),
        (subject, DCT.description, text(fact.description, "en")),
        *_given(
            subject,
            (INSP.percentage, _decimal(fact.percentage)),
            (INSP.polarity, Literal(fact.polarity) if fact.polarity else None),
        ),
        *whole.evidence(subject, fact.evidence),
    ]


def _recommendations(whole: _Whole, fact: RecommendationGroup) -> list[Triple]:
    if isinstance(fact.addressee, UnitKey):
        addressee, segment = unit_iri(fact.addressee, whole.names), fact.addressee.identifier
    else:
        addressee, segment = fact.addressee, fact.addressee.rsplit("/", 1)[-1]
    subject = iris.recommendations(whole.iri, segment)
    return [
        (whole.iri, INSP.makesRecommendations, subject),
        (subject, RDF.type, INSP.RecommendationGroup),
        (subject, INSP.addressee, addressee),
        (subject, INSP.recommendationCount, integer(fact.recommendation_count)),
        *whole.evidence(subject, fact.evidence),
    ]


def _report(whole: _Whole, fact: Report, publisher: str) -> list[Triple]:
    subject = whole.names.report(fact.address or fact.sha256 or whole.iri)
    return [
        (whole.iri, INSP.reportedIn, subject),
        (subject, RDF.type, INSP.Report),
        *_given(subject, (RDF.type, INSP.PressRelease if fact.is_press_release else None)),
        (subject, DCT.publisher, publisher),
        *_given(
            subject,
            (DCT.source, fact.address),
            (DCT.title, text(fact.title, "en") if fact.title else None),
            (DCT.issued, _date(fact.issued)),
            (DCT.license, fact.licence),
        ),
        *whole.evidence(subject, fact.evidence),
    ]


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


def _selectors(node: str, selector: Selector) -> list[Triple]:
    match selector:
        case TableRow(row, sheet):
            title = Literal(sheet) if sheet is not None else None
            return [*_given(node, (DCT.title, title)), *_fragment_selector(node, f"row={row}", RFC_7111)]
        case JsonPointer(pointer):
            return _fragment_selector(node, pointer, RFC_6901)
        case XPath(path):
            return [
                (node, OA.hasSelector, f"{node}/selector"),
                (f"{node}/selector", RDF.type, OA.XPathSelector),
                (f"{node}/selector", RDF.value, Literal(path)),
            ]
        case TextSpan():
            return _span_selectors(node, selector)


def _fragment_selector(node: str, value: str, syntax: str) -> list[Triple]:
    selector = f"{node}/selector"
    return [
        (node, OA.hasSelector, selector),
        (selector, RDF.type, OA.FragmentSelector),
        (selector, RDF.value, Literal(value)),
        (selector, DCT.conformsTo, syntax),
    ]


def _span_selectors(node: str, span: TextSpan) -> list[Triple]:
    quote, position = f"{node}/quote", f"{node}/position"
    return [
        (node, OA.hasSelector, quote),
        (quote, RDF.type, OA.TextQuoteSelector),
        (quote, OA.exact, Literal(span.exact)),
        *_given(
            quote,
            (OA.prefix, Literal(span.prefix) if span.prefix else None),
            (OA.suffix, Literal(span.suffix) if span.suffix else None),
        ),
        (node, OA.hasSelector, position),
        (position, RDF.type, OA.TextPositionSelector),
        (position, OA.start, integer(span.start)),
        (position, OA.end, integer(span.end)),
    ]


def _given(subject: str, *statements: tuple[str, Term | None]) -> list[Triple]:
    return [(subject, predicate, value) for predicate, value in statements if value is not None]


@lru_cache(maxsize=4096)
def _date(value: PartialDate | None) -> Literal | None:
    return Literal(str(value), value.datatype) if value else None


def _integer(value: int | None) -> Literal | None:
    return None if value is None else integer(value)


def _decimal(value: Decimal | None) -> Literal | None:
    """Canonical `xsd:decimal` (XSD 1.1 part 2, 3.3.3.1: no point for whole numbers), which engines leave as it is."""
    return None if value is None else Literal(format(value.normalize(), "f"), XSD.decimal)


def _last_segment(concept: str | None) -> str | None:
    return concept.rsplit("/", 1)[-1] if concept else None
