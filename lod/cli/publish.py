"""`lod init`, `lod build`, `lod serve`: from an empty folder to a server."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from lod import pipeline, releases, resources, settings
from lod.cli.app import app
from lod.cli.output import progress, say, show, show_json, show_problems
from lod.errors import ReleaseNotFound, SettingsError, ValidationFailed
from lod.formats import Format, serialise
from lod.pipeline import Built
from lod.settings import Settings
from lod.validation import report_lines
from lod.web import server

VIOLATIONS = "violations.ttl"
"""In the output folder: the report as RDF on facts that were not published, until a build succeeds."""

Configuration = Annotated[
    Path | None, typer.Argument(metavar="[publication.toml]", help="Default: the one in this folder.")
]


@app.command()
def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")]) -> None:
    """Make a new publication: publication.toml, a sample source, a README."""
    if folder.exists() and any(folder.iterdir()):
        raise SettingsError(str(folder), "a folder with files in it", "a new or empty folder")
    shutil.copytree(resources.folder("examples") / "starter", folder, dirs_exist_ok=True)
    say(f"made {folder}: edit publication.toml and sources/, then run `lod build` and `lod serve` there")


@app.command()
def build(
    publication: Configuration = None,
    output: Annotated[
        Path | None, typer.Option(help="Where releases are kept; default: as publication.toml says.")
    ] = None,
    strict: Annotated[bool, typer.Option(help="Publish nothing when any row or passage could not be read.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the summary as JSON.")] = False,
) -> None:
    """Build a validated release from the sources and make it current."""
    chosen = settings.load(publication or settings.find(Path.cwd()))
    built = _build(chosen, output or chosen.output, strict=strict)
    show_problems(built.problems)
    if as_json:
        show_json(_summary(built))
    else:
        show(_table(built))
        state = "built" if built.new else "unchanged"
        say(f"release [bold]{built.release.id}[/] {state} and current: {built.release.folder}")


@app.command()
def serve(
    publication: Configuration = None,
    host: Annotated[str | None, typer.Option(help="The address to listen on; default 127.0.0.1, this machine.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Default 8000.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Query processes; default: as publication.toml says.")
    ] = None,
) -> None:
    """Serve the current release; build one first when there is none."""
    configuration = publication or settings.find(Path.cwd())
    chosen = settings.load(configuration, sources=False)
    try:
        release = releases.current(chosen.output)
    except ReleaseNotFound:
        built = _build(settings.load(configuration), chosen.output, strict=False)
        show_problems(built.problems)
        release = built.release
    host, port = host or chosen.host, port or chosen.port
    base = f"http://{host}:{port}"
    say(f"release [bold]{release.id}[/] of {chosen.publication.title}")
    for path, what in (
        ("/", "what is here"),
        ("/sparql", "ask in SPARQL"),
        ("/doc/unit", "every unit"),
        ("/doc/inspection", "every inspection"),
        ("/def/inspection", "the ontology"),
    ):
        say(f"  {base}{path:<18} {what}")
    limits = chosen.limits if workers is None else replace(chosen.limits, workers=workers)
    server.run(chosen.publication, chosen.output, limits, host, port)


def _build(chosen: Settings, output: Path, *, strict: bool) -> Built:
    violations = output / VIOLATIONS
    at = datetime.datetime.now(datetime.UTC)
    try:
        with progress() as tell:
            built = pipeline.build(
                chosen.publication, chosen.sources, chosen.folder, output, at, strict=strict, progress=tell
            )
    except ValidationFailed as failure:
        violations.write_bytes(serialise(report_lines(failure.report), Format.TURTLE))
        say(f"the report as RDF: {violations}")
        raise
    violations.unlink(missing_ok=True)
    return built


def _summary(built: Built) -> dict[str, object]:
    manifest = built.release.manifest
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
            {"name": each.source.name, "inspections": each.inspections, "problems": each.problems}
            for each in built.sources
        ],
        "problems": [str(problem) for problem in built.problems],
    }


def _table(built: Built) -> Table:
    table = Table("source", "inspections", "problems")
    for each in built.sources:
        table.add_row(each.source.name, str(each.inspections), str(each.problems))
    return table
