"""Facts as readers give them, mapped: what the gate gets."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from lod import mapping
from lod.iris import Iris, concept
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
from lod.namespaces import OGL
from lod.terms import lines

NAMES = Iris("https://data.example.org/")
REGISTER = Source("sources/register.csv", "ab" * 32, 100, "text/csv")
PROSE = [
    Source(f"sources/{number}.txt", hashlib.sha256(str(number).encode()).hexdigest(), 4917, "text/plain")
    for number in range(10)
]
SOURCES = {source.sha256: source for source in (REGISTER, *PROSE)}


def chunk(*facts: Inspection) -> list[str]:
    """The lines of some inspections with all that their shapes reach."""
    triples = []
    for fact in facts:
        triples += mapping.inspection(fact, NAMES)
        triples += mapping.unit(fact.inspects, NAMES)
        for digest in {evidence.source for evidence in fact.evidence}:
            triples += mapping.source(SOURCES[digest], NAMES, "0.1.0")
    return sorted(set(lines(triples)))


def from_prose(number: int = 0, issued: str = "2025-08-07") -> Inspection:
    """An inspection with every kind of part, each with its own stretch of text."""
    source = PROSE[number].sha256

    def stated(exact: str, supports: str) -> tuple[Evidence, ...]:
        return (Evidence(source, TextSpan(40, 40 + len(exact), exact, "before ", " after"), supports),)

    unit = _unit(number)
    community = CaseSample(216, concept("case-category", "community-sentence"), (), stated("216", "caseCount"))
    on_licence = CaseSample(114, concept("case-category", "release-on-licence"), (), stated("114", "caseCount"))
    return Inspection(
        inspects=unit,
        inspected_by=concept("inspectorate", "hmi-probation"),
        reference=issued,
        under_programme=concept("programme", "hmi-probation-adult-2023"),
        issued=PartialDate.parse(issued),
        fieldwork_start=PartialDate(2025, 2),
        fieldwork_end=PartialDate(2025, 4),
        judgements=(
            Judgement(
                _rating(number),
                score=(1, 9, 18, 27)[number % 4],
                max_score=27,
                evidence=stated("‘Inadequate’", "rating"),
            ),
            Judgement(
                _rating(3), concept("hmi-probation-region-2023", "staffing"), evidence=stated("‘Outstanding’", "rating")
            ),
        ),
        samples=(CaseSample(330, None, (community, on_licence), stated("330 cases", "caseCount")),),
        measures=(Measure(Decimal("34.50"), "cases assessed well", "sufficient", stated("34.5", "percentage")),),
        recommendation_count=11,
        recommendations=(
            RecommendationGroup(7, unit.key, stated("Seven", "recommendationCount")),
            RecommendationGroup(4, concept("organisation", "hmpps"), stated("Four", "recommendationCount")),
        ),
        reported_in=(
            Report(f"https://www.example.org/{number}", None, True, "Rated", None, OGL, stated("OGL", "license")),
        ),
        evidence=stated("07 August 2025", "issued") + stated("The service", "inspects"),
    )


def from_table(number: int = 0) -> Inspection:
    """An inspection as a row of a register has it."""
    evidence = (Evidence(REGISTER.sha256, TableRow(number + 2)),)
    return Inspection(
        inspects=_unit(number),
        inspected_by=concept("inspectorate", "hmi-probation"),
        reference="2024",
        issued=PartialDate(2024),
        judgements=(Judgement(_rating(number)),),
        samples=(CaseSample(20),),
        reported_in=(Report(f"https://www.example.org/reports/{number}"),),
        evidence=evidence,
    )


def _unit(number: int) -> InspectedUnit:
    return InspectedUnit(UnitKey("youth-justice-service", f"service-{number}"), f"Service {number}")


def _rating(number: int) -> str:
    return concept("hmi-probation-rating", ("inadequate", "requires-improvement", "good", "outstanding")[number % 4])
