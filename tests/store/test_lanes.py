"""Who may run, as a table of events: what happens, and what is then to be done."""

from __future__ import annotations

import pytest

from lod.store.lanes import Deed, Lanes, State, Step, Ticket, Turns
from lod.store.limits import Limits

LIMITS = Limits(workers=2, heavy=2, parked=4, queue=3)
"""Half of the six heavy queries that may have begun are for one address: three."""


class Story:
    """Queries by name. An address is the first letter: `a1` and `a2` come from one. Capitals are known to be heavy."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.lanes = Lanes(limits)
        self.tickets: dict[str, Ticket] = {}

    def happen(self, event: str) -> str:
        """`enter a1` → `START a1`: what is to be done, in order."""
        verb, name = event.split()
        if verb == "enter":
            self.tickets[name] = Ticket(name[0].lower(), is_heavy=name[0].isupper())
        steps: list[Step] = getattr(self.lanes, verb)(self.tickets[name])
        names = {ticket: name for name, ticket in self.tickets.items()}
        return ", ".join(f"{deed.name} {names[ticket]}" for deed, ticket in steps)

    def tell(self, *rows: tuple[str, str]) -> None:
        for number, (event, done) in enumerate(rows):
            assert self.happen(event) == done, f"row {number}: {event}"

    def state(self, name: str) -> State:
        return self.tickets[name].state


def test_a_light_query_has_the_place_that_is_free() -> None:
    Story().tell(
        ("enter a1", "START a1"),
        ("enter a2", "START a2"),
        ("enter a3", ""),
        ("leave a1", "START a3"),
        ("leave a3", ""),
        ("leave a2", ""),
    )


def test_light_places_go_to_addresses_in_turn() -> None:
    story = Story(Limits(workers=1, queue=9))
    story.tell(("enter a1", "START a1"), ("enter a2", ""), ("enter a3", ""), ("enter b1", ""), ("enter c1", ""))
    story.tell(("leave a1", "START a2"), ("leave a2", "START b1"), ("leave b1", "START c1"), ("leave c1", "START a3"))


def test_a_slow_light_query_holds_nobody_back() -> None:
    Story().tell(
        ("enter a1", "START a1"),
        ("enter a2", "START a2"),
        ("enter a3", ""),
        ("linger a1", "START a3"),
        ("enter a4", ""),
        ("linger a2", "START a4"),
        ("enter a5", ""),
        ("linger a3", ""),  # two linger already
        ("leave a1", ""),
        ("linger a3", "START a5"),
    )


def test_a_query_that_goes_on_becomes_heavy_and_frees_its_place() -> None:
    story = Story()
    story.tell(
        ("enter a1", "START a1"),
        ("enter a2", "START a2"),
        ("enter a3", ""),
        ("outgrow a1", "START a3"),
        ("outgrow a2", ""),
        ("outgrow a3", "STOP a3"),
    )
    assert [story.state(name) for name in ("a1", "a2", "a3")] == [State.HEAVY, State.HEAVY, State.PARKED]
    story.tell(("leave a1", "CONTINUE a3"), ("leave a3", ""))


def test_one_address_has_half_of_the_heavy_queries_that_have_begun() -> None:
    story = Story()
    for name in ("a1", "a2", "a3"):
        story.happen(f"enter {name}")
        story.happen(f"outgrow {name}")
    story.tell(
        ("enter a4", "START a4"),
        ("outgrow a4", "GIVE_BACK a4"),
        ("enter b1", "START b1"),
        ("outgrow b1", "STOP b1"),
        ("leave a1", "CONTINUE a3"),  # the fourth may begin again as soon as there is a place
        ("leave a2", "CONTINUE b1"),
        ("leave a3", "START a4"),
    )


def test_a_query_known_to_be_heavy_takes_no_light_place() -> None:
    story = Story()
    story.tell(
        ("enter A1", "START A1"),
        ("enter A2", "START A2"),
        ("enter A3", ""),
        ("enter b1", "START b1"),
        ("enter B2", ""),
        ("leave A1", "START A3"),
        ("leave A2", "START B2"),
    )
    assert story.state("A3") is State.HEAVY


def test_heavy_places_go_round_by_slices() -> None:
    Story().tell(
        ("enter A1", "START A1"),
        ("enter A2", "START A2"),
        ("pause A1", ""),  # nobody waits
        ("enter B1", ""),
        ("pause A1", "STOP A1, START B1"),
        ("pause A2", "STOP A2, CONTINUE A1"),
        ("pause B1", "STOP B1, CONTINUE A2"),
        ("pause A1", "STOP A1, CONTINUE B1"),
        ("leave A2", "CONTINUE A1"),
        ("pause B1", ""),
    )


def test_no_more_begin_than_may_be_parked() -> None:
    story = Story(Limits(workers=2, heavy=1, parked=1, queue=9))
    story.tell(
        ("enter A1", "START A1"),
        ("enter B1", ""),
        ("enter C1", ""),
        ("pause A1", "STOP A1, START B1"),
        ("pause B1", "STOP B1, CONTINUE A1"),  # and not C1: that would be a third
        ("leave A1", "START C1"),
        ("pause C1", "STOP C1, CONTINUE B1"),
    )


def test_where_nothing_may_be_parked_a_query_begins_again() -> None:
    story = Story(Limits(workers=1, heavy=1, parked=0))
    story.tell(
        ("enter a1", "START a1"),
        ("outgrow a1", ""),
        ("enter b1", "START b1"),
        ("outgrow b1", "GIVE_BACK b1"),
        ("leave a1", "START b1"),
    )


def test_too_many_that_wait_are_refused_those_first_whose_address_has_most() -> None:
    story = Story()
    story.tell(("enter a1", "START a1"), ("enter a2", "START a2"), ("enter a3", ""), ("enter a4", ""), ("enter a5", ""))
    story.tell(
        ("enter a6", "REFUSE a6"),
        ("enter b1", "REFUSE a5"),
        ("enter c1", "REFUSE a4"),
        ("enter d1", "REFUSE d1"),
        ("leave a1", "START a3"),
        ("leave a2", "START b1"),
    )


@pytest.mark.parametrize("place", ["waiting", "light", "heavy", "parked"])
def test_whoever_leaves_is_forgotten(place: str) -> None:
    story = Story(Limits(workers=1, heavy=1, parked=2))
    story.tell(("enter a1", "START a1"), ("outgrow a1", ""), ("enter b1", "START b1"), ("outgrow b1", "STOP b1"))
    story.tell(("enter c1", "START c1"), ("enter d1", ""))
    first = {"waiting": "d1", "light": "c1", "heavy": "a1", "parked": "b1"}[place]
    story.happen(f"leave {first}")
    for name in ("a1", "b1", "c1", "d1"):
        if story.state(name) is not State.GONE:
            story.happen(f"leave {name}")
    numbers = [story.lanes.number(state) for state in State if state is not State.GONE]
    assert numbers == [0, 0, 0, 0, 0]
    story.tell(("enter e1", "START e1"), ("outgrow e1", ""), ("enter E2", ""), ("leave e1", "START E2"))


def test_turns_pass_over_those_that_do_not_fit() -> None:
    turns, first, second = Turns(), Ticket("a"), Ticket("b")
    turns.add(first)
    turns.add(second)
    assert turns.take(lambda ticket: ticket.client == "b") is second
    assert [*turns] == [first]
    assert turns.take(lambda ticket: False) is None
    assert Deed.START.name == "START"
