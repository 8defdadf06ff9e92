"""Queries of strangers, each in a process apart: no query can stop the server, and none outlives its deadline.

The engine has no time limit and can end its process by recursion or memory, so a process is killed and replaced at the
deadline, when its caller goes away, and whenever it dies. `lod.store.lanes` decides who runs; here it is done.
Results come whole or as one of the errors of `QueryError`.
"""

from __future__ import annotations

import asyncio
import math
from pathlib import Path
from types import TracebackType
from typing import Self

from lod import errors
from lod.errors import LodError, QueryFailed, StoreBusy
from lod.store import endings
from lod.store.alarm import Alarm
from lod.store.describing import Descriptions
from lod.store.evaluation import Answer, Query
from lod.store.figures import Figures
from lod.store.jobs import Event, Job, Memory, key
from lod.store.lanes import Deed, Lanes, State, Step, Ticket
from lod.store.limits import Limits
from lod.store.messages import Answered, Filed, Opened, Ready, Refused, Reply
from lod.store.query_text import refuse
from lod.store.seat import Seat
from lod.store.seats import Seats
from lod.store.settings import Settings
from lod.store.spool import Spooled

_TICK = 0.001
"""Seconds that a timer may be early: some event loops count milliseconds."""


class QueryPool:
    """Query processes. Used as an async context manager, or between `start` and `close`, on one event loop.

    `root` is the folder below which all stores are, and all that a process may read. `descriptions` say what DESCRIBE
    gives; without them it is the engine's own.
    After `close`, and after the death of this process, no query process is left.
    """

    def __init__(
        self, limits: Limits | None = None, root: Path = Path("/"), descriptions: Descriptions | None = None
    ) -> None:
        self.limits = limits or Limits()
        self._settings = Settings(self.limits, str(root), descriptions)
        self._memory = Memory()
        self._open = False
        self._reset()

    def _reset(self) -> None:
        self._lanes = Lanes(self.limits)
        self._seats = Seats(self._settings, self)
        self._jobs: dict[Ticket, Job] = {}
        self._at: dict[Seat, Job] = {}
        self._unseated: dict[Job, None] = {}
        self._timed_out = self._refused = 0

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def pids(self) -> tuple[int, ...]:
        """The query processes that live now."""
        return tuple(seat.pid for seat in self._seats.all if seat.pid)

    @property
    def figures(self) -> Figures:
        number = self._lanes.number
        return Figures(
            running=number(State.LIGHT) + number(State.LINGERING) + number(State.HEAVY),
            parked=number(State.PARKED),
            waiting=number(State.WAITING),
            killed=self._seats.killed,
            timed_out=self._timed_out,
            refused=self._refused,
            restarted=max(0, self._seats.started - self.limits.workers),
            memory={seat.pid: seat.memory for seat in self._seats.all if seat.pid},
        )

    async def start(self) -> None:
        """Starts the processes; they get ready while the caller goes on. Raises QueryFailed when one cannot start."""
        self._reset()
        self._open, self._loop = True, asyncio.get_running_loop()
        self._alarm = Alarm(self._loop, self._look)
        try:
            self._seats.fill()
        except QueryFailed:
            await self.close()
            raise

    async def close(self) -> None:
        """Kills the processes, also those at work: their callers get QueryFailed."""
        self._open = False
        for job in tuple(self._jobs.values()):
            self._fail(job, endings.stopping())
        self._alarm.cancel()
        await self._seats.close()

    async def run(self, folder: Path, query: Query, client: str = "") -> Answer:
        """The whole answer of the store in `folder` to a query; `client` is the address that asks.

        Raises what `refuse` and `evaluate` raise, StoreBusy when there is no place within `limits.wait` or no room to
        wait, QueryTimeout at the deadline, and QueryFailed when the process died. Cancelling it kills the query.
        """
        refuse(query.text, self.limits)
        if not self._open:
            raise endings.closed()
        where = str(folder)
        ticket = Ticket(client, is_heavy=bool(self._memory) and key(where, query) in self._memory)
        job = Job(ticket, where, query, self._loop.create_future(), self._loop.time())
        self._jobs[ticket] = job
        self._do(self._lanes.enter(ticket))
        if job.due == math.inf:
            self._arm(job)
        try:
            return await job.answer
        except asyncio.CancelledError:
            if job.answer.done() and not job.answer.cancelled() and job.answer.exception() is None:
                _free(job.answer.result())
            if ended := self._leave(job):
                await ended
            raise

    def heard(self, seat: Seat, reply: Reply) -> None:
        """A process says something (`lod.store.seat.Owner`)."""
        job = self._at.get(seat)
        match reply:
            case Answered(body, rows) if job:
                self._finish(job, seat, Answer(body, job.query.format, rows, job.ran(self._loop.time())))
            case Ready() if job:  # it was demoted before it had read the query, which the new thread will read
                self._seats.demote(seat)
            case Ready():
                self._seats.get_ready(seat)
                self._seat_waiting()
            case Opened(folder):
                if job is None:
                    self._seat_waiting()
                elif folder == job.folder:
                    self._begin(job)
            case Refused() if job is None:  # a store that could not be opened: who asks it will hear it
                seat.folder = ""
                self._seat_waiting()
            case Refused(error, message) if job:
                self._finish(job, seat, getattr(errors, error, QueryFailed)(message))
            case Filed(_, rows) if job:
                self._finish(job, seat, Answer(seat.spooled(reply), job.query.format, rows, job.ran(self._loop.time())))
            case _:
                self.lost(seat)

    def _finish(self, job: Job, seat: Seat, outcome: Answer | LodError) -> None:
        """A process has answered, and is free for the next."""
        if job.ticket.state is State.PARKED:
            seat.go_on()
        if job.ticket.is_heavy and job.rest(self.limits) > 0:
            self._memory.learn(job.key, is_heavy=False)
        self._settle(job, outcome)
        del self._at[seat]
        job.seat = None
        self._seats.release(seat)
        self._seat_waiting()
        self._leave(job)

    def lost(self, seat: Seat) -> None:
        """A process is gone (`lod.store.seat.Owner`)."""
        job, ended = self._at.pop(seat, None), self._seats.discard(seat)
        stranded = [job] if job else [] if self._seats.all else [*self._unseated]
        for each in stranded:
            each.seat = None
            self._forget(each)
            self._do(self._lanes.leave(each.ticket))

        def tell(code: asyncio.Future[int]) -> None:
            for each in stranded:
                self._settle(each, endings.died(code.result(), self.limits))

        ended.add_done_callback(tell)

    def _do(self, steps: list[Step]) -> None:
        for deed, ticket in steps:
            job = self._jobs.get(ticket)
            if job is None:
                continue
            match deed:
                case Deed.START:
                    self._start(job)
                    continue
                case Deed.STOP if job.seat:
                    job.halt(self._loop.time())
                    job.seat.stop()
                case Deed.CONTINUE if job.seat:
                    job.run(self._loop.time())
                    job.seat.go_on()
                case Deed.GIVE_BACK:
                    self._dismiss(job)
                    job.restart(self._loop.time())
                case Deed.REFUSE:
                    self._refuse(job, endings.crowded(self.limits))
            self._arm(job)

    def _start(self, job: Job) -> None:
        """Hands a job that has a place to a process, as soon as there is one."""
        self._unseated[job] = None
        self._seat_waiting()
        if job.began is None:
            self._arm(job)

    def _seat_waiting(self) -> None:
        if not self._unseated:
            return
        for job in tuple(self._unseated):
            try:
                seat = self._seats.take(job.folder)
            except QueryFailed as problem:
                self._fail(job, problem)
                continue
            if seat:
                self._unseated.pop(job, None)
                self._seat(job, seat)

    def _seat(self, job: Job, seat: Seat) -> None:
        is_open = seat.is_open and seat.folder == job.folder
        try:
            if job.ticket.is_heavy:
                self._seats.demote(seat)
            seat.send(job.task)
        except OSError:
            self._unseated[job] = None
            self.lost(seat)
            return
        job.seat, self._at[seat] = seat, job
        if is_open:
            self._begin(job)

    def _begin(self, job: Job) -> None:
        job.run(self._loop.time())
        self._arm(job)

    def _arm(self, job: Job) -> None:
        """Sets a job's clock for what is due next."""
        if job.ticket in self._jobs:
            job.expect(self._loop.time(), self.limits)
            self._alarm.set(job.due)

    def _look(self) -> None:
        """Does what is due."""
        now = self._loop.time() + _TICK
        try:
            for job in [job for job in self._jobs.values() if job.due <= now]:
                if job.ticket in self._jobs and job.due <= now:  # what was due for another may have changed it
                    self._due(job)
        finally:  # whatever goes wrong with one, the others have their deadlines
            if self._jobs:
                self._alarm.set(min(job.due for job in self._jobs.values()))

    def _due(self, job: Job) -> None:
        limits = self.limits
        match job.event:
            case Event.SLOW:
                job.is_quick = False
                self._seats.wanted = 2 * limits.workers  # from now on there are some to take its place
                self._do(self._lanes.linger(job.ticket))
            case Event.HEAVY if (rest := job.rest(limits)) > limits.light / 10:
                job.patience += rest
            case Event.HEAVY:
                self._memory.learn(job.key, is_heavy=True)
                if job.seat:
                    self._seats.demote(job.seat)
                self._do(self._lanes.outgrow(job.ticket))
            case Event.TURN:
                job.slice = self._loop.time()
                self._do(self._lanes.pause(job.ticket))
            case Event.WAITED:
                self._refuse(job, endings.waited(limits))
            case Event.STALLED:
                self._refuse(job, endings.stalled(limits))
            case Event.UNREADY:
                self._fail(job, endings.unready())
            case Event.DEADLINE:
                self._timed_out += 1
                self._memory.learn(job.key, is_heavy=True)
                self._fail(job, endings.too_long(limits))
        self._arm(job)

    def _refuse(self, job: Job, problem: StoreBusy) -> None:
        self._refused += 1
        self._fail(job, problem)

    def _fail(self, job: Job, problem: LodError) -> None:
        """Gives up on a job, and its process if it has one."""
        self._settle(job, problem)
        self._leave(job)

    def _settle(self, job: Job, outcome: Answer | LodError) -> None:
        """Tells the caller, unless he has gone."""
        if job.answer.done():
            _free(outcome)
        elif isinstance(outcome, Answer):
            job.answer.set_result(outcome)
        else:
            job.answer.set_exception(outcome)

    def _leave(self, job: Job) -> asyncio.Future[int] | None:
        """A job is over; how its process ended, in time, if it had one."""
        if not self._forget(job):
            return None
        ended = self._dismiss(job)
        self._do(self._lanes.leave(job.ticket))
        return ended

    def _forget(self, job: Job) -> bool:
        self._unseated.pop(job, None)
        return self._jobs.pop(job.ticket, None) is not None

    def _dismiss(self, job: Job) -> asyncio.Future[int] | None:
        """Kills the process of a job, if it has one."""
        if job.seat is None:
            return None
        seat, job.seat = job.seat, None
        del self._at[seat]
        return self._seats.discard(seat)


def _free(outcome: Answer | LodError) -> None:
    """Frees a result that nobody gets."""
    if isinstance(outcome, Answer) and isinstance(outcome.body, Spooled):
        outcome.body.close()
