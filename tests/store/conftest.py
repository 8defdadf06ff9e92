"""A small store on disk, a loopback server that knows who called, and real SPARQL engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lod.namespaces import XSD
from lod.store import build
from lod.terms import Literal, Triple, integer, lines, text
from tests.canary import Canary
from tests.store import engines
from tests.store.engines import Engine

E = "http://example.org/"

TRIPLES: tuple[Triple, ...] = (
    (f"{E}east-midlands", f"{E}rating", "http://example.org/scheme/inadequate"),
    (f"{E}east-midlands", f"{E}name", text("East Midlands", "en")),
    (f"{E}east-midlands", f"{E}current", Literal("true", XSD.boolean)),
    *((f"{E}unit/{number}", f"{E}cases", integer(number)) for number in range(300)),
)


@pytest.fixture(scope="session")
def build_store(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Builds a store of triples and gives its folder."""

    def make(*triples: Triple) -> Path:
        folder = tmp_path_factory.mktemp("release")
        (folder / "data.nq").write_text("".join(lines(triples)), "utf-8")
        build(folder / "data.nq", folder / "store")
        return folder / "store"

    return make


@pytest.fixture(scope="session")
def folder(build_store: Callable[..., Path]) -> Path:
    return build_store(*TRIPLES)


@pytest.fixture
def listener() -> Iterator[Canary]:
    server = Canary()
    yield server
    server.close()


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Engine]]:
    """Gives an engine by its name, started when it is first asked for and ended with the tests."""
    started: dict[str, Engine] = {}

    def find(name: str) -> Engine:
        if name not in started:
            engine = engines.engine(name, tmp_path_factory.mktemp(name))
            started[name] = engine
            engine.start()
        return started[name]

    yield find
    for engine in started.values():
        engine.stop()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Callable[[str], Engine]]:
    """Gives a new engine of that name, started, which the test may kill."""
    started: list[Engine] = []

    def make(name: str) -> Engine:
        engine = engines.engine(name, tmp_path)
        started.append(engine)
        engine.start()
        return engine

    yield make
    for engine in started:
        engine.stop()
