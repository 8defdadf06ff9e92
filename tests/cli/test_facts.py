"""`lod check` lists each fact with the span or row that says it."""

from __future__ import annotations

from lod import profiles
from lod.cli.facts import Fact, Labels, facts
from lod.iris import concept
from lod.model import (
    CaseSample,
    Evidence,
    InspectedUnit,
    Inspection,
    Judgement,
    NotInspected,
    PartialDate,
    RecommendationGroup,
    TableRow,
    TextSpan,
    UnitKey,
)

SOURCE = "0" * 64
REGION = InspectedUnit(UnitKey("probation-region", "N53"), "East Midlands")
LABELS = Labels(profiles.load("hmi-probation"))


def span(exact: str, start: int, supports: str) -> tuple[Evidence, ...]:
    return (Evidence(SOURCE, TextSpan(start, start + len(exact), exact), supports),)


def listed(inspection: Inspection | NotInspected) -> dict[str, Fact]:
    return {f"{fact.name}: {fact.value}": fact for fact in facts(inspection, LABELS, "release.txt")}


def test_each_fact_has_the_span_that_supports_it() -> None:
    found = listed(
        Inspection(
            REGION,
            concept("inspectorate", "hmi-probation"),
            "2025-08-07",
            issued=PartialDate(2025, 8, 7),
            judgements=(
                Judgement(concept("hmi-probation-rating", "inadequate"), evidence=span("‘Inadequate’", 20, "rating")),
            ),
            samples=(
                CaseSample(
                    330,
                    sub_samples=(
                        CaseSample(
                            216,
                            concept("case-category", "community-sentence"),
                            evidence=span("216", 60, "caseCount"),
                        ),
                    ),
                    evidence=span("330", 50, "caseCount"),
                ),
            ),
            recommendations=(
                RecommendationGroup(7, REGION.key, span("Seven of these", 70, "recommendationCount")),
                RecommendationGroup(
                    4, concept("organisation", "hmpps"), span("Four recommendations", 90, "recommendationCount")
                ),
            ),
            evidence=(*span("East Midlands", 0, "inspects"), *span("07 August 2025", 30, "issued")),
        )
    )
    assert found["inspects: East Midlands (Probation region, N53)"].exact == "East Midlands"
    assert found["issued: 2025-08-07"] == Fact(
        "issued", "2025-08-07", "release.txt", "characters 30–44", 30, 44, "07 August 2025"
    )
    assert found["overallRating: Inadequate"].place == "characters 20–32"
    assert found["caseCount: 330"].exact == "330"
    assert found["caseCount: 216 Community sentence"].exact == "216"
    assert found["makesRecommendations: 7 to East Midlands"].exact == "Seven of these"
    assert found["makesRecommendations: 4 to HM Prison and Probation Service"].exact == "Four recommendations"


def test_a_row_supports_every_fact() -> None:
    row = (Evidence(SOURCE, TableRow(7)),)
    rating = Judgement(concept("hmi-probation-rating", "good"), concept("hmi-probation-region-2023", "court-work"))
    found = listed(
        Inspection(
            REGION,
            concept("inspectorate", "hmi-probation"),
            "2025",
            judgements=(rating,),
            issued=PartialDate(2025),
            evidence=row,
        )
    )
    assert found["issued: 2025"].place == "row 7"
    assert found["rating on Court work: Good"].place == "row 7"
