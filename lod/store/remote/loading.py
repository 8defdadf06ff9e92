"""A release into an engine: its triples in bounded requests into a graph of its own, counted before it may be seen.

Nobody reads the graph until the caller moves its own pointer, so a publication that fails leaves the served release as
it is. Every request can be sent again: the first replaces the graph, the others add triples without blank nodes.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection
from pathlib import Path

from lod.errors import LodError, ReleaseError
from lod.store.remote.contents import contents, pieces
from lod.store.remote.endpoints import releases_prefix
from lod.store.remote.http import Client
from lod.store.remote.store import RemoteStore
from lod.store.remote.writing import Writing
from lod.terms import Literal

Progress = Callable[[int, int], None]
"""Told how many triples of how many the engine has."""


def publish(
    client: Client,
    graph: str,
    data: Path,
    *,
    progress: Progress = lambda _loaded, _all: None,
    sleep: Callable[[float], None] = time.sleep,
    piece: int | None = None,
) -> int:
    """Loads a release's data.nq into `graph` and gives the number of triples that the engine counts there.

    A graph that is there whole already is left as it is. `piece` bounds the bytes of a request (default: what the way
    of writing takes well); lines that may hold a blank node go together, whatever their size. Raises StoreUnavailable
    when the engine is down, slow or overloaded for longer than the attempts last, and ReleaseError when it refuses a
    request or holds another number of triples afterwards. The graph is dropped then, as far as the engine can.
    """
    found = contents(data)
    if found.are(held := _count(client, graph)):
        return held
    writing = Writing(client, sleep)
    try:
        writing.replace(graph, found.blank)
        loaded = found.blank_triples
        for lines in pieces(data, piece or writing.piece):
            writing.add(graph, b"".join(lines))
            loaded += len(lines)
            progress(loaded, found.triples)
        held = _count(client, graph)
        if not found.are(held):
            raise ReleaseError(f"{graph}: the engine holds {held:,} triples; the release has {found.triples:,}")
    except BaseException:
        with contextlib.suppress(LodError):  # an engine that is gone: the next publication drops what it holds
            Writing(client, sleep, attempts=1).drop(graph)
        raise
    return held


def drop_others(
    client: Client, base_iri: str, kept: Collection[str], *, sleep: Callable[[float], None] = time.sleep
) -> list[str]:
    """Drops every graph of a publication's releases that is not in `kept`, half-written ones too.

    `kept` are graphs' names; gives the names of those dropped. Raises StoreUnavailable or ReleaseError.
    """
    writing, prefix = Writing(client, sleep), releases_prefix(base_iri)
    others = sorted(graph for graph in graphs(client) if graph.startswith(prefix) and graph not in kept)
    for graph in others:
        writing.drop(graph)
    return others


def graphs(client: Client) -> set[str]:
    """The named graphs that the engine holds. Raises StoreUnavailable or QueryFailed."""
    store = RemoteStore(client, None, client.endpoints.load_timeout)
    names = [row.get("graph") for row in store.select("SELECT DISTINCT ?graph { GRAPH ?graph { } }")]
    if None in names:  # Virtuoso gives one empty solution for the empty group; the others need not read every triple
        # GROUP BY: of DISTINCT, Virtuoso 7 makes a join that takes seconds for each thousand triples
        names = [row["graph"] for row in store.select("SELECT ?graph { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph")]
    return {name for name in names if isinstance(name, str)}


def _count(client: Client, graph: str) -> int:
    store = RemoteStore(client, graph, client.endpoints.load_timeout)
    (row,) = store.select("SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }")
    count = row["triples"]
    assert isinstance(count, Literal)  # noqa: S101 - COUNT gives an integer
    return int(count.lexical)
