"""What one query of a stranger may cost. Every value can be set in publication.toml, `[serve]`."""

from __future__ import annotations

from dataclasses import dataclass

PATIENCE = 3
"""How many times its deadline a query has on the wall, where it is stopped in between."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`max_…` bound a query's text and result; the rest bound the processes that evaluate it."""

    timeout: float = 10.0
    """Seconds that a query may run before its process is killed."""
    memory: int = 1024
    """MiB of address space that a query process may take beyond what an open store needs."""
    workers: int = 2
    """Light queries that run at the same time. Every query starts as one."""
    wait: float = 5.0
    """Seconds that a query may wait until it runs."""
    light: float = 0.1
    """Seconds that a query runs as a light one; after them it is heavy."""
    heavy: int = 2
    """Heavy queries that run at the same time, at the lowest priority."""
    parked: int = 4
    """Heavy queries that are stopped where they are until there is a place for them."""
    queue: int = 64
    """Queries that may wait before they begin."""
    spool: int = 2**20
    """Bytes of a result that are kept in memory; a larger one goes into a file without a name."""
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
