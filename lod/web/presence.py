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

    def __init__(self, receive: Receive, patience: float = 0.05) -> None:
        self._receive, self._patience = receive, patience
        self._scope = asyncio.timeout(None)
        self._watch: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        await self._scope.__aenter__()
        self._begin = self._loop.call_later(self._patience, self._look)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._begin.cancel()
        if self._watch:
            self._watch.cancel()
        try:
            await self._scope.__aexit__(kind, error, trace)
        except TimeoutError:
            raise ClientDisconnect from None

    def _look(self) -> None:
        self._watch = self._loop.create_task(self._until_gone())

    async def _until_gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._scope.reschedule(self._loop.time())
