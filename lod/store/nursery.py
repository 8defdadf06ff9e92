"""Where query processes come from, as their pool sees it: one process that forks them and buries them."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from typing import Protocol

import msgspec

from lod.allocation import IN_BLOCKS
from lod.errors import QueryFailed
from lod.store.messages import Begin, Begun, Buried, Bury, Inbox, News, hand_over, news, packed
from lod.store.settings import Settings


class Child(Protocol):
    """Who asked for a process."""

    def born(self, pid: int) -> None:
        """It is there; nobody else has its number until it is buried."""


class Nursery:
    """Started with `start`, on an event loop. After `close`, or when it is killed, none of its processes is left."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._expected = deque[Child]()
        self._graves = dict[int, asyncio.Future[int]]()
        self.is_alive = False

    def start(self) -> None:
        """Raises QueryFailed."""
        self._channel, theirs = socket.socketpair()
        self._channel.setblocking(False)
        with theirs:
            try:
                self.process = subprocess.Popen(
                    # -P and our own path: the folder that the server was started in has no say in what is imported.
                    [sys.executable, "-P", "-m", "lod.store.forking", msgspec.json.encode(self._settings).decode()],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    env={**IN_BLOCKS, **os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                    process_group=0,  # Ctrl-C is for the server, which then ends its processes
                )
            except OSError as problem:
                self._channel.close()
                raise QueryFailed(f"no query process can be started: {problem}") from problem
        self._inbox = Inbox(self._channel, 64)
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._channel, self._read)
        self.is_alive = True

    def beget(self, child: Child, channel: socket.socket) -> None:
        """Starts a process that has a socket, and tells `child` when it is there. The socket's end says that it is
        gone, also when it never began."""
        try:
            hand_over(self._channel, packed(Begin()), channel.fileno())
        except OSError:
            self._end()
            return
        self._expected.append(child)

    def bury(self, pid: int) -> asyncio.Future[int]:
        """Kills a process; how it ended, in time, as a return code."""
        grave = self._graves[pid] = self._loop.create_future()
        if self.is_alive and pid:
            os.kill(pid, signal.SIGKILL)
            try:
                hand_over(self._channel, packed(Bury(pid)), None)
            except OSError:
                self._end()
        else:
            self._graves.pop(pid).set_result(-signal.SIGKILL)
        return grave

    def close(self) -> None:
        """Ends it, and waits for its end."""
        self.process.kill()
        self.process.wait()
        self._end()

    def _read(self) -> None:
        try:
            for message in self._inbox.read():
                self._hear(news(message))
        except EOFError:
            self._end()

    def _hear(self, said: News) -> None:
        match said:
            case Begun(pid):
                self._expected.popleft().born(pid)
            case Buried(pid, code):
                self._graves.pop(pid).set_result(code)

    def _end(self) -> None:
        """It is gone, and its processes are."""
        if not self.is_alive:
            return
        self.is_alive = False
        self._loop.remove_reader(self._channel)
        self._channel.close()
        self.process.kill()
        for grave in self._graves.values():
            grave.set_result(-signal.SIGKILL)
        self._graves.clear()
        while self._expected:
            self._expected.popleft().born(0)
