"""Sets of places as numbers; pages of them in any order. What the clever way gives, the plain way gives."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.lists import bits
from lod.lists.bits import Natural, Order


@pytest.mark.parametrize(
    ("places", "size", "expected"), [([], 0, 0), ([], 3, 0), ([0], 1, 1), ([0, 2], 3, 0b101), ([9], 10, 1 << 9)]
)
def test_a_place_is_a_bit(places: list[int], size: int, expected: int) -> None:
    found = bits.of_places(places, size)
    assert found == expected
    assert bits.places(found) == places
    assert bits.of_mask(bits.mask(found, size)) == found


SEEDS = st.integers(0, 1000)


@st.composite
def ordered(draw: st.DrawFn) -> tuple[list[int], set[int]]:
    size = draw(st.integers(0, 600))
    sequence = draw(st.permutations(range(size)))
    return list(sequence), draw(st.sets(st.integers(0, size - 1))) if size else set()


@given(ordered(), st.integers(0, 700), st.integers(1, 20))
def test_an_order_gives_what_sorting_gives(drawn: tuple[list[int], set[int]], rank: int, most: int) -> None:
    sequence, chosen = drawn
    order, found = Order.of(sequence), bits.of_places(chosen, len(sequence))
    in_order = [place for place in sequence if place in chosen]
    assert bits.places(order.below(rank)) == sorted(sequence[:rank])
    assert order.lowest(found, most) == in_order[:most]
    assert order.highest(found, most) == in_order[-most:]
    assert [order.ranks[place] for place in sequence] == list(range(len(sequence)))


@given(st.integers(1, 6000), SEEDS, st.integers(0, 7000), st.integers(1, 120))
def test_places_have_an_order_of_their_own(size: int, seed: int, rank: int, most: int) -> None:
    drawn = Random(seed)  # noqa: S311 - the same every time
    natural, chosen = Natural(size), sorted(drawn.sample(range(size), drawn.randint(0, size)))
    found = bits.of_places(chosen, size)
    assert bits.places(natural.below(rank)) == list(range(size))[:rank]
    assert natural.lowest(found, most) == chosen[:most]
    assert natural.highest(found, most) == chosen[-most:]


@given(SEEDS, st.integers(1, 120), st.sampled_from([2500, 8000]))
def test_so_does_an_order_of_many(seed: int, most: int, count: int) -> None:
    """More than are sorted at once."""
    drawn, sequence = Random(seed), list(range(9000))  # noqa: S311 - the same every time
    drawn.shuffle(sequence)
    chosen = set(drawn.sample(sequence, count))
    order, found = Order.of(sequence), bits.of_places(chosen, len(sequence))
    in_order = [place for place in sequence if place in chosen]
    assert order.lowest(found, most) == in_order[:most]
    assert order.highest(found, most) == in_order[-most:]
