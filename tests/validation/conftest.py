from __future__ import annotations

import pytest

from lod.profiles.schemes import vocabulary_lines
from lod.validation.fast import Fast
from lod.validation.referee import Referee
from lod.validation.shapes import shapes


@pytest.fixture(scope="session")
def vocabulary() -> list[str]:
    """Ontology and schemes, without units."""
    return vocabulary_lines("https://data.example.org/")


@pytest.fixture(scope="session", params=[Referee, Fast], ids=["pyshacl", "shacl"])
def engine(request: pytest.FixtureRequest) -> Referee | Fast:
    """Each engine with the shipped shapes."""
    return request.param(shapes())
