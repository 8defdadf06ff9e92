"""The releases of a publication as objects, in the layout of a local folder.

A folder of objects cannot be renamed as a whole, so the manifest goes last: a release without one is no release, and
nothing is made current before it is there. One object is replaced as a whole.

URL/releases/{id}/…       data first, manifest.json last
URL/current               the line of the history that made a release current
URL/history.jsonl         as in a local folder
"""

from __future__ import annotations

import datetime
import hashlib
import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath

import msgspec

from lod import releases
from lod.errors import ReleaseDamaged, ReleaseError, ReleaseNotFound
from lod.objects import ObjectFolder
from lod.releases import CURRENT, DATA, HISTORY, RELEASES, Release, comparing
from lod.releases import manifest as manifests
from lod.releases.journal import Event
from lod.releases.manifest import MANIFEST, STORE, STORE_SUMS, File, Manifest

_PIECE = 2**20


class ObjectStorage:
    """The releases below a URL; a `Storage`. One build, rollback or prune at a time: object storage has no locks.

    Every method raises ReleaseError when the storage cannot be reached.
    """

    def __init__(self, url: str) -> None:
        """Raises SettingsError for a URL that has no driver here."""
        self._objects = ObjectFolder(url)
        self.url = self._objects.url

    def current(self) -> str:
        return self.pointer().release

    def pointer(self) -> Event:
        """The switch by which the release that is served became current. Raises ReleaseNotFound when there is none."""
        with self._told():
            try:
                event = msgspec.json.decode(self._objects.read(CURRENT), type=Event)
            except FileNotFoundError:
                raise ReleaseNotFound(f"{self.url}: no release yet; `lod build` makes one") from None
            except msgspec.DecodeError as problem:
                raise ReleaseDamaged(f"{self.url}/{CURRENT}: {problem}") from problem
        if event.release in ("", ".", "..") or "/" in event.release:
            raise ReleaseDamaged(f"{self.url}/{CURRENT}: {event.release!r} is no name of a release")
        return event

    def ids(self) -> list[str]:
        with self._told():
            names = map(PurePosixPath, self._objects.names(RELEASES))
            return sorted(name.parts[1] for name in names if len(name.parts) == 3 and name.name == MANIFEST)

    def manifest(self, release_id: str) -> Manifest:
        with self._told():
            if release_id not in self.ids():
                there = ", ".join(self.ids()) or "none"
                raise ReleaseNotFound(f"no release {release_id!r}; there are: {there}")
            try:
                return msgspec.json.decode(self._objects.read(_name(release_id, MANIFEST)), type=Manifest)
            except msgspec.DecodeError as problem:
                raise ReleaseDamaged(f"release {release_id}: {MANIFEST}: {problem}") from problem

    def history(self) -> list[Event]:
        with self._told():
            try:
                return msgspec.json.Decoder(Event).decode_lines(self._objects.read(HISTORY))
            except FileNotFoundError:
                return []
            except msgspec.DecodeError as problem:
                raise ReleaseDamaged(f"{self.url}/{HISTORY}: {problem}") from problem

    def compared(self, old: str, new: str) -> Iterator[tuple[str, str]]:
        with self._told(), ExitStack() as stack:
            before, after = ([stack.enter_context(file) for file in self._dumps(each)] for each in (old, new))
            yield from comparing.compared(before, after)

    def verify(self, release_id: str) -> None:
        """Fetches every file to recompute its digest."""
        manifest, stored = self.manifest(release_id), self._store_sums(release_id)
        with self._told():
            found = [self._described(release_id, name) for name in self._files(release_id)]
        if problems := manifests.differences(manifest, release_id, stored, found):
            raise ReleaseDamaged(f"release {release_id}: {'; '.join(problems)}")

    def publish(self, release: Release, at: datetime.datetime, reason: str = "build") -> bool:
        """Uploads a local release and makes it current; one that is there already is kept as it is. What broken-off
        uploads left is removed first. Gives whether it was new."""
        with self._told():
            self._remove_halves()
            is_new = release.id not in self.ids()
            if is_new:
                self._upload(release)
            self._make_current(Event(at.isoformat(timespec="seconds"), release.id, reason))
        return is_new

    def rollback(self, release_id: str, at: datetime.datetime) -> None:
        self.verify(release_id)
        with self._told():
            self._make_current(Event(at.isoformat(timespec="seconds"), release_id, "rollback"))

    def prune(self, keep: int) -> list[str]:
        kept = {self.current(), *releases.recent(self.history(), keep)}
        removed = [each for each in self.ids() if each not in kept]
        with self._told():
            for release_id in removed:
                self._objects.remove(_name(release_id, MANIFEST))
            self._remove_halves()
        return removed

    def download(self, release_id: str, folder: Path) -> None:
        """The whole release into a new `folder` of its name, verified. Raises ReleaseNotFound, ReleaseDamaged."""
        names = [file.name for file in self.manifest(release_id).files]
        names += [*self._store_sums(release_id), f"{STORE}/{STORE_SUMS}", MANIFEST]
        with self._told():
            for name in names:
                if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                    raise ReleaseDamaged(f"release {release_id}: {MANIFEST}: {name!r} is outside the release")
                self._objects.download(_name(release_id, name), folder / name)
        releases.verify(Release(folder))

    def _upload(self, release: Release) -> None:
        files = {path.relative_to(release.folder).as_posix(): path for path in release.folder.rglob("*")}
        sizes = {name: path.stat().st_size for name, path in files.items() if path.is_file() and name != MANIFEST}
        for name in sorted(sizes):
            self._objects.upload(files[name], _name(release.id, name))
        there = self._objects.names(f"{RELEASES}/{release.id}")
        if there != {_name(release.id, name): size for name, size in sizes.items()}:
            raise ReleaseError(f"{self.url}: {release.id} did not arrive whole; is another build at work there?")
        self._objects.upload(files[MANIFEST], _name(release.id, MANIFEST))

    def _make_current(self, event: Event) -> None:
        past = self.history()
        try:
            before = self.pointer()
        except ReleaseNotFound:
            before = None
        if before is not None and before not in past:
            # A crash between the pointer and the history.
            past.append(before)
        if before is None or before.release != event.release:
            event = msgspec.structs.replace(event, previous=before.release if before else None)
            self._objects.write(CURRENT, msgspec.json.encode(event) + b"\n")
            past.append(event)
        if past != self.history():
            self._objects.write(HISTORY, b"".join(msgspec.json.encode(each) + b"\n" for each in past))

    def _remove_halves(self) -> None:
        whole = set(self.ids())
        for name in self._objects.names(RELEASES):
            if PurePosixPath(name).parts[1] not in whole:
                self._objects.remove(name)

    def _dumps(self, release_id: str) -> Iterator[io.TextIOWrapper]:
        names = comparing.dumps(self.manifest(release_id))
        if not names:
            raise ReleaseNotFound(f"release {release_id} has no file {DATA!r}")
        for name in names:
            yield io.TextIOWrapper(self._objects.open(_name(release_id, name)), "utf-8", newline="\n")

    def _store_sums(self, release_id: str) -> dict[str, str]:
        with self._told():
            try:
                return manifests.store_sums(self._objects.read(_name(release_id, f"{STORE}/{STORE_SUMS}")).decode())
            except FileNotFoundError as problem:
                raise ReleaseDamaged(f"release {release_id}: {problem}") from problem

    def _files(self, release_id: str) -> list[str]:
        """Those that manifest and list of the store's files are about."""
        names = (name.removeprefix(_name(release_id, "")) for name in self._objects.names(f"{RELEASES}/{release_id}"))
        return sorted(name for name in names if name not in (MANIFEST, f"{STORE}/{STORE_SUMS}"))

    def _described(self, release_id: str, name: str) -> File:
        digest, size = hashlib.sha256(), 0
        with self._objects.open(_name(release_id, name)) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                size += len(piece)
        return File(name, size, digest.hexdigest())

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            raise ReleaseError(f"object storage: {problem}") from problem


def _name(release_id: str, file: str) -> str:
    return f"{RELEASES}/{release_id}/{file}"
