"""How glibc's malloc is told to serve a process that takes and frees memory in bulk all its life.

Large pages, one arena, and memory that is kept for the next chunk: a loading process spends a quarter of its time in
the misses of small pages otherwise. Other libraries ask for none of it. Only the environment that a process starts with
counts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

_VARIABLE = "GLIBC_TUNABLES"
_TUNABLES = ("hugetlb=1", "arena_max=1", "mmap_threshold=4294967296", "trim_threshold=4294967296")

IN_BULK = {_VARIABLE: ":".join(f"glibc.malloc.{each}" for each in _TUNABLES)}
"""What the environment has to say; what the user's says goes before it."""


@contextmanager
def in_bulk() -> Iterator[None]:
    """Processes that are started meanwhile allocate so."""
    is_told = _VARIABLE in os.environ
    os.environ.setdefault(_VARIABLE, IN_BULK[_VARIABLE])
    try:
        yield
    finally:
        if not is_told:
            del os.environ[_VARIABLE]
