"""The feeds of a joint release: what changed in any of its members since the joint release before.

They are those of any release (`lod.feeds`), so that who knows the root of a site alone follows all of it: what the
states of all members together were and are is compared, and told at the time at which it is served.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from lod import feeds, releases
from lod.errors import ReleaseNotFound
from lod.feeds import states
from lod.joint.members import dumps
from lod.model import Publication
from lod.publication import DumpNames
from lod.releases import Release


def write_states(folder: Path, found: Sequence[Release]) -> None:
    """Writes the states of all entities of the members into the folder of the joint release."""
    every = [path for release in found for path in states.files(release.folder)]
    with (folder / DumpNames().states).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(map(states.written, states.merged(every)))


def dumps_in(outputs: Sequence[Path], release: Release) -> list[Path]:
    """The sorted N-Quads of what a joint release states, whose members are in these folders. Raises ReleaseNotFound."""

    def member(release_id: str) -> Release:
        for each in (release for output in outputs for release in releases.releases(output)):
            if each.id == release_id:
                return each
        raise ReleaseNotFound(
            f"release {release_id}, of which the joint release before was made, is not there any more: what changed"
            f" since cannot be told; accepted: its folder put back, or {release.output} removed, and feeds begin anew"
        )

    return dumps(release, member)


def write(
    folder: Path,
    about: Publication,
    release_id: str,
    found: Sequence[Release],
    outputs: Sequence[Path],
    output: Path,
    at: datetime.datetime,
    newest: str,
) -> None:
    """Writes the feeds of the joint release that is made in `folder`, which has the states already, of the members
    `found`, whose releases are in `outputs`. Raises ReleaseNotFound, ReleaseDamaged."""
    here = [path for release in found for path in feeds.own_dumps(release)]
    licences = {dataset.licence for release in found for dataset in release.manifest.datasets}
    feeds.write(folder, here, output, about, release_id, at, newest, licences, partial(dumps_in, outputs))
