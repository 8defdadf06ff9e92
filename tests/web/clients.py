"""Clients that others wrote, run against a real server."""

from __future__ import annotations

import importlib
from types import ModuleType

from tests.needs import missing


def required(name: str) -> ModuleType:
    """The module of a client in the group of development dependencies; where `CI` is set it must be there."""
    try:
        return importlib.import_module(name)
    except ImportError:
        missing(f"{name} is not installed; `make` installs it with the development dependencies")
