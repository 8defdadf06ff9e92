"""A local copy of what is current on object storage, from which it is served.

The copy is an output folder like any other, so a server sees a new release there as it sees one that was built.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lod import releases
from lod.errors import ReleaseError, ReleaseNotFound
from lod.releases import Release
from lod.releases.manifest import MANIFEST
from lod.releases.object_storage import ObjectStorage

_KEPT = 2
"""Releases in the copy: the current one, and the one before, from which requests may still be answered."""


def fetch(storage: ObjectStorage, output: Path) -> Release:
    """Makes the release that is current on the storage current in the local folder `output`, fetched and verified where
    it is not there yet. Raises ReleaseError; then `output` is as it was."""
    event = storage.pointer()
    try:
        release = releases.current(output)
    except ReleaseNotFound:
        pass
    else:
        if release.id == event.release:
            return release
    with releases.workspace(output) as work:
        folder = work / event.release
        if not (output / releases.RELEASES / event.release / MANIFEST).is_file():
            storage.download(event.release, folder)
        at = datetime.datetime.fromisoformat(event.at)
        release = releases.publish(folder, output, event.release, at, event.reason)
    releases.prune(output, _KEPT)
    return release


@contextmanager
def following(storage: ObjectStorage, output: Path, every: float, tell: Callable[[str], None]) -> Iterator[Release]:
    """While it is entered, `output` follows the storage, which is asked `every` so many seconds. Gives the release that
    was current at first.

    While the storage cannot be reached, or what is there is damaged, `output` stays as it is and `tell` is told once.
    Raises ReleaseError when that is so at first and nothing was fetched before.
    """
    follower = _Follower(storage, output, tell)
    release = follower.first()
    stopped = threading.Event()

    def follow() -> None:
        while not stopped.wait(every):
            follower.again()

    thread = threading.Thread(target=follow, name="following", daemon=True)
    thread.start()
    try:
        yield release
    finally:
        stopped.set()
        thread.join()


class _Follower:
    def __init__(self, storage: ObjectStorage, output: Path, tell: Callable[[str], None]) -> None:
        self._storage, self._output, self._tell = storage, output, tell
        self._is_behind = False

    def first(self) -> Release:
        try:
            return fetch(self._storage, self._output)
        except ReleaseError as problem:
            try:
                release = releases.current(self._output)
            except ReleaseNotFound:
                raise problem from None
            self._fell_behind(problem)
            return release

    def again(self) -> None:
        try:
            fetch(self._storage, self._output)
        except (ReleaseError, OSError) as problem:
            self._fell_behind(problem)
            return
        if self._is_behind:
            self._is_behind = False
            self._tell(f"{self._storage.url} is followed again")

    def _fell_behind(self, problem: Exception) -> None:
        if not self._is_behind:
            self._is_behind = True
            self._tell(f"{problem}; what was fetched before is served")
