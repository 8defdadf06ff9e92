"""Where the releases of a publication are kept, as upkeep sees it: a folder of this machine, or objects by URL."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lod import releases
from lod.releases import WriteFeeds
from lod.releases.journal import Event
from lod.releases.manifest import Manifest


class Storage(Protocol):
    """The releases of one publication: `LocalStorage`, or `lod.releases.object_storage.ObjectStorage`."""

    def current(self) -> str:
        """The id of the release that is served. Raises ReleaseNotFound when there is none yet."""
        ...

    def ids(self) -> list[str]:
        """Every release, by id."""
        ...

    def manifest(self, release_id: str) -> Manifest:
        """Raises ReleaseNotFound that lists what there is, ReleaseDamaged."""
        ...

    def history(self) -> list[Event]:
        """Every switch, oldest first."""
        ...

    def compared(self, old: str, new: str) -> Iterator[tuple[str, str]]:
        """Every statement of two releases, in order: removed (`-`), added (`+`) or kept (` `)."""
        ...

    def verify(self, release_id: str) -> None:
        """Recomputes every digest. Raises ReleaseDamaged that names each file that differs."""
        ...

    def rollback(self, release_id: str, at: datetime.datetime) -> None:
        """Makes an older release current again, after verifying it."""
        ...

    def prune(self, keep: int) -> list[str]:
        """Removes all but the current release and the `keep` newest by the history; gives what was removed."""
        ...


@dataclass(frozen=True, slots=True)
class LocalStorage:
    """The releases in a folder of this machine; a `Storage`."""

    output: Path
    write_feeds: WriteFeeds = lambda _folder, _release, _at: None
    """What followers are told of a rollback."""

    def current(self) -> str:
        return releases.current(self.output).id

    def ids(self) -> list[str]:
        return [release.id for release in releases.releases(self.output)]

    def manifest(self, release_id: str) -> Manifest:
        return releases.find(self.output, release_id).manifest

    def history(self) -> list[Event]:
        return releases.history(self.output)

    def compared(self, old: str, new: str) -> Iterator[tuple[str, str]]:
        return releases.compared(releases.find(self.output, old), releases.find(self.output, new))

    def verify(self, release_id: str) -> None:
        releases.verify(releases.find(self.output, release_id))

    def rollback(self, release_id: str, at: datetime.datetime) -> None:
        releases.rollback(self.output, release_id, at, self.write_feeds)

    def prune(self, keep: int) -> list[str]:
        return [release.id for release in releases.prune(self.output, keep)]
