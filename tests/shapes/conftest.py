from __future__ import annotations

import pytest

from lod.validation.fast import Fast
from lod.validation.referee import Referee
from lod.validation.shapes import shapes


@pytest.fixture(scope="session")
def referee() -> Referee:
    return Referee(shapes())


@pytest.fixture(scope="session")
def fast() -> Fast:
    return Fast(shapes())
