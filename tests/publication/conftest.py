"""A small dataset as a build makes it: inspections, one read from prose and two from a table, and the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest

import lod
from lod import ingest, mapping, profiles
from lod.ingest import SourceFiles
from lod.iris import concept
from lod.model import (
    CaseSample,
    Evidence,
    InspectedUnit,
    Inspection,
    Judgement,
    Licence,
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
from lod.publication.release import Dataset, Dump
from lod.publication.statistics import Statistics
from lod.terms import Triple, lines
from tests.publication.assembling import LISTED, NAMES, dumps

BASE = "https://data.example.org/"
PROSE = Source("sources/east-midlands.txt", "0123456789abcdef" * 4, 4917, "text/plain")
TABLE = Source("sources/register.csv", "fedcba9876543210" * 4, 220, "text/csv")
REGION = InspectedUnit(UnitKey("probation-region", "N53"), "East Midlands")
DERBY = InspectedUnit(UnitKey("probation-delivery-unit", "N53DRBY"), "Derby City", (), REGION.key)
INADEQUATE, GOOD = concept("hmi-probation-rating", "inadequate"), concept("hmi-probation-rating", "good")


def span(exact: str, start: int, supports: str) -> Evidence:
    return Evidence(PROSE.sha256, TextSpan(start, start + len(exact), exact, "before ", " after"), supports)


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
    judgements=(Judgement(GOOD, score=16, max_score=21, evidence=(Evidence(TABLE.sha256, TableRow(2)),)),),
    evidence=(Evidence(TABLE.sha256, TableRow(2)),),
)
SHORTER_REFERENCE = Inspection(
    DERBY, concept("inspectorate", "hmi-probation"), "1", evidence=(Evidence(TABLE.sha256, TableRow(3)),)
)


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
def units() -> list[list[Triple]]:
    """What is said of each unit and its inspections, in the order of the inspections' IRIs."""
    derby = [triple for each in (UNIT_INSPECTION, SHORTER_REFERENCE) for triple in mapping.inspection(each, NAMES)]
    derby.append((mapping.unit_iri(DERBY.key, NAMES), INSP.currentRating, GOOD))
    region = [
        *mapping.inspection(REGION_INSPECTION, NAMES),
        (mapping.unit_iri(REGION.key, NAMES), INSP.currentRating, INADEQUATE),
    ]
    return [derby, region]


@pytest.fixture(scope="session")
def facts(units: list[list[Triple]]) -> list[Triple]:
    """What is said of the inspections, their units and their sources."""
    sources = (triple for each in (PROSE, TABLE) for triple in mapping.source(each, NAMES, lod.__version__))
    return [*(triple for about in units for triple in about), *sources]


@pytest.fixture(scope="session")
def shared_lines(facts: list[Triple]) -> list[str]:
    """What is no chunk's own: the sources and the vocabulary, whose list of units has both units."""
    sources = [triple for triple in facts if not triple[0].startswith((NAMES.kind("inspection"), NAMES.kind("unit")))]
    return [*lines(sources), *schemes.vocabulary_lines(BASE, ["probation-units"])]


@pytest.fixture(scope="session")
def data(facts: list[Triple], shared_lines: list[str]) -> list[str]:
    """Every line of a release, sorted."""
    return sorted({*lines(facts), *shared_lines})


@pytest.fixture(scope="session")
def dumped(
    units: list[list[Triple]], shared_lines: list[str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Statistics, tuple[Dump, ...]]:
    """A folder with the dumps of these, a unit a chunk, what was counted, and what the dumps are."""
    folder = tmp_path_factory.mktemp("dumped")
    made, counts = dumps(folder, units, shared_lines, LISTED)
    return folder, counts, made


@pytest.fixture(scope="session")
def release(dumped: tuple[Path, Statistics, tuple[Dump, ...]]) -> ReleaseFacts:
    own = Dataset("test-inspections", "Inspections for tests", Licence(), dumped[2], (PROSE, TABLE), dumped[1])
    return ReleaseFacts("2025-08-07-0123456789ab", PartialDate(2025, 8, 7), (own,))


@pytest.fixture(scope="session")
def food(shared: Path) -> list[list[Triple]]:
    """Each of 60 real food businesses with its inspection, in the order of the inspections' IRIs."""
    path = shared / "data" / "fhrs" / "uk-2015-csv" / "fhrs" / "102.csv"
    files = SourceFiles("register", (path,), profiles.load("fhrs-csv-2015"), Licence())
    ((_, found),) = ingest.read(files, path.parent)
    read = [fact for fact in islice(found, 60) if isinstance(fact, Inspection)]
    read.sort(key=lambda fact: mapping.inspection_iri(fact, NAMES))
    return [[*mapping.fact(fact, NAMES), *_current(fact)] for fact in read]


def _current(fact: Inspection) -> Iterator[Triple]:
    if fact.overall and fact.overall.rating:
        yield mapping.unit_iri(fact.inspects.key, NAMES), INSP.currentRating, fact.overall.rating
