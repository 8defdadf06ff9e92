"""Of what documents say differently about one inspection nothing is published, and their keeper is told."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from lod.iris import concept
from lod.model import (
    CaseSample,
    Evidence,
    InspectedUnit,
    Inspection,
    Judgement,
    PartialDate,
    RecommendationGroup,
    Source,
    TextSpan,
    UnitKey,
)
from lod.pipeline.agreement import agreed
from lod.pipeline.records import Place, Record

SOURCES = [Source("release.txt", "0" * 64, 1, "text/plain"), Source("report.txt", "1" * 64, 1, "text/plain")]
GOOD, INADEQUATE = (concept("hmi-probation-rating", each) for each in ("good", "inadequate"))


def evidence(supports: str) -> Evidence:
    return Evidence("0" * 64, TextSpan(3, 7, "quote", "", ""), supports)


RELEASE = Inspection(
    InspectedUnit(UnitKey("probation-delivery-unit", "N55LEE"), "Leeds"),
    concept("inspectorate", "hmi-probation"),
    "2025-06-05",
    issued=PartialDate.parse("2025-06-05"),
    fieldwork_end=PartialDate.parse("2025-03"),
    recommendation_count=5,
    judgements=(Judgement(GOOD, score=12, max_score=21, evidence=(evidence("rating"), evidence("score"))),),
    samples=(CaseSample(40, evidence=(evidence("caseCount"),)),),
    recommendations=(RecommendationGroup(5, "urn:hmpps"),),
    evidence=(evidence("inspects"), evidence("fieldworkEnd"), evidence("recommendationCount")),
)


def met(**said: Any) -> tuple[list[Any], list[str]]:
    """What becomes of the release and a report that says something else, and what is told."""
    report = msgspec.structs.replace(RELEASE, **said)
    kept, told = agreed([Record(Place(0, 0), RELEASE), Record(Place(1, 0), report)])
    return [each.fact for each in kept], [str(each.problem(SOURCES)) for each in told]


def test_what_documents_agree_on_stays() -> None:
    assert met() == ([RELEASE, RELEASE], [])
    report, told = met(recommendation_count=None, judgements=(), samples=())
    assert report[0] == RELEASE
    assert not told


def test_neither_of_two_ratings_is_published() -> None:
    facts, told = met(judgements=(Judgement(INADEQUATE, evidence=(evidence("rating"),)),))
    assert [each.judgements for each in facts] == [(), ()]
    assert told == [
        "report.txt, characters 3–7: states another rating of Leeds, 2025-06-05, than release.txt: neither is"
        " published: found 'inadequate, and good there'; accepted: documents of one inspection that agree,"
        " or one of them alone"
    ]


@pytest.mark.parametrize(
    ("said", "field", "empty", "named"),
    [
        ({"recommendation_count": 6}, "recommendation_count", None, "recommendationCount"),
        ({"fieldwork_end": PartialDate.parse("2025-04")}, "fieldwork_end", None, "fieldworkEnd"),
        ({"samples": (CaseSample(41),)}, "samples", (), "caseCount"),
        ({"recommendations": (RecommendationGroup(4, "urn:hmpps"),)}, "recommendations", (), "recommendationCount"),
    ],
)
def test_neither_of_two_statements_is_published(said: dict[str, Any], field: str, empty: Any, named: str) -> None:
    facts, told = met(**said)
    assert [getattr(each, field) for each in facts] == [empty, empty]
    assert len(told) == 1
    assert f"states another {named}" in told[0]


def test_of_two_scores_the_rating_stays() -> None:
    facts, told = met(judgements=(Judgement(GOOD, score=13, max_score=21),))
    assert facts[0].judgements == (Judgement(GOOD, evidence=(evidence("rating"),)),)
    assert "found '13, and 12 there'" in told[0]


def test_of_dates_that_agree_the_most_precise_stays() -> None:
    facts, told = met(fieldwork_end=PartialDate.parse("2025-03-14"))
    assert [each.fieldwork_end for each in facts] == [None, PartialDate.parse("2025-03-14")]
    assert [sum(each.supports == "fieldworkEnd" for each in fact.evidence) for fact in facts] == [0, 1]
    assert not told


def test_other_inspections_of_the_unit_are_not_compared() -> None:
    facts, told = met(reference="2024", recommendation_count=9)
    assert [each.recommendation_count for each in facts] == [5, 9]
    assert not told
