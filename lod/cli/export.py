"""`lod export`: a static copy of the site."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from lod import export, releases, settings
from lod.cli.app import app
from lod.cli.interruption import interruptible
from lod.cli.output import counted, progress, say
from lod.errors import ReleaseError
from lod.export import Bagged
from lod.releases.following import fetch
from lod.releases.object_storage import ObjectStorage
from lod.settings import Settings, SiteSettings
from lod.web.app import create_app


@app.command("export")
def export_site(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    publication: Annotated[
        Path | None,
        typer.Option("--publication", "-p", help="publication.toml or site.toml; default: the one in this folder."),
    ] = None,
    bag: Annotated[bool, typer.Option("--bag", help="Make DIR a BagIt bag, with the site in DIR/data.")] = False,
) -> None:
    """Write the current release as a static site and RO-Crate that any web server or archive can hold."""
    chosen = settings.load(publication or settings.find(Path.cwd()), sources=False)
    bagged = Bagged(datetime.datetime.now(datetime.UTC).date()) if bag else None
    with interruptible(), _released(chosen) as output, progress() as tell:
        members = [each.output for each in chosen.members] if isinstance(chosen, SiteSettings) else []
        engine = chosen.engine.endpoints if isinstance(chosen, Settings) and chosen.engine else None
        server = create_app(chosen.publication, output, chosen.limits, members, engine, chosen.serving)
        try:
            copied = export.export(server, server.state.site, folder, _published(output), bagged, progress=tell)
        finally:
            server.state.site.stores.close()
    files = counted(copied.files, "file")
    say(f"release [bold]{copied.release}[/] copied to {folder}: {files}, {copied.bytes:,} bytes")


@contextmanager
def _released(chosen: Settings | SiteSettings) -> Iterator[Path]:
    """The folder with the current release; one on object storage is fetched. Raises ReleaseError."""
    if isinstance(chosen, Settings) and chosen.storage:
        yield fetch(ObjectStorage(chosen.storage.url), chosen.storage.served).output
    else:
        yield releases.current(chosen.output).output


def _published(output: Path) -> datetime.date:
    """When the current release first became that. Raises ReleaseError when the history does not say."""
    current = releases.current(output).id
    for event in releases.history(output):
        if event.release == current:
            return datetime.datetime.fromisoformat(event.at).date()
    raise ReleaseError(f"{output / releases.HISTORY}: nothing says when {current} was made current")
