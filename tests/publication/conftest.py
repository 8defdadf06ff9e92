"""A small dataset as a build makes it: inspections, one read from prose and two from a table, and the vocabulary."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import lod
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
    Publication,
    Publisher,
    RecommendationGroup,
    Report,
    Source,
    TableRow,
    TextSpan,
    UnitKey,
)
from lod.namespaces import INSP
from lod.profiles import schemes
from lod.publication import ReleaseFacts
from lod.publication.release import DATA
from lod.terms import Triple, lines

BASE = "https://data.example.org/"
NAMES = Iris(BASE)
PROSE = Source("sources/east-midlands.txt", "0123456789abcdef" * 4, 4917, "text/plain")
TABLE = Source("sources/register.csv", "fedcba9876543210" * 4, 220, "text/csv")
REGION = InspectedUnit(UnitKey("probation-region", "N53"), "East Midlands")
DERBY = InspectedUnit(UnitKey("probation-delivery-unit", "N53DRBY"), "Derby City", (), REGION.key)
INADEQUATE, GOOD = concept("hmi-probation-rating", "inadequate"), concept("hmi-probation-rating", "good")


def span(exact: str, start: int, supports: str) -> Evidence:
    return Evidence(PROSE, TextSpan(start, start + len(exact), exact, "before ", " after"), supports)


REGION_INSPECTION = Inspection(
    REGION,
    concept("inspectorate", "hmi-probation"),
    "2025-08-07",
    under_programme=concept("programme", "hmi-probation-adult-2023"),
    issued=PartialDate(2025, 8, 7),
    fieldwork_start=PartialDate(2025, 2),
    fieldwork_end=PartialDate(2025, 4, 30),
    judgements=(Judgement(INADEQUATE, evidence=(span("‘Inadequate’", 190, "rating"),)),),
    samples=(
        CaseSample(
            330,
            sub_samples=(
                CaseSample(216, concept("case-category", "community-sentence"), (), (span("216", 2210, "caseCount"),)),
            ),
            evidence=(span("330 cases", 2200, "caseCount"),),
        ),
    ),
    measures=(Measure(Decimal("34.0"), "cases sufficient", "sufficient", (span("34 per cent", 900, "percentage"),)),),
    recommendation_count=7,
    recommendations=(RecommendationGroup(7, REGION.key, (span("seven", 1800, "recommendationCount"),)),),
    reported_in=(
        Report("https://inspectorate.example.org/east-midlands", is_press_release=True, title="“Chaos” in the region"),
    ),
    evidence=(span("East Midlands", 30, "inspects"), span("07 August 2025", 4100, "issued")),
)
UNIT_INSPECTION = Inspection(
    DERBY,
    concept("inspectorate", "hmi-probation"),
    "10",
    issued=PartialDate(2024),
    judgements=(Judgement(GOOD, score=16, max_score=21, evidence=(Evidence(TABLE, TableRow(2)),)),),
    evidence=(Evidence(TABLE, TableRow(2)),),
)
SHORTER_REFERENCE = Inspection(
    DERBY, concept("inspectorate", "hmi-probation"), "1", evidence=(Evidence(TABLE, TableRow(3)),)
)
INSPECTIONS = (REGION_INSPECTION, UNIT_INSPECTION, SHORTER_REFERENCE)


@pytest.fixture(scope="session")
def inspection() -> Inspection:
    """The one with everything, read from prose."""
    return REGION_INSPECTION


@pytest.fixture(scope="session")
def publication() -> Publication:
    return Publication(
        name="test-inspections",
        title="Inspections for tests",
        description="Ratings of units.",
        base_iri=BASE,
        publisher=Publisher(
            "Test Inspectorate", "https://inspectorate.example.org/", "https://inspectorate.example.org/"
        ),
        contact="data@example.org",
    )


@pytest.fixture(scope="session")
def release() -> ReleaseFacts:
    return ReleaseFacts("2025-08-07-0123456789ab", PartialDate(2025, 8, 7), (PROSE, TABLE))


@pytest.fixture(scope="session")
def facts() -> list[Triple]:
    """What is said of the inspections, their units and their sources."""
    shortcut = (mapping.unit_iri(REGION.key, NAMES), INSP.currentRating, INADEQUATE)
    return [
        shortcut,
        *(triple for each in INSPECTIONS for triple in mapping.inspection(each, NAMES)),
        *(triple for each in (PROSE, TABLE) for triple in mapping.source(each, NAMES, lod.__version__)),
    ]


@pytest.fixture(scope="session")
def data(facts: list[Triple]) -> list[str]:
    """Every line of a release: the facts and the vocabulary, sorted."""
    return sorted({*lines(facts), *schemes.vocabulary_lines(BASE, ["probation-units"])})


@pytest.fixture
def folder(data: list[str], tmp_path: Path) -> Path:
    """A release's folder as `write_files` finds it."""
    (tmp_path / DATA).write_text("".join(data), encoding="utf-8")
    return tmp_path
