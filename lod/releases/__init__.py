"""The releases of a publication: immutable folders, and a pointer to the one that is served.

OUTPUT/releases/{id}/     complete, or not there: a release is renamed into place as a whole
OUTPUT/current            symbolic link to the one that is served, replaced as a whole
OUTPUT/history.jsonl      when which release was made current instead of which, and why; only ever appended to
"""

from __future__ import annotations

import datetime
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lod.errors import ReleaseDamaged, ReleaseError, ReleaseNotFound
from lod.releases import comparing, journal
from lod.releases import manifest as manifests
from lod.releases.journal import Event
from lod.releases.manifest import Manifest

WriteFeeds = Callable[[Path, "Release", datetime.datetime], None]
RELEASES, CURRENT, HISTORY, LOCK = "releases", "current", "history.jsonl", ".lock"
DATA = "data.nq"


@dataclass(frozen=True)
class Release:
    """A release on disk."""

    folder: Path

    @property
    def id(self) -> str:
        return self.folder.name

    @cached_property
    def manifest(self) -> Manifest:
        """Raises ReleaseDamaged."""
        return manifests.read(self.folder)

    def file(self, name: str) -> Path:
        """The path of a file in the manifest. Raises ReleaseNotFound for any other name."""
        if name != manifests.MANIFEST and name not in {file.name for file in self.manifest.files}:
            raise ReleaseNotFound(f"release {self.id} has no file {name!r}")
        return self.folder / name

    def feed(self, name: str) -> Path:
        """The path of a file of its feeds. Raises ReleaseNotFound where there is none of that name."""
        path = self.feeds / name
        if "/" in name or not path.is_file():
            raise ReleaseNotFound(f"release {self.id} has no {name!r} among its feeds")
        return path

    @property
    def feeds(self) -> Path:
        """The folder of its feeds: of when it became current last."""
        return (self.folder / manifests.FEEDS, *manifests.later_feeds(self.folder))[-1]

    @property
    def output(self) -> Path:
        """The folder in which it and others are kept."""
        return self.folder.parent.parent

    @property
    def store(self) -> Path:
        """The folder of its store."""
        return self.folder / manifests.STORE


def current(output: Path) -> Release:
    """The release that is served. Raises ReleaseNotFound when there is none yet."""
    try:
        target = (output / CURRENT).readlink()
    except OSError:
        raise ReleaseNotFound(f"{output}: no release yet; `lod build` makes one") from None
    return Release(output / RELEASES / target.name)


def find(output: Path, release_id: str) -> Release:
    """A release by id. Raises ReleaseNotFound that lists what there is."""
    for release in releases(output):
        if release.id == release_id:
            return release
    there = ", ".join(release.id for release in releases(output)) or "none"
    raise ReleaseNotFound(f"no release {release_id!r}; there are: {there}")


def releases(output: Path) -> list[Release]:
    """Every release, by id (the date of its data leads)."""
    folder = output / RELEASES
    if not folder.is_dir():
        return []
    return [Release(path) for path in sorted(folder.iterdir()) if (path / manifests.MANIFEST).is_file()]


def verify(release: Release) -> None:
    """Recomputes every digest. Raises ReleaseDamaged that names each file that differs."""
    problems = manifests.damage(release.folder)
    if problems:
        raise ReleaseDamaged(f"release {release.id}: {'; '.join(problems)}")


def compared(old: Release, new: Release) -> Iterator[tuple[str, str]]:
    """Every statement of two releases, in order: removed (`-`), added (`+`) or kept (` `).

    Raises ReleaseNotFound for a joint release, which has no dump (`lod.joint`).
    """
    with ExitStack() as stack:
        before, after = (
            [stack.enter_context(release.file(name).open(encoding="utf-8", newline="\n")) for name in _dumps(release)]
            for release in (old, new)
        )
        yield from comparing.compared(before, after)


def difference(old: Release, new: Release) -> Iterator[tuple[str, str]]:
    """Statements removed (`-`) and added (`+`) between two releases, in order; raises as `compared` does."""
    return comparing.differing(compared(old, new))


