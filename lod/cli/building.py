"""The building of a publication, or of a site with all its publications: what `lod build` and `lod serve` share."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from lod import joint, pipeline, releases
from lod.cli import engine, summary
from lod.cli.output import progress, say, show, show_json
from lod.errors import SettingsError, ValidationFailed
from lod.formats import Format, serialise
from lod.joint import Joint
from lod.pipeline import Built, LocalProcesses, Scheduler
from lod.pipeline.scheduling import on_cluster
from lod.releases.object_storage import ObjectStorage
from lod.settings import Settings, SiteSettings
from lod.validation import report_lines

VIOLATIONS = "violations.ttl"
"""In the output folder: the report as RDF on facts that were not published, until a build succeeds."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How to build: whether problems stop it, and by how many processes of this machine (None: one for each core)."""

    strict: bool = False
    workers: int | None = None
    scheduler: str | None = None
    """Address of a Dask scheduler whose workers do it instead."""

    def begin(self) -> Scheduler:
        """Raises SettingsError for a cluster that cannot be used."""
        if self.scheduler and self.workers:
            raise SettingsError(
                "--workers", self.workers, "nothing beside --scheduler, whose workers are what they are"
            )
        return on_cluster(self.scheduler) if self.scheduler else LocalProcesses(self.workers)


def build(chosen: Settings | SiteSettings, output: Path, manner: Manner, *, as_json: bool = False) -> None:
    """Builds into `output` and tells what was done."""
    if isinstance(chosen, SiteSettings):
        _build_site(chosen, output, manner, as_json=as_json)
        return
    built = build_publication(chosen, output, manner)
    if as_json:
        show_json(summary.json(built))
    else:
        _tell(built, output)


def build_publication(chosen: Settings, output: Path, manner: Manner) -> Built:
    """Builds one publication. Raises what `pipeline.build` raises; a report of violations is left in `output`."""
    violations = output / VIOLATIONS
    storage = _storage(chosen, output)
    at = datetime.datetime.now(datetime.UTC)
    try:
        with progress() as tell:
            built = pipeline.build(
                chosen.publication,
                chosen.sources,
                chosen.folder,
                output,
                at,
                corrected=chosen.corrections,
                strict=manner.strict,
                scheduler=manner.begin(),
                progress=tell,
                deliver=engine.delivery(chosen, tell),
            )
    except ValidationFailed as failure:
        violations.write_bytes(serialise(report_lines(failure.report), Format.TURTLE))
        say(f"the report as RDF: {violations}")
        raise
    violations.unlink(missing_ok=True)
    if chosen.engine:
        engine.tidy(chosen.engine, chosen.publication.base_iri, output)
    return _upload(built, storage, at) if storage else built


def _storage(chosen: Settings, output: Path) -> ObjectStorage | None:
    """Where the release goes from `output`. Asked before the build, so that one that cannot be reached costs none."""
    if chosen.storage is None or output != chosen.output:
        return None
    storage = ObjectStorage(chosen.storage.url)
    storage.ids()
    return storage


def _upload(built: Built, storage: ObjectStorage, at: datetime.datetime) -> Built:
    with progress() as tell:
        tell("uploading", built.release.manifest.inspections, None)
        is_new = storage.publish(built.release, at)
    releases.prune(built.release.output, 1)
    return replace(built, new=is_new)


def _build_site(chosen: SiteSettings, output: Path, manner: Manner, *, as_json: bool) -> None:
    inner = []
    for member in chosen.members:
        say(f"[bold]{member.publication.title}[/]")
        built = build_publication(member, member.output, manner)
        inner.append({"name": member.publication.name, **summary.json(built)})
        if not as_json:
            _tell(built, member.output)
    say(f"[bold]{chosen.publication.title}[/]")
    made = join(chosen, output)
    if as_json:
        show_json(summary.joint_json(made, inner))
    else:
        _tell_release(made)


def join(chosen: SiteSettings, output: Path) -> Joint:
    """The joint release of the current releases of a site's publications."""
    members = [(member.publication, member.output) for member in chosen.members]
    with progress() as tell:
        return joint.build(chosen.publication, members, output, datetime.datetime.now(datetime.UTC), progress=tell)


def _tell(built: Built, output: Path) -> None:
    show(summary.table(built))
    summary.show_kinds(built, output)
    _tell_release(built)


def _tell_release(made: Built | Joint) -> None:
    if made.new:
        say(f"release [bold]{made.release.id}[/] built and current: {made.release.folder}")
    else:
        say(f"the same as before, so this made no new release: [bold]{made.release.id}[/] is current")
