"""One small publication, mapped from facts and released as the pipeline releases."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from lod import mapping, publication, releases
from lod.formats import parse_lines
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
from lod.publication import Dataset, Dump, DumpNames, Dumps, ReleaseFacts, Statistics, cubes, render
from lod.releases import Release, manifest
from lod.search import documents, indexing
from lod.store import Limits, embedded
from lod.terms import Triple, lines

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
    return (Evidence(PROSE.sha256, TextSpan(10, 20, "a sentence", "before ", " after"), supports),)


def inspections() -> tuple[Inspection, ...]:
    row = (Evidence(TABLE.sha256, TableRow(2)),)
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


def _said(facts: tuple[Inspection, ...], names: Iris) -> dict[str, Triple]:
    """All inspections and what they inspect, with the shortcuts, by their lines."""
    said: dict[str, Triple] = {}
    for fact in facts:
        unit = mapping.unit_iri(fact.inspects.key, names)
        rating = fact.overall.rating if fact.overall else None
        triples = [*mapping.fact(fact, names), (unit, INSP.latestInspection, mapping.inspection_iri(fact, names))]
        triples += [(unit, INSP.currentRating, rating)] if rating else []
        said.update(zip(lines(triples), triples, strict=True))
    return {line: said[line] for line in sorted(said)}


def _write(folder: Path, facts: tuple[Inspection, ...], lists: Sequence[str]) -> tuple[tuple[Dump, ...], Statistics]:
    """The dumps and the store."""
    names = Iris(ABOUT.base_iri)
    dumps = Dumps(folder, DumpNames(), folder.parent / "making", names)
    vocabulary = schemes.vocabulary_lines(ABOUT.base_iri, lists)
    dumps.share([*vocabulary, *publication.structures()])
    for source in (PROSE, TABLE):
        dumps.share(lines(mapping.source(source, names, "0.1.0")))
    said = _said(facts, names)
    dumps.add(render(said, names))
    known = list(parse_lines(vocabulary))
    indexing.build(folder / "search", documents.of_units(said.values(), {}), known)
    dumps.share(lines(cubes(dumps.counts, ABOUT.name, ABOUT.title, ABOUT.licence.iri, known, names)))
    statistics = dumps.gather()
    made = dumps.finish()
    embedded.build(folder / "data.nq", folder / "store")
    shutil.rmtree(folder.parent / "making")
    return made, statistics


AT = datetime.datetime(2025, 9, 1, tzinfo=datetime.UTC)


def release(
    output: Path,
    release_id: str,
    facts: tuple[Inspection, ...],
    at: datetime.datetime = AT,
    lists: Sequence[str] = (),
) -> Release:
    """Publishes facts as a release of that id, made current at a time; with long `lists` of areas, if any."""
    work = output / "work"
    work.mkdir(parents=True)
    (output / "releases").mkdir(exist_ok=True)
    dumps, statistics = _write(work, facts, lists)
    newest = PartialDate(2025, 8, 7)
    own = Dataset(ABOUT.name, ABOUT.title, ABOUT.licence, dumps, (PROSE, TABLE), statistics)
    publication.write_descriptions(work, ABOUT, ReleaseFacts(release_id, newest, (own,)))
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
    return releases.publish(work, output, release_id, at)
