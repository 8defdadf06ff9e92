"""A release on its way into the SPARQL engine of the settings: there before it is current, gone when it is old."""

from __future__ import annotations

import heapq
import tempfile
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

from lod import releases
from lod.pipeline import Deliver, Progress
from lod.settings import EngineSettings, Settings
from lod.store import remote
from lod.store.remote import Client


def delivery(chosen: Settings, tell: Progress) -> Deliver:
    """What puts a release into the engine of the settings; an embedded store is in the release already.

    It raises StoreUnavailable or ReleaseError; then the engine holds no part of the release, as far as it answers.
    """

    def deliver(folder: Path, release_id: str) -> None:
        if chosen.engine is None:
            return
        graph = remote.release_graph(chosen.publication.base_iri, release_id)
        with Client(chosen.engine.endpoints) as client, tempfile.TemporaryDirectory(prefix="lod-") as work:
            data = _joined(folder, Path(work))
            remote.publish(client, graph, data, progress=lambda done, of: tell("loading into the engine", done, of))

    return deliver


def tidy(engine: EngineSettings, base_iri: str, output: Path) -> None:
    """Drops from the engine all but the releases that were last made current, as many as the settings keep."""
    last = dict.fromkeys(event.release for event in reversed(releases.history(output)))
    kept = {releases.current(output).id, *list(last)[: engine.keep]}
    with Client(engine.endpoints) as client:
        remote.drop_others(client, base_iri, [remote.release_graph(base_iri, each) for each in kept])


def _joined(folder: Path, work: Path) -> Path:
    """The dumps of all datasets as one: sorted like them, each statement once."""
    dumps = sorted(folder.glob("*.nq"))
    if len(dumps) == 1:
        return dumps[0]
    joined = work / "data.nq"
    with ExitStack() as opened, joined.open("w", encoding="utf-8", newline="\n") as file:
        lines = heapq.merge(*(opened.enter_context(dump.open(encoding="utf-8", newline="\n")) for dump in dumps))
        file.writelines(line for line, _ in groupby(lines))
    return joined
