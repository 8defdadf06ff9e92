"""What one query of a stranger may cost. Every value can be set in publication.toml, `[serve]`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`max_…` bound a query's text and result; the rest bound the processes that evaluate it."""

    timeout: float = 10.0
    """Seconds that a query may run before its process is killed."""
    memory: int = 1024
    """MiB of address space that a query process may take beyond what an open store needs."""
    workers: int = 2
    """Query processes, so queries that run at the same time."""
    wait: float = 5.0
    """Seconds that a query may wait for a free process."""
    max_bytes: int = 64 * 2**20
    """Bytes of a serialised result."""
    max_rows: int = 1_000_000
    """Solutions or triples of a result."""
    max_query: int = 64 * 2**10
    """Bytes of a query in UTF-8."""
    max_depth: int = 100
    """Brackets open at once. Some thousands overflow the engine's stack; 250 nested `[ ]` take its planner minutes."""
    max_operators: int = 2_000
    """Operators and UNIONs. Some ten thousands overflow the engine's stack."""
