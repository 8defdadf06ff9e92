"""`lod releases`: the history of a publication, and its upkeep."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.table import Table

from lod import releases, settings
from lod.cli.app import app
from lod.cli.output import say, show, show_json
from lod.errors import ReleaseDamaged

_commands = typer.Typer(help="The releases of a publication: list, show, compare, verify, roll back, prune.")
app.add_typer(_commands, name="releases", invoke_without_command=True)

Publication = Annotated[
    Path | None, typer.Option("--publication", "-p", help="publication.toml; default: the one in this folder.")
]


def _output(publication: Path | None) -> Path:
    return settings.load(publication or settings.find(Path.cwd()), sources=False).output


@_commands.callback()
def releases_root(context: typer.Context, publication: Publication = None) -> None:
    """The releases of a publication; without a command, their list."""
    if context.invoked_subcommand is None:
        show_list(publication)


@_commands.command("list")
def show_list(publication: Publication = None) -> None:
    """Every release, and which one is served."""
    output = _output(publication)
    served = releases.current(output).id
    table = Table("release", "made current", "data to", "inspections", "triples", "")
    for release in releases.releases(output):
        at = [event.at for event in releases.history(output) if event.release == release.id]
        about = release.manifest
        counts = (str(about.inspections), str(about.triples))
        table.add_row(
            release.id, at[-1] if at else "", about.modified or "", *counts, "current" * (release.id == served)
        )
    show(table)


@_commands.command("show")
def show_one(release_id: Annotated[str, typer.Argument(metavar="ID")], publication: Publication = None) -> None:
    """A release's manifest."""
    show_json(msgspec.to_builtins(releases.find(_output(publication), release_id).manifest))


@_commands.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="A")],
    new: Annotated[str, typer.Argument(metavar="B")],
    publication: Publication = None,
) -> None:
    """The statements that B lacks of A (-) and has beyond it (+)."""
    output = _output(publication)
    for sign, line in releases.difference(releases.find(output, old), releases.find(output, new)):
        typer.echo(f"{sign} {line}", nl=False)


@_commands.command()
def rollback(release_id: Annotated[str, typer.Argument(metavar="ID")], publication: Publication = None) -> None:
    """Serve an older release again, after verifying it."""
    release = releases.rollback(_output(publication), release_id, datetime.datetime.now(datetime.UTC))
    say(f"{release.id} is current")


@_commands.command()
def verify(
    release_id: Annotated[str | None, typer.Argument(metavar="[ID]")] = None, publication: Publication = None
) -> None:
    """Recompute every digest of a release, or of all."""
    output = _output(publication)
    chosen = [releases.find(output, release_id)] if release_id else releases.releases(output)
    damaged = 0
    for release in chosen:
        try:
            releases.verify(release)
            say(f"{release.id}: every file is what the manifest says")
        except ReleaseDamaged as problem:
            damaged += 1
            say(f"[bold red]{problem}[/]")
    if damaged:
        raise typer.Exit(1)


@_commands.command()
def prune(
    keep: Annotated[int, typer.Option(min=1, help="How many of the newest to keep.")],
    publication: Publication = None,
) -> None:
    """Remove old releases; the current one always stays."""
    for release in releases.prune(_output(publication), keep):
        say(f"{release.id}: removed")
