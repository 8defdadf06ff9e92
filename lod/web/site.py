"""What the handlers share: the publication, its current release with an open store, the query processes, the pages.
A site of several publications is one publication here, with the releases of its members beside its own.

The pointer to the current release is read for every request, so a new release is served without a restart.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.types import Scope

from lod import releases
from lod.errors import NothingPublished, ReleaseNotFound
from lod.iris import Iris
from lod.model import Licence, Publication
from lod.releases import Release
from lod.store import Store
from lod.web import datasets
from lod.web.datasets import Dataset
from lod.web.listings import Listings
from lod.web.lists import Lists
from lod.web.pages import Pages, properties
from lod.web.pages.ratings import Rating, ratings
from lod.web.stores import Stores

_PAST = 16
"""Releases of the past whose stores are kept open."""


@dataclass(frozen=True, slots=True)
class Served:
    """A release that is being served. Its store stays open for as long as somebody holds this."""

    release: Release
    store: Store
    names: Mapping[str, str]
    """What its pages call terms, by IRI."""
    ratings: Mapping[str, Rating]
    """Every rating that it knows, by IRI."""
    listings: Listings
    lists: Lists
    """What the API's lists are narrowed and ordered by."""
    datasets: tuple[Dataset, ...]


class Site:
    """One publication on one server. `members` are the folders of the releases that its joint releases are made of."""

    def __init__(self, publication: Publication, output: Path, stores: Stores, members: Sequence[Path] = ()) -> None:
        self.publication = publication
        self.output = output
        self.members = tuple(members)
        self.pool = stores.pool
        self.stores = stores
        self.pages = Pages(publication)
        self._served: Served | None = None
        self._past: OrderedDict[str, Served] = OrderedDict()
        self._opening = threading.Lock()
        self._pointer = os.fspath(output / releases.CURRENT)

    def pointer(self) -> str:
        """What names the current release, as cheaply as can be. Raises NothingPublished when there is none."""
        try:
            return os.readlink(self._pointer)  # noqa: PTH115 - for every query; a Path costs five times as much
        except OSError:
            raise NothingPublished("No release has been published here yet; ask again later.") from None

    def current_release(self) -> Release:
        """The release that the pointer names now. Raises NothingPublished when there is none."""
        try:
            return releases.current(self.output)
        except ReleaseNotFound:
            raise NothingPublished("No release has been published here yet; ask again later.") from None

    def current(self) -> Served:
        """The release that the pointer names now, open. Raises NothingPublished when there is none."""
        served = self._served
        if served is not None and served.release.id == self.pointer().rpartition("/")[2]:
            return served
        release = self.current_release()
        with self._opening:
            if self._served is None or self._served.release.id != release.id:
                self._served = self._opened(release)
            return self._served

    def past(self, release: Release) -> Served:
        """A release by itself, open. Raises ReleaseNotFound when it can be queried no more."""
        served = self._served
        if served is not None and served.release.id == release.id:
            return served
        if not self.stores.holds(release):
            self._past.pop(release.id, None)
            raise ReleaseNotFound(
                f"Release {release.id!r} can be queried no more; /release/{release.id}/ has its files."
            )
        with self._opening:
            found = self._past.get(release.id) or self._opened(release)
            self._past[release.id] = found
            self._past.move_to_end(release.id)
            if len(self._past) > _PAST:
                self._past.popitem(last=False)
            return found

    def _opened(self, release: Release) -> Served:
        store = self.stores.open(release)
        described = datasets.of_release(release, self.publication.base_iri)
        listings = Listings(store)
        lists = Lists(release, store, Iris(self.publication.base_iri))
        return Served(release, store, properties.names(store), ratings(store), listings, lists, described)

    def releases(self) -> Iterator[Release]:
        """Every release there is, the site's own before those of its members, each with the newest data first."""
        for output in (self.output, *self.members):
            yield from reversed(releases.releases(output))

    def release(self, release_id: str) -> Release:
        """A release by id, its own or of a member. Raises ReleaseNotFound."""
        for release in self.releases():
            if release.id == release_id:
                return release
        raise ReleaseNotFound(f"There is no release {release_id!r}; /release/ lists those that there are.")

    def licences(self, scope: Scope) -> tuple[Licence, ...]:
        """What the answer to a request is under: the licences of the datasets that its facts are from. These are those
        that the handler told of, else all of the release that it answered from."""
        state = scope.get("state", {})
        served = state.get("served")
        every = served.datasets if isinstance(served, Served) else ()
        return datasets.licences(state.get("datasets", every), self.publication.licence)

    def served(self, request: Request) -> Served:
        """The release that was current when this request first asked, and no other until it is answered."""
        if not hasattr(request.state, "served"):
            request.state.served = self.current()
        served = request.state.served
        assert isinstance(served, Served)  # noqa: S101 - nothing else is put there
        return served


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    site = request.app.state.site
    assert isinstance(site, Site)  # noqa: S101 - app.py puts it there
    return site


def served_of(request: Request) -> Served:
    """The release that a request is answered from. Raises NothingPublished when there is none."""
    return site_of(request).served(request)
