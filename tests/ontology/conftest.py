from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

from lod import resources

BASE_IRI = "https://data.example.org/"


@pytest.fixture(scope="session")
def ontology() -> rdflib.Graph:
    """The core ontology alone."""
    return rdflib.Graph().parse(resources.folder("ontology") / "inspection.ttl")


@pytest.fixture(scope="session")
def schemes() -> dict[str, rdflib.Graph]:
    """Every scheme by its name."""
    paths: list[Path] = sorted((resources.folder("ontology") / "schemes").glob("*.ttl"))
    return {path.stem: rdflib.Graph().parse(path, publicID=BASE_IRI) for path in paths}
