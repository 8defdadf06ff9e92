"""A publication whose register changes from release to release: an inspection comes, one is corrected, one goes."""

from __future__ import annotations

import datetime
from pathlib import Path

from lod import pipeline, profiles
from lod.ingest import SourceFiles
from lod.model import Publication, Publisher
from lod.pipeline import LocalProcesses
from lod.releases import Release

HEADER = "unit,unit type,overall rating,published\n"
SHEFFIELD = "Sheffield,Probation delivery unit,Good,2023-03-30\n"
YORK = "York,Probation delivery unit,Inadequate,2024-06-01\n"
LEEDS = "Leeds,Probation delivery unit,Good,2025-02\n"
DERBY = "Derby City,Probation delivery unit,Good,2022-01-02\n"
FIRST = datetime.datetime(2025, 9, 1, 12, 0, 0, tzinfo=datetime.UTC)
SECOND = datetime.datetime(2025, 10, 1, 12, 0, 0, tzinfo=datetime.UTC)
KINDS = "id/inspection/probation-delivery-unit"


def about(base_iri: str = "https://data.example.org/") -> Publication:
    return Publication(
        name="test",
        title="Results <for> tests & trials",
        description="Results to test with",
        base_iri=base_iri,
        publisher=Publisher("Tester", "https://www.example.org/"),
        contact="data@example.org",
    )


def publish(
    folder: Path, *rows: str, at: datetime.datetime, corrected: str = "", publication: Publication | None = None
) -> Release:
    """Builds a register of these rows, with corrections if there are any, into `folder`/public and makes it current."""
    (folder / "register.csv").write_text(HEADER + "".join(rows), "utf-8")
    corrections = folder / "corrections.toml" if corrected else None
    if corrections:
        corrections.write_text(corrected, "utf-8")
    files = [SourceFiles("register", (folder / "register.csv",), profiles.load("hmi-probation"))]
    here = LocalProcesses(1)
    chosen = publication or about()
    built = pipeline.build(chosen, files, folder, folder / "public", at, corrected=corrections, scheduler=here)
    return built.release


def correction(base_iri: str) -> str:
    """Sheffield was rated wrongly."""
    return (
        f'[[correction]]\ninspection = "{base_iri}{KINDS}/N55SHF/2023-03-30"\nkind = "corrected"\n'
        'date = 2025-09-20\nreason = "Mixed up."\nrating = "hmi-probation-rating/inadequate"\n'
    )


def withdrawal(base_iri: str) -> str:
    """York's inspection does not stand any more."""
    return (
        f'[[correction]]\ninspection = "{base_iri}{KINDS}/N55YRK/2024-06-01"\nkind = "withdrawn"\n'
        'date = "2025-09"\nreason = "Wrong cases."\n'
    )