def _dumps(release: Release) -> list[str]:
    return comparing.dumps(release.manifest) or [release.file(DATA).name]


@contextmanager
def workspace(output: Path) -> Iterator[Path]:
    """A new folder in which a release is made, removed afterwards whatever happens; what killed builds left goes too.

    Raises ReleaseError while another build holds the output folder.
    """
    (output / RELEASES).mkdir(parents=True, exist_ok=True)
    with _locked(output):
        for left in output.glob(".building-*"):
            shutil.rmtree(left)
        _remove_halves(output)
        work = output / f".building-{os.getpid()}"
        work.mkdir()
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def publish(folder: Path, output: Path, release_id: str, at: datetime.datetime, reason: str = "build") -> Release:
    """Renames a finished folder into place and makes it current. A release that is there already is kept as it is; if
    another is current, it gets the feeds in `folder` besides."""
    place = output / RELEASES / release_id
    if place.exists():
        if (output / CURRENT).resolve() != place.resolve():
            _add_feeds(folder / manifests.FEEDS, Release(place))
    else:
        _flush(folder)
        folder.rename(place)
        _flush_folder(place.parent)
    return make_current(Release(place), output, reason, at)


def make_current(release: Release, output: Path, reason: str, at: datetime.datetime) -> Release:
    """Records that a release is made current, and points `current` at it, at once and as a whole; nothing if it is
    current already."""
    link = output / CURRENT
    target = Path(RELEASES) / release.id
    before = link.readlink() if link.is_symlink() else None
    if before == target:
        return release
    previous = before.name if before else None
    journal.append(output / HISTORY, Event(at.isoformat(timespec="seconds"), release.id, reason, previous))
    new = output / f".{CURRENT}-new"
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)
    _flush_folder(output)
    return release


def rollback(
    output: Path, release_id: str, at: datetime.datetime, write_feeds: WriteFeeds = lambda _folder, _release, _at: None
) -> Release:
    """Makes an older release current again, after verifying it. `write_feeds` writes into a new folder what followers
    are told of that (`lod.feeds.go_on`), or nothing."""
    with workspace(output) as work:
        release = find(output, release_id)
        verify(release)
        write_feeds(work / manifests.FEEDS, release, at)
        _add_feeds(work / manifests.FEEDS, release)
        return make_current(release, output, "rollback", at)


def _add_feeds(folder: Path, release: Release) -> None:
    """Renames feeds, if there are any, into a release that has some: they are newer, and it is not current."""
    if folder.is_dir():
        place = release.folder / f"{manifests.FEEDS}-{len(manifests.later_feeds(release.folder)) + 2:03}"
        manifests.sum_feeds(folder, place.name)
        _flush(folder)
        folder.rename(place)
        _flush_folder(place.parent)


def history(output: Path) -> list[Event]:
    """Every switch, oldest first; one that a crash prevented is left out."""
    try:
        served = current(output).id
    except ReleaseNotFound:
        served = None
    return journal.read(output / HISTORY, served)


def prune(output: Path, keep: int) -> list[Release]:
    """Removes all but the current release and the `keep` newest by the history; returns what was removed."""
    with _locked(output):
        kept = {current(output).id, *recent(history(output), keep)}
        removed = [release for release in releases(output) if release.id not in kept]
        for release in removed:
            # Out of the list first: a removal that is cut short must not leave half a release listed.
            (release.folder / manifests.MANIFEST).unlink()
        _remove_halves(output)
    return removed


def _remove_halves(output: Path) -> None:
    """Folders without a manifest: what was being removed, here or by one that was killed."""
    for path in list((output / RELEASES).iterdir()):
        if not (path / manifests.MANIFEST).is_file():
            shutil.rmtree(path)


def recent(events: list[Event], number: int) -> list[str]:
    """The releases that were made current last, newest first."""
    return list(dict.fromkeys(event.release for event in reversed(events)))[:number]


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    with (output / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ReleaseError(f"{output}: another build, rollback or prune is at work there") from None
        yield


def _flush(folder: Path) -> None:
    """Every file and folder to the disk, so that the rename that follows cannot outrun its contents."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            _flush_folder(path)
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
