"""`lod init`, `lod build`, `lod serve`: from an empty folder to a server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from lod import releases, resources, settings
from lod.cli import building
from lod.cli.app import app
from lod.cli.building import Manner
from lod.cli.interruption import interruptible
from lod.cli.output import say
from lod.errors import ReleaseError, ReleaseNotFound, SettingsError
from lod.releases import Release
from lod.releases.following import following
from lod.releases.object_storage import ObjectStorage
from lod.releases.storage import LocalStorage
from lod.settings import Settings, SiteSettings
from lod.web.serving import server

Configuration = Annotated[
    Path | None,
    typer.Argument(
        metavar="[publication.toml]", help="Or the site.toml of several publications; default: the one in this folder."
    ),
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
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that share the work; default: one for each core.")
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A Dask scheduler whose workers do the work: tcp://127.0.0.1:8786."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the summary as JSON.")] = False,
) -> None:
    """Build a validated release from the sources and make it current; of a site, also those of its publications."""
    chosen = settings.load(publication or settings.find(Path.cwd()))
    with interruptible():
        building.build(chosen, output or chosen.output, Manner(strict, workers, scheduler), as_json=as_json)


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
    host, port = host or chosen.host, port or chosen.port
    limits = chosen.limits if workers is None else replace(chosen.limits, workers=workers)
    members = [each.output for each in chosen.members] if isinstance(chosen, SiteSettings) else []
    with _released(chosen, configuration) as release:
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
        engine = chosen.engine.endpoints if isinstance(chosen, Settings) and chosen.engine else None
        server.run(chosen.publication, release.output, limits, host, port, members, engine, chosen.serving)


@contextmanager
def _released(chosen: Settings | SiteSettings, configuration: Path) -> Iterator[Release]:
    """The current release, on this machine; the first one is built. One on object storage is followed meanwhile."""
    kept = chosen.storage if isinstance(chosen, Settings) else None
    storage = ObjectStorage(kept.url) if kept else LocalStorage(chosen.output)
    try:
        storage.current()
    except ReleaseNotFound:
        with interruptible():
            building.build(settings.load(configuration), chosen.output, Manner())
    except ReleaseError:
        # Out of reach: what was fetched before is served, if anything was.
        pass
    if kept and isinstance(storage, ObjectStorage):
        with following(storage, kept.served, kept.every, lambda news: say(news.replace("[", r"\["))) as release:
            yield release
    else:
        yield releases.current(chosen.output)
