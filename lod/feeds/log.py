"""The log of a publication's changes as a release carries it: every transition since the log began, and its pages.

`log.json` is the log. It is in the folder `feeds` of a release, with all that it tells of.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec

from lod import releases
from lod.errors import ReleaseDamaged, ReleaseNotFound
from lod.releases import Release

LOG = "log.json"


class Page(msgspec.Struct, frozen=True):
    """Where a page is in the file of its transition, in bytes, and how many members it has. Of a part of a list: the
    number of its first entity, how many entities there are to it, and how many of them it lists."""

    offset: int
    length: int
    members: int


class Entry(msgspec.Struct, frozen=True):
    """A change of an inspection, told to people."""

    id: str
    about: str
    at: str
    kind: str
    title: str
    summary: str


class Transition(msgspec.Struct, frozen=True):
    """A release took the place of another, or was the first: when (xsd:dateTime), and what became of its entities."""

    at: str
    release: str
    created: int
    updated: int
    deleted: int
    pages: tuple[Page, ...]
    change_lists: int = 0
    """How many change lists of ResourceSync tell of it."""

    @property
    def name(self) -> str:
        """In addresses and names of files: `20250901T000000Z`."""
        return self.at.replace("-", "").replace(":", "")

    @property
    def members_file(self) -> str:
        return f"members-{self.name}.txt"

    @property
    def aside_files(self) -> tuple[str, str]:
        """What stopped being current: statements, and where in that file they are."""
        return f"aside-{self.name}.nq", f"aside-{self.name}.txt"

    @property
    def change_files(self) -> list[str]:
        return [f"changelist-{self.name}-{number}.xml.gz" for number in range(1, self.change_lists + 1)]


class Log(msgspec.Struct, frozen=True):
    """Every transition, oldest first; the changes told last, newest first; the parts of the list of documents."""

    transitions: tuple[Transition, ...] = ()
    entries: tuple[Entry, ...] = ()
    lists: tuple[Page, ...] = ()
    newest: str = ""
    """The newest date in the data, or nothing."""

    def next_time(self, at: datetime.datetime) -> str:
        """`at` in UTC to the second, and later than every transition: consumers continue after the last they saw."""
        moment = at.astimezone(datetime.UTC).replace(microsecond=0)
        if self.transitions:
            last = datetime.datetime.fromisoformat(self.transitions[-1].at)
            moment = max(moment, last + datetime.timedelta(seconds=1))
        return moment.isoformat().replace("+00:00", "Z")


def read(release: Release) -> Log:
    """Raises ReleaseNotFound for a release without feeds (one made by older software), ReleaseDamaged."""
    try:
        return msgspec.json.decode(release.feed(LOG).read_bytes(), type=Log)
    except ReleaseNotFound:
        raise ReleaseNotFound(f"release {release.id} has no feeds; the next one will") from None
    except (OSError, msgspec.DecodeError) as problem:
        raise ReleaseDamaged(f"release {release.id}: {LOG}: {problem}") from problem


def write(folder: Path, log: Log) -> None:
    (folder / LOG).write_bytes(msgspec.json.format(msgspec.json.encode(log), indent=2) + b"\n")


def newest(output: Path) -> Release | None:
    """The release whose log the next one continues: that with the longest. It need not be current: after a rollback
    consumers have read on, and the next release has to tell them what was taken back. Raises ReleaseDamaged."""
    logged = [release for release in releases.releases(output) if (release.feeds / LOG).is_file()]
    lengths = {release.id: _length(read(release)) for release in logged}
    return max(logged, key=lambda release: lengths[release.id], default=None)


def _length(log: Log) -> tuple[int, str]:
    return len(log.transitions), log.transitions[-1].at if log.transitions else ""
