"""An asynchronous response for a thread that reads it: chunks are fetched when the thread asks, so none pile up."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from concurrent.futures import Future
from typing import Self

from lod.errors import QueryFailed


class Pulled:
    """An iterator over `chunks`, which live on `loop`, for one other thread.

    Used as a context manager on the loop: leaving it ends the thread's waiting, whose `next` then raises QueryFailed.
    """

    def __init__(self, chunks: AsyncIterator[bytes], loop: asyncio.AbstractEventLoop) -> None:
        self._chunks, self._loop = chunks, loop
        self._lock = threading.Lock()
        self._asked: Future[bytes | None] | None = None
        self._left = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._left = True
            if self._asked:
                self._asked.cancel()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        with self._lock:
            if self._left:
                raise QueryFailed("nobody waits for the answer any more")
            self._asked = asyncio.run_coroutine_threadsafe(self._next(), self._loop)
        try:
            chunk = self._asked.result()
        except asyncio.CancelledError:
            raise QueryFailed("nobody waits for the answer any more") from None
        if chunk is None:
            raise StopIteration
        return chunk

    async def _next(self) -> bytes | None:
        return await anext(self._chunks, None)
