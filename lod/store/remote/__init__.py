"""Releases in a SPARQL 1.1 engine of somebody else: each a named graph, `{base_iri}release/{id}`, written as a whole
before it is read, and read by its name in the protocol's dataset parameter. Which one is current is our own pointer's
to say (`lod.releases`), so the switch is as atomic as with the embedded store."""

from __future__ import annotations

from lod.store.remote.endpoints import Credentials, Endpoints, release_graph
from lod.store.remote.http import Client
from lod.store.remote.loading import drop_others, graphs, publish
from lod.store.remote.pool import RemoteQueryPool
from lod.store.remote.store import RemoteStore

__all__ = [
    "Client",
    "Credentials",
    "Endpoints",
    "RemoteQueryPool",
    "RemoteStore",
    "drop_others",
    "graphs",
    "publish",
    "release_graph",
]
