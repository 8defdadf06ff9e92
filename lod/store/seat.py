"""A query process as its pool sees it: started, asked one query at a time, stopped and continued, ended."""

from __future__ import annotations

import asyncio
import contextlib
import math
import os
import resource
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Protocol

import msgspec

from lod.store.messages import Answered, Filed, Inbox, Opened, Order, Ready, Reply, Task, hand_over, packed, reply
from lod.store.nursery import Nursery
from lod.store.settings import Settings
from lod.store.spool import Spooled, nameless_file

_LOWEST = 19
"""The priority of a thread that answers a heavy query (setpriority(2)); without privilege there is no way back."""


class Owner(Protocol):
    """Whoever a process belongs to. Its methods are called from the event loop."""

    def heard(self, seat: Seat, reply: Reply) -> None:
        """A process says something."""

    def lost(self, seat: Seat) -> None:
        """A process is gone, or says what it should not."""


class Seat:
    """One process. `send` it something once it `is_ready`, and `heard` or `lost` of its owner will follow; `end` at
    last."""

    def __init__(self, settings: Settings, nursery: Nursery, owner: Owner) -> None:
        self._settings, self._nursery, self._owner = settings, nursery, owner
        self._file: int | None = None
        self._sending: asyncio.Task[None] | None = None
        self._thread = 0
        self._is_born = False
        self.pid = 0
        """Its number; 0 until it is there."""
        self.folder = ""
        """The store that it was told last to open; empty when it was told none."""
        self.is_open = False
        """Whether it has opened it."""
        self.is_demoted = False
        self._loop = asyncio.get_running_loop()
        self._ended: asyncio.Future[int] = self._loop.create_future()
        self._channel, theirs = socket.socketpair()
        self._channel.setblocking(False)
        self._inbox = Inbox(self._channel, settings.most)
        with theirs:
            self._loop.add_reader(self._channel, self._read)
            nursery.beget(self, theirs)

    def born(self, pid: int) -> None:
        """It is there (`lod.store.nursery.Child`)."""
        self.pid, self._is_born = pid, True
        if self._channel.fileno() < 0:
            self._bury()
        elif self.is_ready:
            self._owner.heard(self, Ready(self._thread))

    @property
    def is_ready(self) -> bool:
        """Whether it has begun, and waits for orders or follows one."""
        return self._thread > 0 and self.pid > 0

    @property
    def memory(self) -> int:
        """Bytes of its resident set (proc(5), statm); 0 where the system does not tell."""
        try:
            return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * resource.getpagesize()
        except (OSError, IndexError):
            return 0

    @property
    def work(self) -> float:
        """Seconds of processor time that it has taken (clock_getcpuclockid(3)); not a number where nobody can tell."""
        try:
            return time.clock_gettime(~self.pid << 3 | 2) if sys.platform == "linux" else math.nan
        except OSError:
            return math.nan

    def send(self, order: Order) -> None:
        """Raises OSError when the process is gone."""
        self.is_open = self.is_open and order.folder == self.folder
        self.folder = order.folder
        data, passed = packed(order), None
        if isinstance(order, Task) and self._file is None:
            passed = self._file = nameless_file()
        sent = hand_over(self._channel, data, passed)
        if sent < len(data):  # a text longer than the system's buffer
            self._sending = self._loop.create_task(self._loop.sock_sendall(self._channel, data[sent:]))

    def spooled(self, filed: Filed) -> Spooled:
        """The result that it wrote into its file; the next task brings another file."""
        assert self._file is not None  # noqa: S101 - `_take` has seen to it
        found, self._file = Spooled(self._file, filed.size), None
        return found

    def demote(self) -> None:
        """Puts the thread that answers behind everything that is in no hurry to end: for good, so that after its answer
        another takes its place, which says Ready."""
        # It said itself which thread it is, and may have gone wrong since.
        thread = Path(f"/proc/{self.pid}/task/{self._thread}")
        if not self.is_demoted and self._nursery.is_alive and (thread.exists() or sys.platform != "linux"):
            with contextlib.suppress(ProcessLookupError):  # its owner hears that it is lost
                os.setpriority(os.PRIO_PROCESS, self._thread, _LOWEST)
                self.is_demoted = True

    def stop(self) -> None:
        """Stops it where it is."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Continues it after `stop`."""
        self._signal(signal.SIGCONT)

    def end(self) -> asyncio.Future[int]:
        """Kills it, stopped or not; how it ended, in time, as a return code. Its owner hears no more of it."""
        if self._channel.fileno() >= 0:
            self._loop.remove_reader(self._channel)
            if self._sending:
                self._sending.cancel()
            self._channel.close()
            if self._is_born or not self._nursery.is_alive:
                self._bury()
        if self._file is not None:
            os.close(self._file)
            self._file = None
        return self._ended

    def _signal(self, number: signal.Signals) -> None:
        if self._nursery.is_alive and self.pid:
            os.kill(self.pid, number)

    def _bury(self) -> None:
        self._nursery.bury(self.pid).add_done_callback(lambda code: self._ended.set_result(code.result()))

    def _read(self) -> None:
        try:
            for message in self._inbox.read():
                if self._channel.fileno() >= 0:
                    self._take(reply(message))
        except (EOFError, msgspec.DecodeError):
            if self._channel.fileno() >= 0:
                self._owner.lost(self)

    def _take(self, said: Reply) -> None:
        match said:
            case Ready(thread):
                self._thread, self.is_demoted = thread, False
                if not self._is_born:
                    return  # `born` says it
            case Opened(folder):
                self.is_open = folder == self.folder
            case Filed() if self._is_wrong(said):
                self._owner.lost(self)
                return
            case Answered() | Filed():
                self.is_open = True
        self._owner.heard(self, said)

    def _is_wrong(self, filed: Filed) -> bool:
        return self._file is None or os.fstat(self._file).st_size < filed.size
