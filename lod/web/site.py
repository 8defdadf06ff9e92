"""What the handlers share: the publication, its current release with an open store, the query processes, the pages.

The pointer to the current release is read for every request, so a new release is served without a restart.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from lod import releases
from lod.errors import NothingPublished, ReleaseNotFound
from lod.model import Publication
from lod.releases import Release
from lod.store import QueryPool, Store, open_store
from lod.web import properties
from lod.web.listings import Listings
from lod.web.pages import Pages


@dataclass(frozen=True, slots=True)
class Served:
    """A release that is being served. Its store stays open for as long as somebody holds this."""

    release: Release
    store: Store
    names: Mapping[str, str]
    """What its pages call terms, by IRI."""
    listings: Listings


class Site:
    """One publication on one server."""

    def __init__(self, publication: Publication, output: Path, pool: QueryPool) -> None:
        self.publication = publication
        self.output = output
        self.pool = pool
        self.pages = Pages(publication)
        self._served: Served | None = None
        self._opening = threading.Lock()

    def current(self) -> Served:
        """The release that the pointer names now. Raises NothingPublished when there is none."""
        try:
            release = releases.current(self.output)
        except ReleaseNotFound:
            raise NothingPublished("No release has been published here yet; ask again later.") from None
        served = self._served
        if served is not None and served.release.id == release.id:
            return served
        with self._opening:
            if self._served is None or self._served.release.id != release.id:
                store = open_store(release.store)
                self._served = Served(release, store, properties.names(store), Listings(store))
            return self._served

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
