"""Which releases a joint release is made of, and where what they state is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from lod import feeds, releases
from lod.errors import ReleaseError, ReleaseNotFound
from lod.releases import Release

MEMBERS = "members.json"
"""In a joint release: the releases that it is made of."""


class Member(msgspec.Struct, frozen=True):
    """A publication in a joint release, by the name that its datasets begin with, and its release."""

    name: str
    title: str
    release: str


def members(release: Release) -> tuple[Member, ...]:
    """The releases that a joint release is made of; none for any other. Raises ReleaseError."""
    path = release.folder / MEMBERS
    if not path.is_file():
        return ()
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[Member, ...])
    except msgspec.DecodeError as problem:
        raise ReleaseError(f"release {release.id}: {MEMBERS}: {problem}") from problem


def dumps(release: Release, release_of: Callable[[str], Release]) -> list[Path]:
    """The sorted N-Quads of what a release states: its own or, of a joint one, those of its members, which `release_of`
    gives by id. Raises what that does, ReleaseError."""
    parts = [release_of(member.release) for member in members(release)] or [release]
    return [path for part in parts for path in feeds.own_dumps(part)]


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
