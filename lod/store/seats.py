"""The query processes of a pool: as many as light queries want, beside those at work on heavy ones."""

from __future__ import annotations

import asyncio
import contextlib

from lod.errors import QueryFailed
from lod.store.messages import Open
from lod.store.nursery import Nursery
from lod.store.seat import Owner, Seat
from lod.store.settings import Settings

_FAT = 256 * 2**20
"""Bytes that a process may hold after its query, to be kept for the next."""


class Seats:
    """Processes in hand. `take` gives one to a query, which gives it back by `release`, or to `discard` when it is in
    no state to be asked again."""

    def __init__(self, settings: Settings, owner: Owner) -> None:
        self._settings, self._owner = settings, owner
        self._idle: list[Seat] = []
        self._latest = ""
        self._nursery: Nursery | None = None
        self._ending = set[asyncio.Future[int]]()
        self.all = set[Seat]()
        self.wanted = settings.limits.workers
        """How many there are to be that are not demoted."""
        self.started = 0
        self.killed = 0

    def fill(self) -> None:
        """Starts what is missing. Raises QueryFailed when one cannot start."""
        for _ in range(self.wanted - sum(not seat.is_demoted for seat in self.all)):
            self._start()

    def take(self, folder: str) -> Seat | None:
        """A process for a query of the store in a folder; None when it has to wait for one. Raises QueryFailed when
        there is none and none can be started."""
        self._latest = folder
        if not self.all:
            self.fill()
        for seat in reversed(self._idle):  # used last, so that its memory is warm
            if seat.is_open and seat.folder == folder:
                return self._taken(seat)
        other = next((seat for seat in reversed(self._idle) if seat.folder != folder), None)
        if other and any(seat.folder == folder and not seat.is_demoted for seat in self.all):
            self._open(other, folder)  # by the time it has done so, one that is open already may be free
            return None
        return self._taken(other) if other else None

    def demote(self, seat: Seat) -> None:
        """A process is at work on a heavy query: there must be another for light ones."""
        seat.demote()
        self._refill()

    def get_ready(self, seat: Seat) -> None:
        """A process waits for orders, for the first time or after a heavy query. Opens the store it will be asked."""
        self._idle.append(seat)
        if self._latest and not (seat.is_open and seat.folder == self._latest):
            self._open(seat, self._latest)

    def release(self, seat: Seat) -> None:
        """A process has answered. A demoted one is not ready yet, and is kept while there are not too many."""
        limits = self._settings.limits
        if not seat.is_demoted and len(self.all) <= self.wanted + limits.heavy:
            self._idle.append(seat)
        elif len(self.all) > self.wanted + limits.heavy or seat.memory > _FAT:
            self._forget(seat)
        else:
            # It may have been demoted after it looked whether it was, and looks again after each order.
            self._open(seat, seat.folder)

    def discard(self, seat: Seat) -> asyncio.Future[int]:
        """Kills a process and starts another where it is needed; gives how it ended, in time, as a return code."""
        self.killed += 1
        ended = self._forget(seat)
        if seat.is_ready:  # one that never was would be followed by one that never is; the next query tries
            self._refill()
        return ended

    async def close(self) -> None:
        """Kills all, and waits for their end."""
        self.wanted = 0
        for seat in tuple(self.all):
            self._forget(seat)
        if self._nursery:
            await asyncio.gather(*self._ending)
            self._nursery.close()

    def _start(self) -> None:
        if self._nursery is None or not self._nursery.is_alive:
            self._nursery = Nursery(self._settings)
            self._nursery.start()
        self.all.add(Seat(self._settings, self._nursery, self._owner))
        self.started += 1

    def _open(self, seat: Seat, folder: str) -> None:
        with contextlib.suppress(OSError):  # its owner hears that it is lost
            seat.send(Open(folder))

    def _refill(self) -> None:
        with contextlib.suppress(QueryFailed):  # the next query tries again, and says so
            self.fill()

    def _taken(self, seat: Seat) -> Seat:
        self._idle.remove(seat)
        return seat

    def _forget(self, seat: Seat) -> asyncio.Future[int]:
        self.all.discard(seat)
        if seat in self._idle:
            self._idle.remove(seat)
        ended = seat.end()
        self._ending.add(ended)
        ended.add_done_callback(self._ending.discard)
        return ended
