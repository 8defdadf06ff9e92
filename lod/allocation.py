"""How glibc's malloc is told to serve a process by what it does all its life: takes and frees memory in bulk, or blocks
of some kilobytes. Other libraries ask for none of it. Only the environment that a process starts with counts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

_VARIABLE = "GLIBC_TUNABLES"


def _told(*tunables: str) -> dict[str, str]:
    """What the environment has to say; what the user's says goes before it."""
    return {_VARIABLE: ":".join(f"glibc.malloc.{each}" for each in tunables)}


IN_BULK = _told("hugetlb=1", "arena_max=1", "mmap_threshold=4294967296", "trim_threshold=4294967296")
"""Large pages, one arena, and memory that is kept for the next chunk: a loading process spends a quarter of its time in
the misses of small pages otherwise."""
IN_BLOCKS = _told("tcache_max=16640", "tcache_count=64")
"""Blocks of up to 16 KiB from the thread's own lists. A store's cache is of such, and looking for room for them was a
tenth of a query process's time. A thread's lists end with it, so those of a heavy query do."""


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
