"""Work for a client that may go away, and then has nobody to be done for."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

from starlette.requests import ClientDisconnect
from starlette.types import Receive


class Presence:
    """Ends what its block awaits when the client goes away, and raises ClientDisconnect then. Entered once, and after
    the whole request has been read.

    Looks only after `patience` seconds: most answers are there before, and a look costs a task.
    """

    __slots__ = ("_before", "_begin", "_is_gone", "_loop", "_patience", "_receive", "_task", "_watch")

    def __init__(self, receive: Receive, patience: float = 0.05) -> None:
        self._receive, self._patience = receive, patience
        self._watch: asyncio.Task[None] | None = None
        self._is_gone = False

    def __enter__(self) -> Self:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("nothing to end: this is no task")
        self._task, self._before = task, task.cancelling()
        self._loop = asyncio.get_running_loop()
        self._begin = self._loop.call_later(self._patience, self._look)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._begin.cancel()
        if self._watch:
            self._watch.cancel()
        # As asyncio.timeout does it: cancelled for this reason alone, and for no other beside it.
        if self._is_gone and self._task.uncancel() <= self._before and kind is asyncio.CancelledError:
            raise ClientDisconnect from None

    def _look(self) -> None:
        self._watch = self._loop.create_task(self._until_gone())

    async def _until_gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._is_gone = True
        self._task.cancel()
