"""`lod releases`: the history of a publication, and its upkeep."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.table import Table

from lod import feeds, joint, releases, settings
from lod.cli import engine
from lod.cli.app import app
from lod.cli.output import progress, say, show, show_json
from lod.errors import ReleaseDamaged
from lod.releases import Release
from lod.releases.differences import Between, Form, written
from lod.releases.object_storage import ObjectStorage
from lod.releases.storage import LocalStorage, Storage
from lod.settings import Settings, SiteSettings

_commands = typer.Typer(help="The releases of a publication: list, show, compare, verify, roll back, prune.")
app.add_typer(_commands, name="releases", invoke_without_command=True)

SWITCHES = 10
"""The last switches that are listed; all are in the history."""

Publication = Annotated[
    Path | None,
    typer.Option("--publication", "-p", help="publication.toml or site.toml; default: the one in this folder."),
]


def _settings(publication: Path | None) -> Settings | SiteSettings:
    return settings.load(publication or settings.find(Path.cwd()), sources=False)


def _storage(publication: Path | None) -> Storage:
    chosen = _settings(publication)
    if isinstance(chosen, Settings) and chosen.storage:
        return ObjectStorage(chosen.storage.url)
    outputs = [each.output for each in chosen.members] if isinstance(chosen, SiteSettings) else []

    def write_feeds(folder: Path, release: Release, at: datetime.datetime) -> None:
        feeds.go_on(folder, release, chosen.publication, at, partial(joint.dumps_in, outputs))

    return LocalStorage(chosen.output, write_feeds)


@_commands.callback()
def releases_root(context: typer.Context, publication: Publication = None) -> None:
    """The releases of a publication; without a command, their list."""
    if context.invoked_subcommand is None:
        show_list(publication)


@_commands.command("list")
def show_list(publication: Publication = None) -> None:
    """Every release, and which one is served; and the last switches between them."""
    storage = _storage(publication)
    served, history = storage.current(), storage.history()
    table = Table("release", "made current", "data to", "inspections", "triples", "")
    for release_id in storage.ids():
        at = [event.at for event in history if event.release == release_id]
        about = storage.manifest(release_id)
        counts = (str(about.inspections), str(about.triples))
        table.add_row(
            release_id, at[-1] if at else "", about.modified or "", *counts, "current" * (release_id == served)
        )
    show(table)
    switches = Table("switched", "from", "to", "why")
    for event in history[-SWITCHES:]:
        switches.add_row(event.at, event.previous or "", event.release, event.reason)
    show(switches)


@_commands.command("show")
def show_one(release_id: Annotated[str, typer.Argument(metavar="ID")], publication: Publication = None) -> None:
    """A release's manifest."""
    show_json(msgspec.to_builtins(_storage(publication).manifest(release_id)))


@_commands.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="A")],
    new: Annotated[str, typer.Argument(metavar="B")],
    form: Annotated[Form, typer.Option("--format", help="How to write it.")] = Form.WORDS,
    publication: Publication = None,
) -> None:
    """What B has that A lacks, and the other way round: which inspections were added, corrected, withdrawn or removed,
    in words or as a table (csv); or every statement, as RDF Patch or as N-Quads after - and +."""
    storage = _storage(publication)
    storage.manifest(old)
    between = Between(old, new, storage.manifest(new).base_iri)
    for piece in written(form, between, storage.compared(old, new)):
        typer.echo(piece, nl=False)


@_commands.command()
def rollback(release_id: Annotated[str, typer.Argument(metavar="ID")], publication: Publication = None) -> None:
    """Serve an older release again, after verifying it."""
    chosen, storage = _settings(publication), _storage(publication)
    if isinstance(chosen, Settings) and chosen.engine:
        release = releases.find(chosen.output, release_id)
        with progress() as tell:
            engine.delivery(chosen, tell)(release.folder, release_id)  # the engine may have dropped it since
    storage.rollback(release_id, datetime.datetime.now(datetime.UTC))
    say(f"{release_id} is current")


@_commands.command()
def verify(
    release_id: Annotated[str | None, typer.Argument(metavar="[ID]")] = None, publication: Publication = None
) -> None:
    """Recompute every digest of a release, or of all."""
    storage = _storage(publication)
    damaged = 0
    for each in [release_id] if release_id else storage.ids():
        try:
            storage.verify(each)
            say(f"{each}: every file is what the manifest says")
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
    for release_id in _storage(publication).prune(keep):
        say(f"{release_id}: removed")
