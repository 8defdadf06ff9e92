"""One small publication, mapped from facts and released as the pipeline releases."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

from lod import mapping, publication, releases
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
from lod.namespaces import INSP, OGL
from lod.profiles import schemes
from lod.publication import ReleaseFacts
from lod.releases import Release, manifest
from lod.store import Limits, embedded
from lod.terms import lines

ABOUT = Publication(
    name="test-inspections",
    title="Inspections <for> tests & trials",
    description="Ratings of units that exist in tests alone, published as linked open data to try the server with.",
    base_iri="https://data.example.org/",
    publisher=Publisher("Test Inspectorate", "https://inspectorate.example.org/", "https://inspectorate.example.org/"),
    contact="data@example.org",
)
LIMITS = Limits(timeout=2.0, workers=2, wait=5.0)

PROSE = Source("sources/east.txt", "ab" * 32, 4917, "text/plain")
TABLE = Source("sources/register.csv", "cd" * 32, 912, "text/csv")
REGION = InspectedUnit(UnitKey("probation-region", "N53"), "East Midlands")
ODD = InspectedUnit(UnitKey("probation-delivery-unit", "A/B & é"), "Odd & <Sons>", (), REGION.key)
RATING = "hmi-probation-rating"


def _spans(supports: str) -> tuple[Evidence, ...]:
    return (Evidence(PROSE, TextSpan(10, 20, "a sentence", "before ", " after"), supports),)


def inspections() -> tuple[Inspection, ...]:
    row = (Evidence(TABLE, TableRow(2)),)
    return (
        Inspection(
            inspects=REGION,
            inspected_by=concept("inspectorate", "hmi-probation"),
            reference="2025-08-07",
            under_programme=concept("programme", "hmi-probation-adult-2023"),
            issued=PartialDate(2025, 8, 7),
            fieldwork_start=PartialDate(2025, 2),
            fieldwork_end=PartialDate(2025, 4),
            judgements=(Judgement(concept(RATING, "inadequate"), evidence=_spans("rating")),),
            samples=(
                CaseSample(
                    330,
                    None,
                    (
                        CaseSample(216, concept("case-category", "community-sentence"), (), _spans("caseCount")),
                        CaseSample(114, concept("case-category", "release-on-licence"), (), _spans("caseCount")),
                    ),
                    _spans("caseCount"),
                ),
            ),
            measures=(Measure(Decimal("34"), "of cases", "sufficient", _spans("percentage")),),
            recommendation_count=7,
            recommendations=(RecommendationGroup(7, REGION.key, _spans("recommendationCount")),),
            reported_in=(
                Report("https://inspectorate.example.org/east", None, True, "East", None, OGL, _spans("title")),
            ),
            evidence=_spans("inspects") + _spans("issued"),
        ),
        Inspection(
            inspects=ODD,
            inspected_by=concept("inspectorate", "hmi-probation"),
            reference="2024-05",
            issued=PartialDate(2024, 5),
            judgements=(Judgement(concept(RATING, "good"), score=18, max_score=27, evidence=row),),
            evidence=row,
        ),
    )


def _data(facts: tuple[Inspection, ...]) -> list[str]:
    names = Iris(ABOUT.base_iri)
    said = set(schemes.vocabulary_lines(ABOUT.base_iri))
    for fact in facts:
        unit = mapping.unit_iri(fact.inspects.key, names)
        rating = fact.overall.rating if fact.overall else ""
        latest = (unit, INSP.latestInspection, mapping.inspection_iri(fact, names))
        said.update(lines(mapping.inspection(fact, names)))
        said.update(lines(mapping.unit(fact.inspects, names)))
        said.update(lines([latest, (unit, INSP.currentRating, rating)]))
    for source in (PROSE, TABLE):
        said.update(lines(mapping.source(source, names, "0.1.0")))
    return sorted(said)


def release(output: Path, release_id: str, facts: tuple[Inspection, ...]) -> Release:
    """Publishes facts as a release of that id."""
    work = output / "work"
    work.mkdir(parents=True)
    (output / "releases").mkdir(exist_ok=True)
    (work / "data.nq").write_text("".join(_data(facts)), "utf-8")
    newest = PartialDate(2025, 8, 7)
    described = ReleaseFacts(id=release_id, modified=newest, sources=(PROSE, TABLE))
    statistics = publication.write_files(work, ABOUT, described)
    embedded.build(work / "data.nq", work / "store")
    manifest.write(
        work,
        manifest.Manifest(
            id=release_id,
            title=ABOUT.title,
            base_iri=ABOUT.base_iri,
            software="0.1.0",
            ontology="0.1.0",
            modified=str(newest),
            inspections=len(facts),
            units=len(facts),
            triples=statistics.triples,
            files=manifest.described_folder(work),
        ),
    )
    return releases.publish(work, output, release_id, datetime.datetime(2025, 9, 1, tzinfo=datetime.UTC))
