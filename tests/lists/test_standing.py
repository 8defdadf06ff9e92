"""For how long a judgement stood: on each day what the rule of `lod.latest.as_of` says of that day."""

from __future__ import annotations

import datetime

from hypothesis import example, given
from hypothesis import strategies as st

from lod.latest import Stated, as_of
from lod.lists import standing
from lod.model import PartialDate


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    month = draw(st.integers(0, 3))
    day = draw(st.integers(0, 28)) if month else 0
    return PartialDate(draw(st.integers(2023, 2025)), month or None, day or None)


Drawn = tuple[PartialDate | None, PartialDate | None, PartialDate | None]


def agrees(drawn: list[Drawn], at: PartialDate) -> None:
    judgements = [Stated(f"judgement/{place}", *each) for place, each in enumerate(drawn)]
    found = [each.iri for each in standing.spells(judgements) if each.covers(at)]
    expected = as_of(judgements, at)
    assert found == ([expected.iri] if expected else [])


@given(st.lists(st.tuples(st.none() | dates(), st.none() | dates(), st.none() | dates()), max_size=4), dates())
@example([(PartialDate(2023, 1, 1), None, None), (None, PartialDate(2023, 2), PartialDate(2023, 1))], PartialDate(2023))
def test_what_stood_is_what_the_rule_says(drawn: list[Drawn], at: PartialDate) -> None:
    agrees(drawn, at)


@given(st.lists(st.tuples(st.none() | dates(), st.none(), st.none()), max_size=5), dates())
def test_so_is_it_where_nothing_was_corrected(drawn: list[Drawn], at: PartialDate) -> None:
    agrees(drawn, at)


def test_a_judgement_stands_until_it_is_taken_back() -> None:
    stated = Stated("judgement", PartialDate(2023, 5, 1), None, PartialDate(2024, 6, 1))
    (spell,) = standing.spells([stated])
    assert datetime.date.fromordinal(spell.first) == datetime.date(2023, 5, 1)
    assert datetime.date.fromordinal(spell.end) == datetime.date(2024, 6, 1)
