"""The example publication and the example site, built as `lod build` builds them, with clients of their servers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lod import pipeline, resources, settings
from lod.model import Publication
from lod.pipeline.scheduling import ThisProcess
from lod.settings import Settings
from lod.web.app import create_app
from tests import sites
from tests.web.published import LIMITS


@dataclass(frozen=True)
class Example:
    """A publication with its output folder."""

    about: Publication
    output: Path


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """`examples/hmi-probation`, as it is shipped."""
    return build(tmp_path_factory.mktemp("example") / "hmi-probation")


def build(folder: Path, base_iri: str = "https://data.example.org/") -> Example:
    """The example in a folder, with another base IRI if one is given."""
    shutil.copytree(
        resources.folder("examples") / "hmi-probation", folder, ignore=shutil.ignore_patterns("public", ".building*")
    )
    toml = folder / "publication.toml"
    toml.write_text(toml.read_text("utf-8").replace("https://data.example.org/", base_iri), "utf-8")
    found = settings.load(toml)
    assert isinstance(found, Settings)
    pipeline.build(
        found.publication,
        found.sources,
        folder,
        found.output,
        sites.AT,
        corrected=found.corrections,
        scheduler=ThisProcess(),
    )
    return Example(found.publication, found.output)


@pytest.fixture(scope="session")
def client_of_example(example: Example) -> Iterator[TestClient]:
    with TestClient(create_app(example.about, example.output, LIMITS), follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def client_of_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The example site of four inspectorates: prose, CSV, JSON and XML; points, areas, many scales."""
    found = sites.copied(tmp_path_factory.mktemp("site"))
    sites.build_members(found)
    sites.join(found)
    app = create_app(found.publication, found.output, LIMITS, [member.output for member in found.members])
    with TestClient(app, follow_redirects=False) as client:
        yield client
