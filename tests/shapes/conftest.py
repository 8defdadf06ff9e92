from __future__ import annotations

import pytest

from lod.validation import Engine
from lod.validation.engines import ENGINES
from lod.validation.shapes import shapes


@pytest.fixture(scope="session")
def referee() -> Engine:
    """The engine whose word counts."""
    return ENGINES["pyshacl"](shapes())


@pytest.fixture(scope="session")
def fast() -> Engine:
    """The engine that sees every chunk."""
    return ENGINES["shacl"](shapes())


@pytest.fixture(scope="session")
def second() -> Engine:
    """The engine that stands ready."""
    return ENGINES["pyshifty"](shapes())
