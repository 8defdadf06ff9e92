"""What a build did, for people and for machines."""

from __future__ import annotations

from pathlib import Path

from rich.table import Table

from lod import pipeline
from lod.cli.output import counted, show_line
from lod.joint import Joint
from lod.pipeline import Built, Kind

KINDS = 20
"""Kinds of problems that are listed; all are in the table of rejections."""


def json(built: Built) -> dict[str, object]:
    """The summary of one publication."""
    manifest = built.release.manifest
    kinds = _kinds(built)
    return {
        "release": built.release.id,
        "new": built.new,
        "folder": str(built.release.folder),
        "inspections": manifest.inspections,
        "units": manifest.units,
        "triples": manifest.triples,
        "violations": len(built.report.violations),
        "warnings": len(built.report.warnings),
        "sources": [
            {
                "name": each.source.name,
                "rows": each.rows,
                "published": each.published,
                "not_inspected": each.not_inspected,
                "rejected": each.rejected,
                "inspections": each.inspections,
                "problems": each.problems,
            }
            for each in built.sources
        ],
        "problems": [{**kind._asdict(), "count": count} for kind, count in kinds[:KINDS]],
        "more_kinds_of_problems": max(len(kinds) - KINDS, 0),
    }


def joint_json(made: Joint, inner: list[dict[str, object]]) -> dict[str, object]:
    """The summary of a site."""
    manifest = made.release.manifest
    return {
        "release": made.release.id,
        "new": made.new,
        "folder": str(made.release.folder),
        "inspections": manifest.inspections,
        "units": manifest.units,
        "triples": manifest.triples,
        "publications": inner,
    }


def table(built: Built) -> Table:
    """What became of the rows of each source: published, not inspected and rejected make up all of them. A document
    has no rows."""
    found = Table("source", "rows", "published", "not inspected", "rejected", "inspections", "problems")
    for each in built.sources:
        rows = (each.rows, each.published, each.not_inspected, each.rejected) if each.rows else ("", "", "", "")
        found.add_row(each.source.name.replace("[", r"\["), *map(_number, (*rows, each.inspections, each.problems)))
    return found


def show_kinds(built: Built, output: Path) -> None:
    """What could not be read, by value and count, the most frequent first; where all of it is listed."""
    kinds = _kinds(built)
    for kind, count in kinds[:KINDS]:
        show_line(f"{count:,} × {_written(kind)}")
    if len(kinds) > KINDS:
        more = counted(len(kinds) - KINDS, "more kind")
        show_line(f"… and {more}; every one is in {output / pipeline.REJECTED}")
    elif kinds:
        show_line(f"every one is in {output / pipeline.REJECTED}")


def _kinds(built: Built) -> list[tuple[Kind, int]]:
    return sorted(built.problem_counts.items(), key=lambda each: (-each[1], each[0].message, each[0].found))


def _written(kind: Kind) -> str:
    column = f"column {kind.column!r}: " if kind.column is not None else ""
    found = f": found {kind.found!r}" if kind.found else ""
    accepted = f"; accepted: {kind.accepted}" if kind.accepted else ""
    return f"{column}{kind.message}{found}{accepted}"


def _number(value: int | str) -> str:
    return f"{value:,}" if isinstance(value, int) else value
