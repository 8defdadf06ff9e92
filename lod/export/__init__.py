"""A release as a static site: every document as the server would answer it, with links that work from files.

The app is asked in this process (`original`), `layout` says which file an address becomes, `pages` makes links lead
there, `copying` goes through all there is, one document at a time. The copy is an RO-Crate 1.1 (`crate`), and the
payload of a BagIt bag where one is wanted (`bag`, RFC 8493). The same release gives the same bytes.
"""

from __future__ import annotations

import asyncio
import datetime
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lod.errors import ExportError, SettingsError
from lod.export import bag, crate
from lod.export.copying import copy
from lod.export.folder import Folder
from lod.export.original import Application, Original
from lod.web.site import Site

__all__ = ["Bagged", "Copied", "export"]

Progress = Callable[[str, int, int | None], None]
"""As `lod.pipeline.Progress`."""


@dataclass(frozen=True, slots=True)
class Bagged:
    """That the copy is to be a bag, and the date to be put on it (RFC 8493 section 2.2.2, Bagging-Date)."""

    on: datetime.date


@dataclass(frozen=True, slots=True)
class Copied:
    """What an export came to: the release, and the files of its site with their bytes."""

    release: str
    files: int
    bytes: int


def export(
    app: Application,
    site: Site,
    into: Path,
    published: datetime.date,
    bagged: Bagged | None = None,
    *,
    progress: Progress = lambda _doing, _done, _of: None,
) -> Copied:
    """Writes the current release of `site`, which `app` serves, into the new or empty folder `into`: the site itself,
    or a bag that holds it in `data/`. `published` is when the release was made current.

    The folder is there when all is written, or not at all. Raises SettingsError when it has files in it, ExportError
    when something cannot be written, NothingPublished and ReleaseError."""
    served = site.current()
    with _whole(into) as work:
        folder = Folder(work / bag.PAYLOAD if bagged else work, work / bag.MANIFEST if bagged else None)
        with folder:
            asyncio.run(copy(Original(app, served), site, served, folder, progress))
            crate.write(folder, site, served, published)
        if bagged:
            bag.write(work, folder, site.publication, served.release, bagged.on)
    return Copied(served.release.id, folder.files, folder.bytes)


@contextmanager
def _whole(into: Path) -> Iterator[Path]:
    """A folder beside `into` that takes its place in the end, and goes when that is never reached."""
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        found = "a folder with files in it" if into.is_dir() else "a file"
        raise SettingsError(str(into), found, "a new or empty folder")
    place = into.resolve()
    work = place.with_name(f".{place.name}-exporting")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        work.mkdir()
    except FileExistsError:
        raise ExportError(
            f"{work} is there: another export writes it, or one that was killed left it; remove it"
        ) from None
    except OSError as problem:
        raise ExportError(f"{work}: {problem.strerror}") from problem
    try:
        yield work
        os.replace(work, place)  # noqa: PTH105 - an empty folder gives way
    finally:
        shutil.rmtree(work, ignore_errors=True)
