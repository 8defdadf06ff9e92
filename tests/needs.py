"""What a test does where something that it needs is missing: CI must have it, a user's machine need not."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Fails the test in CI, and skips it on a user's machine, with what is missing."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


def needs(*, is_there: bool, otherwise: str) -> pytest.MarkDecorator:
    """The same for a test as a whole: it runs in CI in any case, and fails there by itself."""
    return pytest.mark.skipif(not is_there and not os.environ.get("CI"), reason=otherwise)
