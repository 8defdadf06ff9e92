"""Which classes of the ontology stand in which diagram, and where: a new class needs a place here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a diagram's classes stand, by name and in rows; an empty name leaves a place empty. With `only`, it draws
    no other properties: others run between the same classes, and stand in another diagram."""

    name: str
    title: str
    grid: tuple[tuple[str, ...], ...]
    only: frozenset[str] = frozenset()


PLANS = (
    Plan(
        "inspections",
        "Inspections and judgements",
        (
            ("InspectionProgramme", "Inspection", "InspectedUnit"),
            ("Standard", "Judgement", "OverallJudgement"),
        ),
    ),
    Plan(
        "ratings",
        "Where levels and statuses stand",
        (("", "Inspection", ""), ("RatingLevel", "Judgement", "RatingStatus"), ("", "InspectedUnit", "")),
        frozenset({"overallRating", "previousRating", "rating", "currentRating"}),
    ),
    Plan(
        "findings",
        "What was looked at, measured and recommended",
        (
            ("CaseSample", "Inspection", "Measure"),
            ("", "RecommendationGroup", "InspectedUnit"),
            ("", "", "Recommendation"),
        ),
        frozenset({"hasSample", "hasMeasure", "makesRecommendations", "addressee"}),
    ),
    Plan(
        "rules",
        "Inspectorates, programmes, frameworks and scales",
        (
            ("Inspectorate", "Inspection", ""),
            ("RatingScale", "InspectionProgramme", "InspectionFramework"),
        ),
    ),
    Plan(
        "evidence",
        "Where it is published, and how it is known",
        (
            ("PressRelease", "Report", "Inspection"),
            ("", "SourceDocument", "Evidence"),
            ("", "", "Extraction"),
        ),
    ),
    Plan(
        "corrections",
        "What was taken back",
        (("Inspection", "Correction"), ("Judgement", "")),
        frozenset({"hasJudgement", "hadJudgement", "correctedBy", "withdrawnBy"}),
    ),
)
