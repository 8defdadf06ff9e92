"""A publication whose releases are in a SPARQL engine: a real one, filled by a build, asked by the same addresses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lod import releases, resources, settings
from lod.cli import building
from lod.cli.building import Manner
from lod.errors import StoreUnavailable
from lod.settings import Settings
from lod.store.remote import Client, drop_others, graphs, release_graph
from lod.web.app import create_app
from tests.cli.commands import lod
from tests.store import engines
from tests.store.engines import Engine
from tests.web.published import LIMITS

pytestmark = pytest.mark.engine

PAGES = ("/doc/unit/probation-region/N53.nt", "/doc/inspection.nt", "/def/inspection.nt", "/api/units", "/catalogue.nt")
QUERY = """
    PREFIX insp: <https://w3id.org/inspection-results/def#>
    SELECT ?rating (COUNT(?unit) AS ?units) { ?unit insp:currentRating ?rating } GROUP BY ?rating ORDER BY ?rating
"""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "engine").mkdir()
    found = engines.engine("oxigraph", tmp_path / "engine")
    try:
        found.start()
        yield found
    finally:
        found.stop()


@pytest.fixture
def chosen(tmp_path: Path, engine: Engine) -> Settings:
    """The example's settings, with the engine as their store."""
    example = resources.folder("examples") / "hmi-probation"
    folder = shutil.copytree(example, tmp_path / "example", ignore=shutil.ignore_patterns("public"))
    toml = folder / "publication.toml"
    at = engine.endpoints
    store = f'[store]\nkind = "sparql"\nquery = "{at.query}"\nupdate = "{at.update}"\nkeep = 2\n'
    toml.write_text(f'{toml.read_text("utf-8")}\n{store}graph_store = "{at.graph_store}"\n', "utf-8")
    found = settings.load(toml)
    assert isinstance(found, Settings)
    return found


def test_what_is_built_is_served_from_the_engine_as_from_the_embedded_store(chosen: Settings) -> None:
    assert chosen.engine
    building.build_publication(chosen, chosen.output, Manner(workers=1))
    embedded = create_app(chosen.publication, chosen.output, LIMITS)
    remote = create_app(chosen.publication, chosen.output, LIMITS, engine=chosen.engine.endpoints)
    with TestClient(embedded) as one, TestClient(remote) as other:
        for path in PAGES:
            assert other.get(path).text == one.get(path).text
        answers = [
            each.get("/sparql", params={"query": QUERY}, headers={"Accept": "text/csv"}) for each in (one, other)
        ]
    assert answers[0].text == answers[1].text
    assert answers[0].text.count("\n") > 2


def test_the_engine_keeps_as_many_releases_as_the_settings_say(chosen: Settings) -> None:
    assert chosen.engine
    register = chosen.folder / "sources" / "inspections.csv"
    built = []
    for name in ("East Midlands", "East Midlands ", "East  Midlands"):
        register.write_text(register.read_text("utf-8").replace("East Midlands", name, 1), "utf-8")
        built.append(building.build_publication(chosen, chosen.output, Manner(workers=1)).release.id)
    assert len(set(built)) == 3
    with Client(chosen.engine.endpoints) as client:
        assert graphs(client) == {release_graph(chosen.publication.base_iri, each) for each in built[1:]}


def test_a_release_that_the_engine_dropped_is_there_again_when_it_is_rolled_back_to(chosen: Settings) -> None:
    assert chosen.engine
    first = building.build_publication(chosen, chosen.output, Manner(workers=1)).release.id
    graph = release_graph(chosen.publication.base_iri, first)
    with Client(chosen.engine.endpoints) as client:
        drop_others(client, chosen.publication.base_iri, [])
        assert graph not in graphs(client)
        back = lod("releases", "rollback", first, cwd=chosen.folder)
        assert back.returncode == 0, back.stderr
        assert graph in graphs(client)


def test_an_engine_that_is_down_stops_the_build_and_gives_503(chosen: Settings, engine: Engine) -> None:
    assert chosen.engine
    first = building.build_publication(chosen, chosen.output, Manner(workers=1)).release.id
    register = chosen.folder / "sources" / "inspections.csv"
    register.write_text(register.read_text("utf-8").replace("East Midlands", "East Midlands ", 1), "utf-8")
    app = create_app(chosen.publication, chosen.output, LIMITS, engine=chosen.engine.endpoints)
    with TestClient(app) as client:
        assert client.get("/doc/unit/probation-region/N53").status_code == 200
        engine.stop()
        with pytest.raises(StoreUnavailable):
            building.build_publication(chosen, chosen.output, Manner(workers=1))
        assert releases.current(chosen.output).id == first
        assert client.get("/doc/unit/probation-region/N53").status_code == 200  # it is kept
        answer = client.get("/doc/unit/probation-region/N53.ttl")
        assert answer.status_code == 503
        assert answer.json()["type"] == "/problems#store-unavailable"
        assert answer.headers["Retry-After"] == "5"
