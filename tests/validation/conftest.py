from __future__ import annotations

import pytest

from lod.profiles.schemes import vocabulary_lines
from lod.validation import Engine
from lod.validation.engines import ENGINES
from lod.validation.shapes import shapes


@pytest.fixture(scope="session")
def vocabulary() -> list[str]:
    """Ontology and schemes, without units."""
    return vocabulary_lines("https://data.example.org/")


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine with the shipped shapes."""
    return ENGINES[request.param](shapes())
