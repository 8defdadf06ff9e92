"""Where the releases of a site are queried: in the embedded store of each, or in a SPARQL engine that holds all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from lod.namespaces import DCT, INSP, ONTOLOGY_IRI, ORG
from lod.queries import query
from lod.releases import Release
from lod.store import Limits, Queries, QueryPool, Store, open_store
from lod.store.describing import Descriptions
from lod.store.remote import Client, Endpoints, RemoteQueryPool, RemoteStore, release_graph


class Stores(Protocol):
    """`Embedded` or `InEngine`."""

    pool: Queries
    """Where strangers' queries run."""

    def open(self, release: Release) -> Store:
        """The store of a release, for our own queries. Raises ReleaseDamaged."""
        ...

    def holds(self, release: Release) -> bool:
        """Whether a release can still be queried. Raises StoreUnavailable."""
        ...

    def close(self) -> None:
        """Ends all connections."""
        ...


class Embedded:
    """Each release in its own folder, below one of `outputs`."""

    def __init__(self, limits: Limits, outputs: Sequence[Path]) -> None:
        # What is above all of them is what the query processes may read.
        root = Path(os.path.commonpath([each.resolve() for each in outputs]))
        while not root.is_dir():  # nothing has been published there yet
            root = root.parent
        self.pool: Queries = QueryPool(limits, root, descriptions())

    def open(self, release: Release) -> Store:
        return open_store(release.store)

    def holds(self, release: Release) -> bool:
        return release.store.is_dir()

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

    def holds(self, release: Release) -> bool:
        """An engine keeps some releases only, and a graph that is not there would answer as an empty one."""
        return self.open(release).ask(query("exists"), {"entity": ONTOLOGY_IRI})

    def close(self) -> None:
        self._client.close()

    def _graph(self, store: Path) -> str:
        """The graph of the release whose store would be in a folder."""
        return release_graph(self._base_iri, store.parent.name)


def descriptions() -> Descriptions:
    """What DESCRIBE gives: what a thing's document says (`lod.web.entities.about`)."""
    through_time = dict.fromkeys((ORG.changedBy, ORG.resultedFrom, DCT.replaces), query("history_of"))
    return Descriptions(query("entity"), {INSP.InspectedUnit: query("inspections_of"), **through_time})
