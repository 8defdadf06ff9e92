"""For how long a judgement stood: on each day what the rule of `lod.latest.as_of` says of that day."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from lod.latest import Stated, as_of
from lod.model import PartialDate
from lod.web.lists import standing


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    month = draw(st.integers(0, 3))
    day = draw(st.integers(0, 28)) if month else 0
    return PartialDate(draw(st.integers(2023, 2025)), month or None, day or None)


@given(st.lists(st.tuples(st.none() | dates(), st.none() | dates(), st.none() | dates()), max_size=4), dates())
def test_what_stood_is_what_the_rule_says(
    drawn: list[tuple[PartialDate | None, PartialDate | None, PartialDate | None]], at: PartialDate
) -> None:
    judgements = [Stated(f"judgement/{place}", *each) for place, each in enumerate(drawn)]
    spells = standing.joined(standing.spells(list(enumerate(judgements))))
    found = [judgements[each.place] for each in spells if each.covers(at)]
    expected = as_of(judgements, at)
    assert found == ([expected] if expected else [])


def test_a_judgement_stands_until_it_is_taken_back() -> None:
    stated = Stated("judgement", PartialDate(2023, 5, 1), None, PartialDate(2024, 6, 1))
    (spell,) = standing.joined(standing.spells([(7, stated)]))
    assert (spell.place, datetime.date.fromordinal(spell.first)) == (7, datetime.date(2023, 5, 1))
    assert datetime.date.fromordinal(spell.end) == datetime.date(2024, 6, 1)
