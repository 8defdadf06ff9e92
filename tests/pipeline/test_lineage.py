"""A release knows those that were served before it, from what is kept in the output folder."""

from __future__ import annotations

import datetime
from pathlib import Path

from lod import pipeline, profiles, releases
from lod.formats import parse_file
from lod.ingest import SourceFiles
from lod.model import Publication, Publisher
from lod.namespaces import DCAT
from lod.pipeline.scheduling import LocalProcesses
from lod.releases import Release

AT = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
DATASET = "https://data.example.org/dataset/test"
ABOUT = Publication(
    name="test",
    title="Test results",
    description="Results to test with",
    base_iri="https://data.example.org/",
    publisher=Publisher("Tester", "https://www.example.org/"),
    contact="data@example.org",
)


def build(folder: Path, *dates: str) -> Release:
    """Releases inspections of a region published on these dates."""
    rows = [f"East Midlands,probation region,Good,{date}\n" for date in dates]
    (folder / "register.csv").write_text("unit,unit type,overall rating,published\n" + "".join(rows), "utf-8")
    files = [SourceFiles("register", (folder / "register.csv",), profiles.load("hmi-probation"))]
    return pipeline.build(ABOUT, files, folder, folder / "public", AT, scheduler=LocalProcesses(1)).release


def said(release: Release, subject: str, predicate: str) -> set[object]:
    catalogue = parse_file(release.file("catalogue.nt"))
    return {value for about, property_, value in catalogue if (about, property_) == (subject, predicate)}


def versions(*made: Release) -> set[object]:
    return {f"{DATASET}#{release.id}" for release in made}


def test_releases_form_a_line(tmp_path: Path) -> None:
    first = build(tmp_path, "2024-01-05")
    second = build(tmp_path, "2024-01-05", "2025-01-05")
    assert said(first, DATASET, DCAT.hasVersion) == versions(first)
    assert said(second, DATASET, DCAT.hasVersion) == versions(first, second)
    assert said(second, f"{DATASET}#{second.id}", DCAT.previousVersion) == versions(first)

    releases.rollback(tmp_path / "public", first.id, AT)
    third = build(tmp_path, "2024-01-05", "2026-01-01")
    assert said(third, f"{DATASET}#{third.id}", DCAT.previousVersion) == versions(first)
    assert said(third, f"{DATASET}#{first.id}", DCAT.previousVersion) == versions(second)

    releases.prune(tmp_path / "public", 1)
    fourth = build(tmp_path, "2024-01-05", "2026-01-02")
    assert said(fourth, DATASET, DCAT.hasVersion) == versions(third, fourth)


def test_a_release_that_is_made_again_is_not_its_own_predecessor(tmp_path: Path) -> None:
    first = build(tmp_path, "2024-01-05")
    once = first.file("catalogue.nt").read_bytes()
    assert build(tmp_path, "2024-01-05").file("catalogue.nt").read_bytes() == once
    assert said(first, f"{DATASET}#{first.id}", DCAT.previousVersion) == set()
