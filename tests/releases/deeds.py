"""What is done to an output folder by a process that tests kill: each deed is what a command does, complete."""

from __future__ import annotations

import datetime
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any

from lod import feeds, pipeline, releases, settings
from lod.errors import ReleaseNotFound
from lod.model import Publication
from lod.pipeline import LocalProcesses, Scheduler
from lod.pipeline.scheduling import ThisProcess
from lod.releases import Release, manifest
from lod.releases.manifest import Manifest

AT = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
ROOM = os.path.dirname(releases.__file__)  # noqa: PTH120 - compared with the names of code


def small(output: Path, release_id: str) -> Release:
    """A release of a few bytes, made and made current."""
    with releases.workspace(output) as work:
        folder = work / "release"
        (folder / "store").mkdir(parents=True)
        (folder / "store" / "CURRENT").write_text("engine's own")
        (folder / releases.DATA).write_text(f"<a:a> <a:b> <a:{release_id}> .\n")
        files = manifest.described_folder(folder)
        manifest.write(folder, Manifest(release_id, "T", "https://e.org/", "1", "1", None, 1, 1, 1, files))
        return releases.publish(folder, output, release_id, AT)


def build(publication: Path, _name: str) -> None:
    """A whole build of the publication in a folder, as `lod build` does it, but in one process."""
    _build(publication, ThisProcess())


def build_with_workers(publication: Path, _name: str) -> None:
    """The same with processes that work for it."""
    _build(publication, LocalProcesses(2))


def _build(publication: Path, scheduler: Scheduler) -> None:
    chosen = _settings(publication)
    pipeline.build(chosen.publication, chosen.sources, chosen.folder, chosen.output, AT, scheduler=scheduler)


def _settings(publication: Path) -> settings.Settings:
    chosen = settings.load(publication / "publication.toml")
    assert isinstance(chosen, settings.Settings)
    return chosen


def switch(output: Path, name: str) -> None:
    """A new release becomes current."""
    small(output, name)


def rollback(output: Path, name: str) -> None:
    """An older release becomes current."""
    releases.rollback(output, name, AT)


def rollback_that_is_told(output: Path, name: str) -> None:
    """The same of a release with feeds, which go on."""
    releases.rollback(output, name, AT, partial(_go_on, _settings(output.parent).publication))


def _go_on(about: Publication, folder: Path, release: Release, at: datetime.datetime) -> None:
    feeds.go_on(folder, release, about, at)


def prune(output: Path, name: str) -> None:
    """All but the current and the newest release are removed."""
    releases.prune(output, int(name))


def told(deed: Callable[[Path, str], None], output: Path, name: str, begin: Connection) -> None:
    """Does a deed once it has told that it begins."""
    begin.send(None)
    deed(output, name)
    begin.send(None)


def until_line(deed: Callable[[Path, str], None], output: Path, name: str, number: int) -> None:
    """Does a deed, and kills its own process (SIGKILL) before so many lines of `lod.releases` have been run."""
    left = number

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal left
        if not frame.f_code.co_filename.startswith(ROOM):
            return None
        if event == "line":
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    deed(output, name)


def served(output: Path) -> str | None:
    """The id of the release that is current, and whole: every digest is recomputed. None if there is none yet."""
    try:
        release = releases.current(output)
    except ReleaseNotFound:
        return None
    releases.verify(release)
    return release.id
