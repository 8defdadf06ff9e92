"""A query on its way through the pool, and how long it has run."""

from __future__ import annotations

import asyncio
import hashlib
import math
from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum, auto

import msgspec

from lod.store.evaluation import Answer, Query
from lod.store.lanes import State, Ticket
from lod.store.limits import PATIENCE, Limits
from lod.store.messages import Task
from lod.store.seat import Seat

START = 30.0
"""Seconds in which a process must have started and opened its store; a loaded machine needs some."""
QUICK = 0.1
"""The part of a light query's time after which another may begin beside it."""
SLICE = 0.5
"""Seconds that a heavy query runs before another has its turn."""


class Event(Enum):
    """What time brings to a query."""

    WAITED = auto()
    """It waited for a place as long as it may."""
    UNREADY = auto()
    """Its process does not get ready."""
    SLOW = auto()
    """It is slower than most."""
    HEAVY = auto()
    """It is no light one."""
    TURN = auto()
    """Its slice is over."""
    DEADLINE = auto()
    """It ran as long as it may."""
    STALLED = auto()
    """It was stopped for so long that it will not end in time."""


@dataclass(eq=False, slots=True)
class Job:
    """One query of a stranger. Times are those of the event loop."""

    ticket: Ticket
    folder: str
    query: Query
    answer: asyncio.Future[Answer]
    entered: float
    seat: Seat | None = None
    due: float = math.inf
    """When something happens to it if nothing does before."""
    event: Event = Event.STALLED
    """What will."""
    began: float | None = None
    """When it first ran."""
    since: float | None = None
    """When it began to run as it runs now; None while it does not."""
    slice: float = 0.0
    """When its slice began."""
    before: float = 0.0
    """Seconds that it ran before `since`."""
    is_quick: bool = True
    """Whether it has run no longer than most do."""
    work: float = 0.0
    """Seconds of processor time that its process had taken when it began."""
    patience: float = 0.0
    """Seconds beyond a light query's time for which it may run as one, since it did not get the processor."""

    @property
    def key(self) -> bytes:
        """What it is remembered by."""
        return key(self.folder, self.query)

    @property
    def task(self) -> Task:
        """What its process is told."""
        return Task.of(self.folder, self.query)

    def ran(self, now: float) -> float:
        """Seconds that it has run."""
        return self.before + (now - self.since if self.since is not None else 0.0)

    def run(self, now: float) -> None:
        """It runs from now on."""
        self.began = now if self.began is None else self.began
        self.work = self.seat.work if self.seat and not self.before else self.work
        self.since = self.slice = now

    def halt(self, now: float) -> None:
        """It is stopped."""
        self.before, self.since = self.ran(now), None

    def rest(self, limits: Limits) -> float:
        """Seconds of a light query's time that it has left, in processor time: on a busy machine any may take long."""
        spent = self.seat.work - self.work if self.seat else math.nan
        return 0.0 if math.isnan(spent) else limits.light - spent

    def restart(self, now: float) -> None:
        """It will begin again."""
        self.seat, self.since, self.before, self.patience, self.entered = None, None, 0.0, 0.0, now

    def expect(self, now: float, limits: Limits) -> None:
        """Finds what will be `due` next."""
        if self.ticket.state is State.WAITING:
            self.due, self.event = self.entered + limits.wait, Event.WAITED
            return
        if self.began is None:
            self.due, self.event = now + START, Event.UNREADY
            return
        self.due, self.event = self.began + PATIENCE * limits.timeout, Event.STALLED
        if self.since is None:
            return
        start = self.since - self.before  # as if it had run ever since
        self._or(start + limits.timeout, Event.DEADLINE)
        if self.ticket.state is State.LIGHT and self.is_quick:
            self._or(start + QUICK * limits.light, Event.SLOW)
        elif self.ticket.state in (State.LIGHT, State.LINGERING):
            self._or(start + limits.light + self.patience, Event.HEAVY)
        else:
            self._or(self.slice + SLICE, Event.TURN)

    def _or(self, due: float, event: Event) -> None:
        if due < self.due:
            self.due, self.event = due, event


class Memory:
    """The queries that were heavy when they last ran, by digest: as many as `size`, the latest."""

    def __init__(self, size: int = 4096) -> None:
        self._size = size
        self._keys = OrderedDict[bytes, None]()

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: bytes) -> bool:
        return key in self._keys

    def learn(self, key: bytes, *, is_heavy: bool) -> None:
        """Remembers what a query turned out to be."""
        self._keys.pop(key, None)
        if is_heavy:
            self._keys[key] = None
        while len(self._keys) > self._size:
            self._keys.popitem(last=False)


def key(folder: str, query: Query) -> bytes:
    """A digest of a query and the store that it is asked of; the format has no part in how long it runs."""
    parts = (folder, query.text, query.default_graphs, query.named_graphs)
    return hashlib.blake2b(msgspec.msgpack.encode(parts), digest_size=16).digest()
