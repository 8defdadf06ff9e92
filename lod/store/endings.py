"""What the caller of a query is told that came to no answer of its own."""

from __future__ import annotations

import signal

from lod.errors import QueryFailed, QueryTimeout, StoreBusy
from lod.store.jobs import START
from lod.store.limits import PATIENCE, Limits


def stopping() -> QueryFailed:
    return QueryFailed("the server stops, and the query with it; try again")


def closed() -> StoreBusy:
    return StoreBusy("no queries are taken while the server starts or stops; try again")


def crowded(limits: Limits) -> StoreBusy:
    """Too many wait already."""
    return StoreBusy(f"{limits.queue} queries wait already; try again")


def waited(limits: Limits) -> StoreBusy:
    """It waited for a place as long as it may."""
    return StoreBusy(f"no place was free for {limits.wait:g} seconds; try again")


def stalled(limits: Limits) -> StoreBusy:
    """It was stopped for so long that it will not end in time."""
    seconds = PATIENCE * limits.timeout
    return StoreBusy(f"too many other queries ran: this one was not ready after {seconds:g} seconds; try again")


def unready() -> QueryFailed:
    return QueryFailed(f"a query process was not ready within {START:g} seconds; try again")


def too_long(limits: Limits) -> QueryTimeout:
    """It met its deadline."""
    return QueryTimeout(
        f"the query ran for {limits.timeout:g} seconds, the most that is given, and was stopped;"
        " ask for less at a time, or take a dump"
    )


def died(code: int, limits: Limits) -> QueryFailed:
    """Its process ended with that return code: what is known to end the engine's."""
    match -code:
        case signal.SIGABRT:
            cause = f"the query ran out of memory; accepted: up to {limits.memory:,} MiB"
        case signal.SIGSEGV:
            cause = (
                f"the query overflowed the engine's stack, or its memory of {limits.memory:,} MiB;"
                " nest less, or ask for less at a time"
            )
        case _:
            cause = f"the process that ran the query ended with code {code}; try again"
    return QueryFailed(cause)
