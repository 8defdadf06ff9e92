"""Who may run: places for light queries and for heavy ones, given to addresses in turn. No processes and no clock here.

Every query begins as a light one, and those are short, so that there is always a place for the next. One that goes on
becomes heavy: it leaves its light place, and shares few heavy ones by slices of time with the others. Heavy queries
that have begun and have no place are parked, stopped where they are; the memory they hold is why they are few.

    waiting ──► light ──► lingering ──► heavy ◄──► parked
       ▲          └──────────┴───► given back: no room to park, so it waits without a process to begin again
       └──────────────────────────────┘
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum, auto

from lod.store.limits import Limits


class State(IntEnum):
    """Where a query is. Numbers, since places are counted for every query."""

    WAITING = auto()
    """It has no process."""
    LIGHT = auto()
    LINGERING = auto()
    """It runs as a light one and holds no place any more: it has had more time than most need."""
    HEAVY = auto()
    PARKED = auto()
    GONE = auto()


@dataclass(eq=False, slots=True)
class Ticket:
    """A query's claim. `is_heavy` says which places it waits for; true from the start when it was heavy before."""

    client: str
    is_heavy: bool = False
    state: State = State.GONE


class Deed(IntEnum):
    """What is to be done about a query."""

    START = auto()
    """Run it, from the beginning."""
    STOP = auto()
    """Stop its process where it is."""
    CONTINUE = auto()
    """Let its process go on."""
    GIVE_BACK = auto()
    """End its process: it waits to begin again."""
    REFUSE = auto()
    """Give up on it: there is no room to wait."""


Step = tuple[Deed, Ticket]


class Lanes:
    """The places, and who has them. Each method takes an event and gives what is to be done, in order."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._count = [0] * (max(State) + 1)
        self._light = Turns()
        self._heavy = Turns()
        self._residents = Counter[str]()
        self._begun = limits.heavy + limits.parked
        self._share = max(1, self._begun // 2)

    def number(self, state: State) -> int:
        """How many queries are in a state."""
        return self._count[state]

    def enter(self, ticket: Ticket) -> list[Step]:
        """A query comes."""
        if ticket.is_heavy:
            self._move(ticket, State.WAITING)
            return [*self._queue(ticket), *self._fill()]
        if not self._light and self._has_light_place():
            self._move(ticket, State.LIGHT)
            return [(Deed.START, ticket)]
        self._move(ticket, State.WAITING)
        return self._queue(ticket)

    def linger(self, ticket: Ticket) -> list[Step]:
        """A light query has had more time than most need: another may begin beside it, as long as such are few."""
        if ticket.state is State.LIGHT and self._count[State.LINGERING] < self._limits.workers:
            self._move(ticket, State.LINGERING)
        return self._fill()

    def outgrow(self, ticket: Ticket) -> list[Step]:
        """A light query's time is over: it becomes heavy."""
        ticket.is_heavy = True
        if self._may_reside(ticket.client):
            self._residents[ticket.client] += 1
            if self._count[State.HEAVY] < self._limits.heavy:
                self._move(ticket, State.HEAVY)
                return self._fill()
            self._move(ticket, State.PARKED)
            self._heavy.add(ticket)
            return [(Deed.STOP, ticket), *self._fill()]
        self._move(ticket, State.WAITING)
        return [(Deed.GIVE_BACK, ticket), *self._queue(ticket), *self._fill()]

    def pause(self, ticket: Ticket) -> list[Step]:
        """A heavy query's slice is over: it makes place for the next one, if one waits."""
        following = self._heavy.take(self._may_run) if ticket.state is State.HEAVY else None
        if following is None:
            return []
        self._move(ticket, State.PARKED)
        self._heavy.add(ticket)
        return [(Deed.STOP, ticket), self._run(following)]

    def leave(self, ticket: Ticket) -> list[Step]:
        """A query is answered or given up."""
        if ticket.state in (State.HEAVY, State.PARKED):
            self._residents[ticket.client] -= 1
            self._residents += Counter()  # forgets addresses that have none
        if ticket.state in (State.WAITING, State.PARKED):
            (self._heavy if ticket.is_heavy else self._light).remove(ticket)
        self._move(ticket, State.GONE)
        return self._fill()

    def _fill(self) -> list[Step]:
        """Gives the places that are free to those who wait."""
        steps: list[Step] = []
        while self._light and self._has_light_place():
            light = self._light.next()
            self._move(light, State.LIGHT)
            steps.append((Deed.START, light))
        while (
            self._heavy and self._count[State.HEAVY] < self._limits.heavy and (heavy := self._heavy.take(self._may_run))
        ):
            steps.append(self._run(heavy))
        return steps

    def _run(self, ticket: Ticket) -> Step:
        """Gives a heavy place. One that has not begun becomes a resident: its process stays until it is answered."""
        deed = Deed.CONTINUE if ticket.state is State.PARKED else Deed.START
        self._residents[ticket.client] += deed is Deed.START
        self._move(ticket, State.HEAVY)
        return deed, ticket

    def _queue(self, ticket: Ticket) -> list[Step]:
        """Lets a query wait. Where too many do, the last one goes of the address that has the most."""
        turns = self._heavy if ticket.is_heavy else self._light
        turns.add(ticket)
        if self._count[State.WAITING] <= self._limits.queue:
            return []
        waiting = [each for each in (*self._light, *self._heavy) if each.state is State.WAITING]
        by_client = Counter(each.client for each in waiting)
        most = max(by_client.values())
        last = next(
            (each for each in reversed(waiting) if by_client[each.client] == most > by_client[ticket.client]), ticket
        )
        (self._heavy if last.is_heavy else self._light).remove(last)
        self._move(last, State.GONE)
        return [(Deed.REFUSE, last)]

    def _has_light_place(self) -> bool:
        return self._count[State.LIGHT] < self._limits.workers

    def _may_run(self, ticket: Ticket) -> bool:
        return ticket.state is State.PARKED or self._may_reside(ticket.client)

    def _may_reside(self, client: str) -> bool:
        """Whether one more of an address may begin and stay: one address has half of that room at most."""
        return self._residents.total() < self._begun and self._residents[client] < self._share

    def _move(self, ticket: Ticket, state: State) -> None:
        self._count[ticket.state] -= 1
        self._count[state] += 1
        ticket.state = state


class Turns:
    """Tickets that wait, given to addresses in turn; those of one address in the order in which they came."""

    def __init__(self) -> None:
        self._of: dict[str, deque[Ticket]] = {}

    def __iter__(self) -> Iterator[Ticket]:
        return (ticket for tickets in self._of.values() for ticket in tickets)

    def __bool__(self) -> bool:
        return bool(self._of)

    def add(self, ticket: Ticket) -> None:
        self._of.setdefault(ticket.client, deque()).append(ticket)

    def next(self) -> Ticket:
        """The first of the address whose turn it is; the address then goes to the end. There must be one."""
        client, tickets = next(iter(self._of.items()))
        ticket = tickets.popleft()
        del self._of[client]
        if tickets:
            self._of[client] = tickets
        return ticket

    def take(self, fits: Callable[[Ticket], bool]) -> Ticket | None:
        """The first that fits of the address whose turn it is; the address then goes to the end."""
        for ticket in self:
            if fits(ticket):
                self.remove(ticket)
                if ticket.client in self._of:
                    self._of[ticket.client] = self._of.pop(ticket.client)
                return ticket
        return None

    def remove(self, ticket: Ticket) -> None:
        tickets = self._of[ticket.client]
        tickets.remove(ticket)
        if not tickets:
            del self._of[ticket.client]
