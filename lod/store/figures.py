"""What the processes that answer strangers are doing, for whoever watches a server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figures:
    """`running`, `parked`, `waiting` and `memory` are of this moment; the others count since the start."""

    running: int = 0
    """Queries that run."""
    parked: int = 0
    """Queries that began and are stopped until there is a place for heavy ones."""
    waiting: int = 0
    """Queries that have not begun."""
    killed: int = 0
    """Processes that were killed: at a deadline, for a caller who went away, to make room."""
    timed_out: int = 0
    """Queries that met their deadline."""
    refused: int = 0
    """Queries that no place was found for in time (StoreBusy)."""
    restarted: int = 0
    """Processes started to replace others."""
    memory: Mapping[int, int] = field(default_factory=dict)
    """Bytes of memory that each query process holds (its resident set), by process; empty where nobody can tell."""
