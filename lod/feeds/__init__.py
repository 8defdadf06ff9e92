"""What changed, for those who follow a publication: an event stream (LDES), an Atom feed, ResourceSync, sitemaps.

They are in the folder `feeds` of a release, made when it is built: the states of its entities are compared with those
of the release before, and what became of them continues the log of that one, which is taken over. So each release
carries the whole history. One that becomes current again gets feeds once more, in a folder beside those. They depend on
when a release took the place of which other, so neither a release's id nor its manifest is about them
(docs/decisions/0013-feeds-beside-the-manifest.md).
"""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from lod.feeds import atom, log, pages
from lod.feeds.addresses import CAPABILITIES, CHANGES, DESCRIPTION, RESOURCES, SITEMAP
from lod.feeds.following import Following, Held
from lod.feeds.log import Log, read
from lod.feeds.reading import page, paths, resource_list, sitemap
from lod.feeds.since import changed_since
from lod.iris import Iris
from lod.model import Publication
from lod.releases import Release, comparing
from lod.releases.manifest import FEEDS

__all__ = [
    "ATOM",
    "CAPABILITIES",
    "CHANGES",
    "DESCRIPTION",
    "RESOURCES",
    "ROOT",
    "SITEMAP",
    "changed_since",
    "go_on",
    "own_dumps",
    "page",
    "paths",
    "read",
    "resource_list",
    "sitemap",
    "write",
]

ATOM, ROOT = "feed.atom", "feed.nt"


def own_dumps(release: Release) -> list[Path]:
    """The sorted N-Quads in a release."""
    return [release.file(name) for name in comparing.dumps(release.manifest)]


def write(
    folder: Path,
    dumps: Iterable[Path],
    output: Path,
    about: Publication,
    release_id: str,
    at: datetime.datetime,
    newest: str,
    licences: Collection[str],
    dumps_of: Callable[[Release], Iterable[Path]] = own_dumps,
) -> None:
    """Writes all feeds of the release that is being made in `folder`, as they follow from the releases in `output` and
    from the time `at` at which it takes the place of the one before. `dumps` are the sorted N-Quads that have what it
    states, under these licences, `dumps_of` gives those of an earlier release, and `newest` is the newest date in its
    data, or empty.

    The same dumps, releases and time give the same bytes. Raises ReleaseDamaged, and what `dumps_of` raises.
    """
    before = log.newest(output)
    held, earlier = Held(folder, tuple(dumps)), Held(before.folder, tuple(dumps_of(before))) if before else None
    _write(folder / FEEDS, held, before, earlier, about, release_id, at, newest, licences)


def go_on(
    folder: Path,
    release: Release,
    about: Publication,
    at: datetime.datetime,
    dumps_of: Callable[[Release], Iterable[Path]] = own_dumps,
) -> None:
    """Writes into a new `folder` the feeds of a release that takes the place of another once more, at the time `at`:
    they go on where those are who followed. Nothing where its own are the newest. Raises as `write` does."""
    before = log.newest(release.output)
    if before is None or before.folder == release.folder:
        return
    held, earlier = (Held(each.folder, tuple(dumps_of(each))) for each in (release, before))
    licences = {dataset.licence for dataset in release.manifest.datasets}
    _write(folder, held, before, earlier, about, release.id, at, release.manifest.modified or "", licences)


def _write(
    feeds: Path,
    held: Held,
    before: Release | None,
    earlier: Held | None,
    about: Publication,
    release_id: str,
    at: datetime.datetime,
    newest: str,
    licences: Collection[str],
) -> None:
    feeds.mkdir()
    names, past = Iris(about.base_iri), log.read(before) if before else Log()
    if before:
        for name in _taken_over(past):
            _take_over(before.feed(name), feeds / name)
    new = Following(held, past, names, past.next_time(at)).follow(earlier, feeds, release_id, newest)
    log.write(feeds, new)
    (feeds / ATOM).write_text(atom.atom(new, about), "utf-8")
    (feeds / ROOT).write_text("".join(pages.described(new, names, licences)), "utf-8")


def _taken_over(past: Log) -> Iterator[str]:
    for number, transition in enumerate(past.transitions):
        yield from (transition.members_file, *transition.change_files)
        if number:  # before the first there was nothing that could stop being current
            yield from transition.aside_files


def _take_over(path: Path, to: Path) -> None:
    """Files of releases never change, so two releases may share one, where the file system can do that."""
    try:
        os.link(path, to)
    except OSError:
        shutil.copyfile(path, to)
