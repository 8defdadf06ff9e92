"""A release as queries are asked of it: where its store is, and what every answer from it carries, encoded once."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from lod.errors import ReleaseNotFound
from lod.releases import Release
from lod.releases.manifest import MANIFEST
from lod.web import datasets, headers
from lod.web.datasets import Dataset
from lod.web.http.responses import Header
from lod.web.site import Site

_KEPT = 32
"""Releases of the past that are kept ready."""


@dataclass(frozen=True, slots=True)
class Edition:
    id: str
    release: Release
    store: Path
    """The folder in which its store is, or would be."""
    datasets: tuple[Dataset, ...]
    headers: tuple[Header, ...]
    """What every answer from it carries but for its links."""
    licences: bytes
    """Values of Link."""
    path: bytes
    """Of its own endpoint."""


class Editions:
    """The releases of a site; the current one costs one look at the pointer."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._current: Edition | None = None
        self._pointer = ""
        self._past: OrderedDict[str, Edition] = OrderedDict()

    def current(self) -> Edition:
        """The release that the pointer names now. Raises NothingPublished when there is none."""
        pointer = self._site.pointer()
        if self._current is None or pointer != self._pointer:
            self._current, self._pointer = self._edition(self._site.current_release()), pointer
        return self._current

    def of(self, release_id: str) -> Edition:
        """A release by id, as long as its folder is kept. Raises ReleaseNotFound."""
        found = self._past.get(release_id)
        if found is None:
            found = self._past[release_id] = self._edition(self._site.release(release_id))
            if len(self._past) > _KEPT:
                self._past.popitem(last=False)
        elif not (found.release.folder / MANIFEST).is_file():
            del self._past[release_id]
            raise ReleaseNotFound(f"There is no release {release_id!r} any more; /release/ lists those that there are.")
        self._past.move_to_end(release_id)
        return found

    def _edition(self, release: Release) -> Edition:
        publication = self._site.publication
        every = datasets.of_release(release, publication.base_iri)
        licences = datasets.licences(every, publication.licence)
        return Edition(
            id=release.id,
            release=release,
            store=release.store,
            datasets=every,
            headers=(*headers.encoded(), (b"x-release", release.id.encode("latin-1"))),
            licences=", ".join(headers.licence_links(licences)).encode("latin-1"),
            path=f"/release/{quote(release.id)}/sparql".encode("ascii"),
        )
