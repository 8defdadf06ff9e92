"""A query process, forked by `lod.store.forking`.

Confines itself, then evaluates one query after the other until the pool is gone. Whatever goes wrong here, the pool
sees the end of the socket and starts another.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from pathlib import Path

import pyoxigraph as ox

from lod.errors import LodError, QueryFailed
from lod.store import messages
from lod.store.confinement import confine, limit_files, limit_memory, return_memory
from lod.store.embedded import open_engine
from lod.store.evaluation import evaluate
from lod.store.limits import PATIENCE
from lod.store.messages import Answered, Filed, Opened, Order, Ready, Refused, Reply, Task
from lod.store.settings import Settings
from lod.store.walking import Walk

_GRACE = 1.0
"""Seconds after its last deadline at which a process whose pool did not kill it is ended by the kernel."""
_STACK = 16 * 2**20
"""Bytes; the engine recurses with the nesting of a query."""
_OPEN = 4
"""Stores that stay open: the current release, and older ones that are asked as well."""


def run(channel: socket.socket, settings: Settings) -> None:
    """Is a query process until the pool is gone."""
    confine(settings.limits.max_bytes)
    limit_files(Path(settings.root))
    threading.stack_size(_STACK)
    worker = _Worker(channel, settings)
    while worker.goes_on:
        # A thread that was demoted stays so, and those that it starts: this one starts the next.
        thread = threading.Thread(target=worker.serve)
        thread.start()
        thread.join()


class _Worker:
    def __init__(self, channel: socket.socket, settings: Settings) -> None:
        self._channel, self._settings = channel, settings
        self._engines: dict[str, tuple[ox.Store, Walk]] = {}
        self._folder = ""
        self._file: int | None = None
        self._priority = os.getpriority(os.PRIO_PROCESS, 0)
        self.goes_on = True

    def serve(self) -> None:
        """Does what it is told until its thread is demoted, or the pool gone."""
        self.goes_on = False
        try:
            messages.send(self._channel, Ready(threading.get_native_id()))
            while os.getpriority(os.PRIO_PROCESS, 0) == self._priority:
                order, file = messages.receive_order(self._channel)
                if file is not None:
                    self._file = file
                self._follow(order)
        except (EOFError, ConnectionError):
            return  # the pool is gone
        self.goes_on = True

    def _follow(self, order: Order) -> None:
        limits = self._settings.limits
        try:
            engine, walk = self._engine(order.folder)
        except LodError as problem:
            messages.send(self._channel, Refused(QueryFailed.__name__, str(problem)))
            return
        if not isinstance(order, Task):
            return
        signal.setitimer(signal.ITIMER_REAL, PATIENCE * limits.timeout + _GRACE)
        start = time.monotonic()
        reply = self._reply(engine, walk, order)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if time.monotonic() - start > limits.light:
            return_memory()
        messages.send(self._channel, reply)

    def _engine(self, folder: str) -> tuple[ox.Store, Walk]:
        """The store in a folder. Says Opened where it is another one than before. Raises ReleaseDamaged."""
        if folder not in self._engines:
            self._folder = ""
            while len(self._engines) >= _OPEN:
                del self._engines[next(iter(self._engines))]
            engine = open_engine(Path(folder))
            if not self._engines:
                limit_memory(self._settings.limits.memory)  # the engine's threads and caches are there, and no query's
            self._engines[folder] = engine, Walk(engine)
        if folder != self._folder:
            self._folder = folder
            messages.send(self._channel, Opened(folder))
        return self._engines[folder]

    def _reply(self, engine: ox.Store, walk: Walk, task: Task) -> Reply:
        settings = self._settings
        try:
            answer = evaluate(engine, task.query, settings.limits, settings.descriptions, self._spool, walk)
        except LodError as problem:
            return Refused(type(problem).__name__, str(problem))
        if isinstance(answer.body, bytes):
            return Answered(answer.body, answer.rows)
        with_size = Filed(answer.body.size, answer.rows)
        answer.body.close()
        return with_size

    def _spool(self) -> int:
        """The file that the pool gave, emptied; whoever gets it closes it. A failed result leaves it to the next."""
        assert self._file is not None  # noqa: S101 - it came with the task
        os.ftruncate(self._file, 0)
        return os.dup(self._file)
