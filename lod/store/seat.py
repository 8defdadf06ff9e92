"""A place in the pool of query processes: it has one process at a time, or none, and asks it one query at a time."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys

import msgspec

from lod.errors import QueryFailed
from lod.store.limits import Limits
from lod.store.messages import Answered, Begun, Refused, Task, receive_reply, send_task

_START = 30.0
"""Seconds in which a process must have started and opened its store; a loaded machine needs some."""


class Seat:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None

    @property
    def pid(self) -> int | None:
        """The process that lives here; None when none does."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> None:
        """Starts a process where none lives; it gets ready while the caller goes on. Raises QueryFailed."""
        if self.pid is not None:
            return
        self.clear()
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        self._channel = ours
        with theirs:
            try:
                self._process = subprocess.Popen(
                    # -P and our own path: the folder that the server was started in has no say in what is imported.
                    [sys.executable, "-P", "-m", "lod.store.worker", msgspec.json.encode(self._limits).decode()],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                    process_group=0,  # Ctrl-C is for the server, which then ends its processes
                )
            except OSError as problem:
                raise QueryFailed(f"no query process can be started: {problem}") from problem

    def kill(self) -> None:
        """Ends the process at once. Who waits for its answer sees the end of the socket."""
        if self._process:
            self._process.kill()

    def clear(self) -> subprocess.Popen[bytes] | None:
        """Kills the process and leaves the seat empty; gives it back to be waited for."""
        self.kill()
        if self._channel:
            self._channel.close()
        ended, self._process, self._channel = self._process, None, None
        return ended

    async def ask(self, task: Task) -> Answered | Refused:
        """The process's reply. Raises TimeoutError at the query's deadline, and OSError or EOFError when the process
        is gone. After any exception, also cancellation, the process is in no state to be asked again."""
        assert self._channel  # noqa: S101 - started before
        try:
            async with asyncio.timeout(_START):
                await send_task(self._channel, task)
                reply = await receive_reply(self._channel)
        except TimeoutError:
            raise QueryFailed(f"a query process was not ready within {_START:g} seconds; try again") from None
        if isinstance(reply, Begun):
            async with asyncio.timeout(self._limits.timeout):
                reply = await receive_reply(self._channel)
        if isinstance(reply, Begun):
            raise EOFError
        return reply
