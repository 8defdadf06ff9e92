"""Queries of strangers, each in a process apart: no query can stop the server, and none outlives its deadline.

The engine has no time limit and can end its process by recursion or memory, so a process is killed and replaced at the
deadline, when its caller goes away, and whenever it dies. Results come whole or as one of the errors of `QueryError`.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from pathlib import Path
from types import TracebackType
from typing import Self

from lod import errors
from lod.errors import QueryFailed, QueryTimeout, StoreBusy
from lod.store.evaluation import Answer, Query
from lod.store.limits import Limits
from lod.store.messages import Answered, Refused, Task
from lod.store.query_text import refuse
from lod.store.seat import Seat


class QueryPool:
    """Query processes. Used as an async context manager, or between `start` and `close`, on one event loop.

    After `close`, and after the death of this process, no query process is left.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._seats: list[Seat] = []
        self._free: asyncio.Queue[Seat] = asyncio.Queue()
        self._open = False

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that live now."""
        return tuple(seat.pid for seat in self._seats if seat.pid)

    async def start(self) -> None:
        """Starts the processes; they get ready while the caller goes on. Raises QueryFailed when one cannot start."""
        self._open, self._free = True, asyncio.Queue()
        self._seats = [Seat(self.limits) for _ in range(self.limits.workers)]
        for seat in self._seats:
            self._free.put_nowait(seat)
        try:
            for seat in self._seats:
                seat.start()
        except QueryFailed:
            await self.close()
            raise

    async def close(self) -> None:
        """Kills the processes, also those at work: their callers get QueryFailed."""
        self._open = False
        for seat in self._seats:
            seat.kill()
        for _ in self._seats:
            ended = (await self._free.get()).clear()
            if ended:
                await asyncio.to_thread(ended.wait)
        self._seats = []

    async def run(self, folder: Path, query: Query) -> Answer:
        """The whole answer of the store in `folder` to a query.

        Raises what `refuse` and `evaluate` raise, StoreBusy when no process is free within `limits.wait`,
        QueryTimeout at the deadline, and QueryFailed when the process died. Cancelling it kills the query.
        """
        refuse(query.text, self.limits)
        seat = await self._take()
        try:
            seat.start()
            reply = await seat.ask(Task.of(folder, query))
        except TimeoutError:
            await self._replace(seat)
            raise QueryTimeout(
                f"the query ran for {self.limits.timeout:g} seconds, the most that is given, and was stopped;"
                " ask for less at a time, or take a dump"
            ) from None
        except (OSError, EOFError):
            raise QueryFailed(_cause(await self._replace(seat), self.limits)) from None
        except BaseException:
            await self._replace(seat)
            raise
        self._free.put_nowait(seat)
        return _answer(reply, query)

    async def _take(self) -> Seat:
        self._require_open()
        try:
            async with asyncio.timeout(self.limits.wait):
                seat = await self._free.get()
        except TimeoutError:
            raise StoreBusy(
                f"all {self.limits.workers} query processes were busy for {self.limits.wait:g} seconds; try again"
            ) from None
        try:
            self._require_open()  # it may have closed meanwhile
        except StoreBusy:
            self._free.put_nowait(seat)
            raise
        return seat

    def _require_open(self) -> None:
        if not self._open:
            raise StoreBusy("no queries are taken while the server starts or stops; try again")

    async def _replace(self, seat: Seat) -> int | None:
        """Ends a seat's process and starts its next one at once; how the old one ended, as a return code."""
        ended = seat.clear()
        if self._open:
            with contextlib.suppress(QueryFailed):  # the next query tries again, and says so
                seat.start()
        self._free.put_nowait(seat)
        return await asyncio.to_thread(ended.wait) if ended else None


def _answer(reply: Answered | Refused, query: Query) -> Answer:
    if isinstance(reply, Answered):
        return Answer(reply.body, query.format, reply.rows)
    raised = getattr(errors, reply.error, QueryFailed)
    raise raised(reply.message)


def _cause(code: int | None, limits: Limits) -> str:
    """Why a process ended, from its return code: what is known to end the engine's."""
    match code and -code:
        case signal.SIGABRT:
            return f"the query ran out of memory; accepted: up to {limits.memory:,} MiB"
        case signal.SIGSEGV:
            return (
                f"the query overflowed the engine's stack, or its memory of {limits.memory:,} MiB;"
                " nest less, or ask for less at a time"
            )
        case _:
            return f"the process that ran the query ended with code {code}; try again"
