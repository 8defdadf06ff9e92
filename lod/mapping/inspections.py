"""Inspections with all their parts as triples."""

from __future__ import annotations

from lod import iris
from lod.iris import Iris
from lod.mapping.evidence import Whole
from lod.mapping.units import unit_iri
from lod.mapping.values import date_if_given, decimal, given, last_segment, whole_number
from lod.model import CaseSample, Inspection, Judgement, Measure, RecommendationGroup, Report, UnitKey
from lod.namespaces import DCT, INSP, RDF, RDFS
from lod.terms import Literal, Triple, integer, text


def inspection(fact: Inspection, names: Iris) -> list[Triple]:
    """An inspection with all its parts, their evidence, and the reports it is in."""
    subject = inspection_iri(fact, names)
    unit = unit_iri(fact.inspects.key, names)
    overall = fact.overall
    whole = Whole(subject, names, fact.evidence)
    said: list[Triple] = [
        (subject, RDF.type, INSP.Inspection),
        (subject, RDFS.label, text(f"{fact.inspects.pref_label}: inspection {fact.reference}", "en")),
        (subject, INSP.inspects, unit),
        (subject, INSP.inspectedBy, fact.inspected_by),
        *given(
            subject,
            (INSP.underProgramme, fact.under_programme),
            (DCT.issued, date_if_given(fact.issued)),
            (INSP.fieldworkStart, date_if_given(fact.fieldwork_start)),
            (INSP.fieldworkEnd, date_if_given(fact.fieldwork_end)),
            (INSP.overallRating, overall.rating if overall else None),
            (INSP.recommendationCount, whole_number(fact.recommendation_count)),
            (INSP.previousRating, fact.previous_rating),
            (INSP.previousDate, date_if_given(fact.previous_date)),
            (INSP.inspectionNumber, whole_number(fact.inspection_number)),
            (INSP.countedSince, date_if_given(fact.counted_since)),
        ),
        *whole.described(),
    ]
    for judgement in fact.judgements:
        said += _judgement(whole, unit, judgement)
    for sample in fact.samples:
        part = iris.sample(subject, last_segment(sample.case_category))
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


def _judgement(whole: Whole, unit: str, fact: Judgement) -> list[Triple]:
    subject = iris.judgement(whole.iri, last_segment(fact.on_standard))
    said: list[Triple] = [
        (whole.iri, INSP.hasJudgement, subject),
        (subject, RDF.type, INSP.Judgement),
        (subject, INSP.judges, unit),
    ]
    if fact.on_standard is None:
        said.append((subject, RDF.type, INSP.OverallJudgement))
    said += given(
        subject,
        (INSP.rating, fact.rating),
        (INSP.onStandard, fact.on_standard),
        (INSP.score, whole_number(fact.score)),
        (INSP.maxScore, whole_number(fact.max_score)),
    )
    return said + whole.evidence(subject, fact.evidence)


def _sample(whole: Whole, subject: str, fact: CaseSample) -> list[Triple]:
    said: list[Triple] = [
        (subject, RDF.type, INSP.CaseSample),
        (subject, INSP.caseCount, integer(fact.case_count)),
        *given(subject, (INSP.caseCategory, fact.case_category)),
        *whole.evidence(subject, fact.evidence),
    ]
    for part in fact.sub_samples:
        part_iri = iris.sample(whole.iri, last_segment(part.case_category))
        said.append((subject, INSP.subSample, part_iri))
        said += _sample(whole, part_iri, part)
    return said


def _measure(whole: Whole, fact: Measure) -> list[Triple]:
    subject = iris.measure(whole.iri, f"{fact.percentage} {fact.polarity or ''} {fact.description}")
    return [
        (whole.iri, INSP.hasMeasure, subject),
        (subject, RDF.type, INSP.Measure),
        (subject, DCT.description, text(fact.description, "en")),
        *given(
            subject,
            (INSP.percentage, decimal(fact.percentage)),
            (INSP.polarity, Literal(fact.polarity) if fact.polarity else None),
        ),
        *whole.evidence(subject, fact.evidence),
    ]


def _recommendations(whole: Whole, fact: RecommendationGroup) -> list[Triple]:
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


def _report(whole: Whole, fact: Report, publisher: str) -> list[Triple]:
    subject = whole.names.report(fact.address or fact.sha256 or whole.iri)
    return [
        (whole.iri, INSP.reportedIn, subject),
        (subject, RDF.type, INSP.Report),
        *given(subject, (RDF.type, INSP.PressRelease if fact.is_press_release else None)),
        (subject, DCT.publisher, publisher),
        *given(
            subject,
            (DCT.source, fact.address),
            (DCT.title, text(fact.title, "en") if fact.title else None),
            (DCT.issued, date_if_given(fact.issued)),
            (DCT.license, fact.licence),
        ),
        *whole.evidence(subject, fact.evidence),
    ]
