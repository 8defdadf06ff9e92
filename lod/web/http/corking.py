"""A transport that sends in one piece what is written in one turn of the event loop.

uvicorn writes the head and the body of a response apart: two system calls and two packets, which is a third of what a
kept answer costs.
"""

from __future__ import annotations

import asyncio
from typing import Any

_HELD = 16 * 2**10
"""Bytes that are held back for more; with them backpressure begins to work as ever."""


class Corked(asyncio.Transport):
    """`transport`, but for `write`; what is not about writing is that transport's own."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._transport, self._loop = transport, loop
        self._pieces: list[bytes] = []
        self._size = 0

    def write(self, data: Any) -> None:
        if not self._pieces:
            self._loop.call_soon(self._flush)
        self._pieces.append(data)
        self._size += len(data)
        if self._size >= _HELD:
            self._flush()

    def writelines(self, data: Any) -> None:
        """What is whole is sent as it is, without another copy."""
        self._flush()
        self._transport.writelines(data)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def abort(self) -> None:
        self._pieces.clear()
        self._transport.abort()

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def get_write_buffer_size(self) -> int:
        return self._size + self._transport.get_write_buffer_size()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self._transport.get_extra_info(name, default)

    def pause_reading(self) -> None:
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        self._transport.resume_reading()

    def _flush(self) -> None:
        if self._pieces:
            data = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
            self._pieces.clear()
            self._size = 0
            self._transport.write(data)
