"""Which engines there are, by name, and the one that does most of the work (docs/decisions/0005-shacl-engines.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from lod.validation.fast import Fast
from lod.validation.referee import Referee
from lod.validation.results import Engine
from lod.validation.second import Second

ENGINES: Final[Mapping[str, Callable[[str], Engine]]] = {"shacl": Fast, "pyshifty": Second, "pyshacl": Referee}
"""Each is made with shapes, as Turtle."""

FAST: Final = "shacl"
"""The engine that sees every chunk."""

REFEREE: Final = "pyshacl"
"""The engine whose word counts."""


@cache
def engine(name: str, shapes: str) -> Engine:
    """The engine with these shapes, made once in a process. Raises KeyError for a name that `ENGINES` has not."""
    return ENGINES[name](shapes)
