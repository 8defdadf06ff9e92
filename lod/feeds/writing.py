"""Writes the feeds of a release, which go on from those of the release before."""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lod.feeds import atom, log, pages
from lod.feeds.following import Following, Held
from lod.feeds.log import Log
from lod.iris import Iris
from lod.model import Publication
from lod.releases import Release, comparing

ATOM, ROOT = "feed.atom", "feed.nt"

DumpsOf = Callable[[Release], Iterable[Path]]
"""Gives the sorted N-Quads that have what a release states."""


@dataclass(frozen=True, slots=True)
class Switch:
    """A release takes the place of the one before at the time `at`: its id, the newest date in its data, or nothing,
    the licences of what it states, and where that is."""

    release_id: str
    at: datetime.datetime
    newest: str
    licences: Collection[str]
    held: Held


def own_dumps(release: Release) -> list[Path]:
    """The sorted N-Quads in a release."""
    return [release.file(name) for name in comparing.dumps(release.manifest)]


def write(folder: Path, switch: Switch, output: Path, about: Publication, dumps_of: DumpsOf = own_dumps) -> None:
    """Writes all feeds of a release into a new `folder`, as they follow from the switch to it and from the releases in
    `output`, one of which is before it.

    The same switch and releases give the same bytes. Raises ReleaseDamaged, and what `dumps_of` raises.
    """
    folder.mkdir()
    names, before = Iris(about.base_iri), log.newest(output)
    past, held = Log(), None
    if before:
        past, held = log.read(before), Held(before.folder, tuple(dumps_of(before)))
        for name in _taken_over(past):
            _take_over(before.feed(name), folder / name)
    following = Following(switch.held, past, names, past.next_time(switch.at))
    new = following.follow(held, folder, switch.release_id, switch.newest)
    log.write(folder, new)
    (folder / ATOM).write_text(atom.atom(new, about), "utf-8")
    (folder / ROOT).write_text("".join(pages.described(new, names, switch.licences)), "utf-8")


def go_on(
    folder: Path, release: Release, about: Publication, at: datetime.datetime, dumps_of: DumpsOf = own_dumps
) -> None:
    """The same of a release that becomes current again at the time `at`: its feeds go on where those are who followed.
    Nothing where its own are the newest."""
    before = log.newest(release.output)
    if before is None or before.folder == release.folder:
        return
    licences = {dataset.licence for dataset in release.manifest.datasets}
    held = Held(release.folder, tuple(dumps_of(release)))
    switch = Switch(release.id, at, release.manifest.modified or "", licences, held)
    write(folder, switch, release.output, about, dumps_of)


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
