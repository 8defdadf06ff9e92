"""Publication to real engines, also when they are killed, silent, overloaded or away."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lod.errors import QueryFailed, QueryTimeout, ReleaseError, StoreUnavailable
from lod.formats import Format
from lod.store import Answer, Limits, Query
from lod.store.remote import (
    Client,
    Endpoints,
    RemoteQueryPool,
    RemoteStore,
    drop_others,
    graphs,
    publish,
    release_graph,
)
from lod.terms import Literal, lines
from tests.store import data
from tests.store.conftest import E
from tests.store.engines import NAMES, Engine, free_port
from tests.store.gateway import Gateway

pytestmark = pytest.mark.engine
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def engine(name: str, running: Callable[[str], Engine]) -> Engine:
    return running(name)


def release(folder: Path, size: int = 3_000) -> Path:
    """A data.nq with a list, which only one request can hold, in a folder that names it."""
    triples = [*((f"{E}unit/{n}", f"{E}name", Literal(f"unit {n} of {folder.name}")) for n in range(size))]
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    ordered = [
        f"<{E}all> <{E}list> _:c14n0 .\n",
        f"_:c14n0 <{rdf}first> <{E}unit/1> .\n",
        f"_:c14n0 <{rdf}rest> <{rdf}nil> .\n",
    ]
    return data.written(folder, [*lines(triples), *ordered])


def held(client: Client, graph: str) -> int:
    (row,) = RemoteStore(client, graph).select(COUNT)
    assert isinstance(row["n"], Literal)
    return int(row["n"].lexical)


def ask(endpoints: Endpoints, text: str, limits: Limits, form: Format = Format.CSV) -> Answer:
    async def run() -> Answer:
        async with RemoteQueryPool(endpoints, lambda folder: f"urn:{folder.name}", limits) as pool:
            return await pool.run(Path("release"), Query(text, form))

    return asyncio.run(run())


@pytest.mark.parametrize("way", ["graph store", "update"])
def test_a_release_is_loaded_in_pieces_and_counted(name: str, engine: Engine, tmp_path: Path, way: str) -> None:
    endpoints = engine.endpoints if way == "graph store" else replace(engine.endpoints, graph_store=None)
    graph, told = release_graph(data.BASE, f"loaded-by-{way.replace(' ', '-')}"), list[tuple[int, int]]()
    with Client(endpoints) as client:
        found = release(tmp_path / "r")
        if (name, way) == ("virtuoso", "update"):
            with pytest.raises(ReleaseError, match=r"status 400: .*Blank node '_:c14n0' is not allowed"):
                publish(client, graph, found)
            return
        assert publish(client, graph, found, piece=50_000, progress=lambda *at: told.append(at)) == 3_003
        assert [*sorted(told)] == told
        assert len(told) > 4
        assert told[-1] == (3_003, 3_003)
        assert held(client, graph) == 3_003
        assert publish(client, graph, found, progress=lambda *_: pytest.fail("it is there already")) == 3_003


def test_a_graph_left_half_written_is_replaced(engine: Engine, tmp_path: Path) -> None:
    """Blank nodes too: a list that was written before is not there twice."""
    graph, found = release_graph(data.BASE, "half"), release(tmp_path / "half")
    with Client(engine.endpoints) as client:
        with pytest.raises(KeyboardInterrupt):
            publish(client, graph, found, piece=50_000, progress=interrupt)
        assert graph not in graphs(client)
        publish(client, graph, release(tmp_path / "other", 10))
        assert publish(client, graph, found) == 3_003


def interrupt(*_: int) -> None:
    raise KeyboardInterrupt


def test_older_releases_are_dropped_and_nothing_else(engine: Engine, tmp_path: Path) -> None:
    base = "https://dropping.example.org/"
    kept, dropped = release_graph(base, "2"), [release_graph(base, "0"), release_graph(base, "1")]
    with Client(engine.endpoints) as client:
        for graph in (kept, *dropped, "https://dropping.example.org/other"):
            publish(client, graph, release(tmp_path / graph.rpartition("/")[2], 10))
        assert drop_others(client, base, [kept]) == dropped
        assert {graph for graph in graphs(client) if graph.startswith(base)} == {kept, f"{base}other"}
        assert drop_others(client, base, [kept]) == []


def test_an_engine_killed_midway_shows_nothing_and_keeps_what_it_had(
    name: str, fresh: Callable[[str], Engine], tmp_path: Path
) -> None:
    engine = fresh(name)
    served, half = release_graph(data.BASE, "served"), release_graph(data.BASE, "half")
    with Client(engine.endpoints) as client:
        publish(client, served, release(tmp_path / "served"))
        with pytest.raises(StoreUnavailable):
            publish(
                client,
                half,
                release(tmp_path / "half"),
                piece=50_000,
                progress=lambda *_: engine.kill(),
                sleep=lambda _: None,
            )
        engine.start()
        assert held(client, served) == 3_003
        assert drop_others(client, data.BASE, [served]) in ([half], [])
        assert publish(client, half, release(tmp_path / "again")) == 3_003


def test_an_engine_that_is_down_is_said_at_once(tmp_path: Path) -> None:
    root = f"http://127.0.0.1:{free_port()}"
    endpoints = Endpoints(f"{root}/query", f"{root}/update", f"{root}/store")
    start = time.monotonic()
    with Client(endpoints) as client:
        for asked in (
            lambda: RemoteStore(client, "urn:release").ask("ASK { ?s ?p ?o }"),
            lambda: publish(client, "urn:release", release(tmp_path / "down", 1)),
            lambda: ask(endpoints, "ASK { ?s ?p ?o }", Limits(workers=1)),
        ):
            with pytest.raises(StoreUnavailable, match="cannot be reached"):
                asked()
    assert time.monotonic() - start < 10


def test_an_engine_that_is_silent_is_given_up(name: str, fresh: Callable[[str], Engine], tmp_path: Path) -> None:
    engine = fresh(name)
    endpoints = replace(engine.endpoints, timeout=1.0, load_timeout=1.0)
    with Client(endpoints) as client:
        publish(client, "urn:release", release(tmp_path / "r", 10))
        with engine.paused():
            start = time.monotonic()
            with pytest.raises(StoreUnavailable, match="within 1 seconds"):
                RemoteStore(client, "urn:release").ask("ASK { ?s ?p ?o }")
            with pytest.raises(StoreUnavailable, match="within 1 seconds"):
                publish(client, "urn:other", release(tmp_path / "o", 10), sleep=lambda _: None)
            with pytest.raises(QueryTimeout, match="ran for 1 seconds"):
                ask(endpoints, "ASK { ?s ?p ?o }", Limits(workers=1, timeout=1.0))
            assert time.monotonic() - start < 10
        assert held(client, "urn:release") == 13


def test_a_request_is_sent_again_when_the_engine_is_overloaded_or_hangs_up(engine: Engine, tmp_path: Path) -> None:
    pauses: list[float] = []
    with Gateway(engine.endpoints) as gateway, Client(gateway.endpoints) as client:
        gateway.faults = {2: 503, 3: 429, 4: "before", 6: "after", 7: "after"}
        graph = release_graph(data.BASE, "repeated")
        assert publish(client, graph, release(tmp_path / "r"), piece=100_000, sleep=pauses.append) == 3_003
    assert pauses == [0.5, 1.0, 2.0, 0.5, 1.0]


def test_an_engine_that_stays_overloaded_leaves_nothing(engine: Engine, tmp_path: Path) -> None:
    pauses: list[float] = []
    graph = release_graph(data.BASE, "overloaded")
    with Gateway(engine.endpoints) as gateway, Client(gateway.endpoints) as client:
        gateway.faults = dict.fromkeys(range(3, 9), 503)
        with pytest.raises(StoreUnavailable, match="status 503 for the 6th time"):
            publish(client, graph, release(tmp_path / "r"), piece=100_000, sleep=pauses.append)
        assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0]
        assert graph not in graphs(client)


def test_an_answer_that_breaks_off_is_no_answer(engine: Engine, tmp_path: Path) -> None:
    with Client(engine.endpoints) as client:
        publish(client, "urn:release", release(tmp_path / "r"))
    with Gateway(engine.endpoints) as gateway, Client(gateway.endpoints) as client:
        gateway.faults = dict.fromkeys(range(1, 9), "within")
        with pytest.raises(StoreUnavailable):
            RemoteStore(client, "urn:release").select("SELECT ?s ?o { ?s ?p ?o }")
        with pytest.raises(StoreUnavailable):
            ask(gateway.endpoints, "SELECT ?s ?o { ?s ?p ?o }", Limits(workers=1))


def test_a_refusal_is_not_repeated(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "data.nq").write_text("<http://example.org/s> oops .\n")
    with Client(engine.endpoints) as client, pytest.raises((ReleaseError, StoreUnavailable), match=r"status [45]00"):
        publish(client, "urn:broken", tmp_path / "data.nq", sleep=lambda _: None)


def test_results_that_virtuoso_cuts_are_refused(running: Callable[[str], Engine], tmp_path: Path) -> None:
    """ResultSetMaxRows is 10,000 here: tables say that they are cut, graphs do not."""
    engine = running("virtuoso")
    with Client(engine.endpoints) as client:
        publish(client, "urn:release", release(tmp_path / "r", 10_500))
        store = RemoteStore(client, "urn:release")
        for asked in (
            lambda: store.select("SELECT ?s { ?s ?p ?o }"),
            lambda: store.construct("CONSTRUCT WHERE { ?s ?p ?o }"),
        ):
            with pytest.raises(QueryFailed, match="cuts results at 10,000 rows"):
                asked()
        assert len(store.select("SELECT ?s { ?s ?p ?o } LIMIT 9999")) == 9_999
        assert len(store.construct("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 9999")) == 9_999
    for text, form in (("SELECT ?s { ?s ?p ?o }", Format.CSV), ("CONSTRUCT WHERE { ?s ?p ?o }", Format.TURTLE)):
        with pytest.raises(QueryFailed, match="cuts results at 10,000 rows"):
            ask(engine.endpoints, text, Limits(workers=1), form)
