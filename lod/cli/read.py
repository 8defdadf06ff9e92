"""`lod check` and `lod validate`: look at sources and data; publish nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.table import Table

import lod
from lod import formats, ingest, mapping, profiles, validation
from lod.cli import checking, evidence_page
from lod.cli.app import app
from lod.cli.facts import Fact, Labels, facts, title
from lod.cli.output import counted, say, show, show_json, show_problems, show_report
from lod.formats import Format, format_of, serialise
from lod.iris import Iris
from lod.model import Inspection, NotInspected, Source
from lod.terms import Triple, lines

EXAMPLE_BASE = "https://data.example.org/"
"""IRIs in `--format ttl`: a source that is merely looked at belongs to no publication."""


class CheckFormat(StrEnum):
    """What `lod check` writes."""

    TABLE = "table"
    JSON = "json"
    TTL = "ttl"
    HTML = "html"


class ReportFormat(StrEnum):
    """What `lod validate` writes."""

    TABLE = "table"
    TTL = "ttl"


@app.command()
def check(
    sources: Annotated[
        list[Path], typer.Argument(help="Press releases (.txt, .html) and registers (.csv, .xlsx, .json …).")
    ],
    profile: Annotated[str, typer.Option(help="The inspectorate's profile, or the path of one.")] = "hmi-probation",
    output: Annotated[CheckFormat, typer.Option("--format", help="What to write.")] = CheckFormat.TABLE,
    strict: Annotated[bool, typer.Option(help="Exit with 2 when anything could not be read.")] = False,
) -> None:
    """Show what would be read from sources, fact by fact with its evidence. Publishes nothing."""
    words = profiles.load(profile)
    files = [checking.read(path, words) for path in sources]
    found = [(each.source, fact) for each in files for fact in each.facts]
    problems = [problem for each in files for problem in each.problems]
    labels = Labels(words)
    if output is CheckFormat.HTML:
        typer.echo(evidence_page.page((checking.shown(each, labels) for each in files), profile), nl=False)
    elif output is CheckFormat.TTL:
        typer.echo(_turtle(found), nl=False)
    elif output is CheckFormat.JSON:
        read = [[msgspec.to_builtins(fact) for fact in facts(each, labels, source.name)] for source, each in found]
        show_json({"inspections": read, "problems": [msgspec.to_builtins(each) for each in problems]})
    else:
        for source, each in found:
            show(_table(each, list(facts(each, labels, source.name))))
    show_problems(problems)
    inspections = sum(isinstance(each, Inspection) for _, each in found)
    listed = f", {counted(len(found) - inspections, 'unit')} without one" if inspections < len(found) else ""
    say(f"{counted(inspections, 'inspection')}{listed}, {counted(len(problems), 'problem')}")
    if strict and problems:
        raise typer.Exit(2)


@app.command()
def validate(
    files: Annotated[list[Path], typer.Argument(help="RDF files in any syntax.")],
    output: Annotated[ReportFormat, typer.Option("--format", help="What to write.")] = ReportFormat.TABLE,
) -> None:
    """Check RDF against the shapes: exit 0 when it conforms, 3 on violations."""
    report = validation.validate(line for number, path in enumerate(files) for line in _lines(path, number))
    if output is ReportFormat.TTL:
        typer.echo(serialise(validation.report_lines(report), Format.TURTLE).decode(), nl=False)
    else:
        show_report(report)
    say(f"{counted(len(report.violations), 'violation')}, {counted(len(report.warnings), 'warning')}")
    if report.violations:
        raise typer.Exit(3)


def _lines(path: Path, number: int) -> Iterator[str]:
    """A file's statements, its blank nodes kept apart from those of the other files."""
    content = ingest.sources.read_bytes(path)
    statements = formats.canonical_lines(content, format_of(path), EXAMPLE_BASE, path.name)
    return formats.relabelled(statements, f"file{number}-")


def _table(of: Inspection | NotInspected, rows: list[Fact]) -> Table:
    table = Table("fact", "value", "evidence", "where", title=title(of), title_justify="left")
    for row in rows:
        cells = (row.name, row.value, row.exact or row.source, row.place)
        table.add_row(*(cell.replace("[", r"\[") for cell in cells))
    return table


def _turtle(found: Sequence[tuple[Source, Inspection | NotInspected]]) -> str:
    names = Iris(EXAMPLE_BASE)
    triples: list[Triple] = []
    for _, each in found:
        triples += mapping.fact(each, names)
    for source in dict.fromkeys(source for source, _ in found):
        triples += mapping.source(source, names, lod.__version__)
    return serialise(sorted(set(lines(triples))), Format.TURTLE).decode()
