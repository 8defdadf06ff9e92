"""Where the releases of a site are queried: in the embedded store of each, or in a SPARQL engine that holds all."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from lod.releases import Release
from lod.store import Limits, Queries, QueryPool, Store, open_store
from lod.store.remote import Client, Endpoints, RemoteQueryPool, RemoteStore, release_graph


class Stores(Protocol):
    """`Embedded` or `InEngine`."""

    pool: Queries
    """Where strangers' queries run."""

    def open(self, release: Release) -> Store:
        """The store of a release, for our own queries. Raises ReleaseDamaged."""
        ...

    def close(self) -> None:
        """Ends all connections."""
        ...


class Embedded:
    """Each release in its own folder."""

    def __init__(self, limits: Limits) -> None:
        self.pool: Queries = QueryPool(limits)

    def open(self, release: Release) -> Store:
        return open_store(release.store)

    def close(self) -> None:
        """Nothing is held but stores, which close with their releases."""


class InEngine:
    """Each release as a named graph."""

    def __init__(self, endpoints: Endpoints, base_iri: str, limits: Limits) -> None:
        self._base_iri = base_iri
        self._client = Client(endpoints)
        self.pool: Queries = RemoteQueryPool(endpoints, self._graph, limits)

    def open(self, release: Release) -> Store:
        return RemoteStore(self._client, release_graph(self._base_iri, release.id))

    def close(self) -> None:
        self._client.close()

    def _graph(self, store: Path) -> str:
        """The graph of the release whose store would be in a folder."""
        return release_graph(self._base_iri, store.parent.name)
