"""What tests of the schemes share: their names, their levels and standards, and how a register's words are compared."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import rdflib
from rdflib import SKOS, URIRef
from rdflib.namespace import Namespace

from lod.ingest.names import normalise
from lod.namespaces import INSP as OUR_TERMS
from lod.namespaces import SCHEME_IRI

INSP = Namespace(OUR_TERMS.iri)
AREA = Namespace("http://statistics.data.gov.uk/id/statistical-geography/")
RATING = "hmi-probation-rating"
SCALES = {
    "care-inspectorate": "unsatisfactory weak adequate good very-good excellent",
    "cqc-rating": "inadequate requires-improvement good outstanding",
    "estyn-2017": "unsatisfactory adequate good excellent",
    "fhis-rating": "improvement-required pass pass-and-eat-safe",
    "fhrs-rating": "0 1 2 3 4 5",
    RATING: "inadequate requires-improvement good outstanding",
    "hmi-prisons": "poor not-sufficiently-good reasonably-good good",
    "hmicfrs-peel-2014": "inadequate requires-improvement good outstanding",
    "hmicfrs-peel-2021": "inadequate requires-improvement adequate good outstanding",
    "ofsted-area-send": "widespread-failings inconsistent typically-positive",
    "ofsted-interim": "declined sustained improved",
    "ofsted-rating": "inadequate requires-improvement good outstanding",
    "ofsted-rating-to-2012": "inadequate satisfactory good outstanding",
    "ofsted-rating-to-2015": "inadequate adequate good outstanding",
    "ofsted-report-card-2025": "urgent-improvement needs-attention expected-standard strong-standard exceptional",
    "ofsted-safeguarding": "not-met met",
}
"""Levels of each scale, worst first."""
STATUSES = {
    "cqc-rating": "inspected-but-not-rated no-published-rating insufficient-evidence-to-rate regulations-met",
    "fhis-rating": "exempt awaiting-inspection awaiting-publication",
    "fhrs-rating": "exempt awaiting-inspection awaiting-publication",
    RATING: "not-rated",
    "ofsted-rating": "not-judged",
    "ofsted-rating-to-2012": "not-judged",
    "ofsted-rating-to-2015": "not-judged",
}
FRAMEWORKS = {
    "hmi-probation-region-2023": "leadership staffing public-protection desistance court-work unpaid-work resettlement"
    " statutory-victim-work",
    "hmi-probation-pdu-2023": "leadership staffing services assessment planning implementation-and-delivery reviewing",
    "hmi-probation-crc-2018": "leadership staffing services information-and-facilities assessment planning"
    " implementation-and-delivery reviewing unpaid-work through-the-gate",
    "hmi-probation-nps-2018": "leadership staffing services information-and-facilities assessment planning"
    " implementation-and-delivery reviewing court-reports-and-case-allocation statutory-victim-work",
    "hmi-probation-pdu-2021": "leadership staffing services information-and-facilities assessment planning"
    " implementation-and-delivery reviewing outcomes",
    "hmi-probation-yjs-2018": "governance-and-leadership staffing partnerships-and-services information-and-facilities"
    " court-assessment court-planning court-implementation-and-delivery court-reviewing out-of-court-assessment"
    " out-of-court-planning out-of-court-implementation-and-delivery out-of-court-joint-working",
    "hmi-probation-yjs-2021": "governance-and-leadership staffing partnerships-and-services information-and-facilities"
    " court-assessment court-planning court-implementation-and-delivery court-reviewing out-of-court-assessment"
    " out-of-court-planning out-of-court-implementation-and-delivery out-of-court-policy-and-provision resettlement",
    "hmi-probation-yjs-2025": "governance-and-leadership staffing partnerships-and-services assessing planning delivery"
    " victims",
    "hmi-probation-dynamic-2025": "assessment planning implementation-and-delivery reviewing",
    "food-hygiene-scores": "hygiene structural confidence-in-management",
    "cqc-key-questions": "safe effective caring responsive well-led",
    "ofsted-ilacs": "impact-of-leaders help-and-protection in-care care-leavers",
    "ofsted-social-care-providers": "outcomes-for-children quality-of-care safeguarding leadership-and-management",
}

"""Standards of each framework that are rated, scored or, of the dynamic inspections, looked at."""
DOMAINS = {
    "hmi-probation-yjs-2018": "organisational-delivery court-disposals out-of-court-disposals",
    "hmi-probation-yjs-2021": "organisational-delivery court-disposals out-of-court-disposals",
    "hmi-probation-yjs-2025": "organisational-delivery work-with-children",
}
"""What is broader than a standard."""

Schemes = dict[str, rdflib.Graph]


def iri(*path: str) -> URIRef:
    return URIRef(SCHEME_IRI + "/".join(path))


def concepts(graph: rdflib.Graph, name: str) -> set[URIRef]:
    return {concept for concept in graph.subjects(SKOS.inScheme, iri(name)) if isinstance(concept, URIRef)}


def names(iris: Iterable[rdflib.term.Node]) -> list[str]:
    return [str(each).rsplit("/", 1)[-1] for each in iris]


def spellings(graph: rdflib.Graph, name: str) -> Counter[str]:
    """How many labels of a scheme are equal when normalised, which is how readers compare them."""
    return Counter(
        normalise(str(label))
        for concept in concepts(graph, name)
        for labels in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
        for label in graph.objects(concept, labels)
    )


def found(rows: Iterable[dict[str, str]], *columns: str) -> set[str]:
    return {row[column] for row in rows for column in columns} - {""}


def table(path: Path, header: int = 1) -> list[dict[str, str]]:
    """The rows of a CSV file below its last row of headers."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        columns, *rows = list(csv.reader(lines))[header - 1 :]
    return [dict(zip(columns, row, strict=False)) for row in rows]


def unknown(values: Iterable[str], *scales: str, schemes: Schemes) -> set[str]:
    known = {spelling for name in scales for spelling in spellings(schemes[name], name)}
    return {value for value in values if normalise(value) not in known}
