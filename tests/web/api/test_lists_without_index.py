"""A release that was made without an index of its lists, and a joint one, whose index is made of its store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lod import releases
from lod.errors import ReleaseDamaged
from lod.iris import Iris
from lod.lists import List, from_store
from lod.releases.manifest import LISTS
from lod.store import open_store
from lod.web.app import create_app
from tests.web.api.conftest import Example
from tests.web.published import LIMITS

ASKED = (
    "/api/units?type=probation-region&sort=-date",
    "/api/inspections?area=https://data.example.org/id/unit/probation-region/N53",
    "/api/judgements?as_of=2024-12-31",
)


@pytest.fixture
def without(example: Example, tmp_path: Path) -> Path:
    """The output folder, its release as an older version made it."""
    output = tmp_path / "public"
    shutil.copytree(example.output, output, symlinks=True)
    shutil.rmtree(releases.current(output).folder / LISTS)
    return output


def test_it_answers_the_same(example: Example, client_of_example: TestClient, without: Path) -> None:
    with TestClient(create_app(example.about, without, LIMITS)) as client:
        for address in ASKED:
            answer = client.get(address)
            assert answer.json() == client_of_example.get(address).json()
            assert answer.json()["count"] > 0


def test_an_index_made_of_the_store_is_the_one_made_with_the_release(example: Example, tmp_path: Path) -> None:
    release = releases.current(example.output)
    from_store.build(tmp_path / LISTS, open_store(release.store), Iris(example.about.base_iri))
    made = {path.name: path.read_bytes() for path in (tmp_path / LISTS).iterdir()}
    assert made == {path.name: path.read_bytes() for path in (release.folder / LISTS).iterdir()}
    assert len(made) == 2 * len(List)


def test_a_changed_index_is_damage(example: Example, tmp_path: Path) -> None:
    output = tmp_path / "public"
    shutil.copytree(example.output, output, symlinks=True)
    release = releases.current(output)
    releases.verify(release)
    (release.folder / LISTS / "units.iris").write_bytes(b"")
    with pytest.raises(ReleaseDamaged, match=r"lists/units\.iris"):
        releases.verify(release)
