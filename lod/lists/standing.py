"""From when to when each overall judgement that was ever published stood as its unit's one: never a guess, by the rule
of `lod.latest.as_of`, asked once for each day on which its answer may change."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lod.latest import Stated, as_of
from lod.model import PartialDate

_EVER = datetime.date.max.toordinal() + 1


@dataclass(frozen=True, slots=True)
class Spell:
    """A time for which a judgement stood: from a day up to another, which is not part of it, as ordinals."""

    iri: str
    first: int
    end: int

    def covers(self, at: PartialDate) -> bool:
        """Whether it stood on each day of a date."""
        return self.first <= at.first_day.toordinal() and at.last_day.toordinal() < self.end


def spells(judgements: Sequence[Stated]) -> list[Spell]:
    """The spells of one unit's judgements."""
    if any(each.since or each.until for each in judgements):
        return _joined(_asked(judgements))
    return list(_uncorrected(judgements))


def _uncorrected(judgements: Sequence[Stated]) -> Iterator[Spell]:
    """What the rule comes to where nothing was taken back, as hardly anything is: a judgement stands from when it was
    surely published until another may have been, if it is surely later than all before."""
    dated = sorted((*_bounds(each.published), each.iri) for each in judgements if each.published)
    if len(dated) < len(judgements):
        return
    latest = 0
    for (first, last, iri), (following, *_) in pairwise([*dated, (_EVER, 0, "")]):
        if latest < first and last < following:
            yield Spell(iri, last, following)
        latest = max(latest, last)


def _bounds(date: PartialDate) -> tuple[int, int]:
    return date.first_day.toordinal(), date.last_day.toordinal()


def _asked(judgements: Sequence[Stated]) -> Iterator[Spell]:
    days = sorted({day for each in judgements for day in _days(each)})
    for day, following in pairwise([*days, _EVER]):
        date = datetime.date.fromordinal(day)
        found = as_of(judgements, PartialDate(date.year, date.month, date.day))
        if found:
            yield Spell(found.iri, day, following)


def _joined(spells: Iterable[Spell]) -> list[Spell]:
    """Spells of one judgement that follow each other at once, as one."""
    found: list[Spell] = []
    for each in spells:
        if found and found[-1].iri == each.iri and found[-1].end == each.first:
            found[-1] = Spell(each.iri, found[-1].first, each.end)
        else:
            found.append(each)
    return found


def _days(stated: Stated) -> Iterator[int]:
    """The days on which what may be told of it changes."""
    for date in (stated.published, stated.since, stated.until):
        if date:
            yield date.first_day.toordinal()
            yield date.last_day.toordinal()
            if date.last_day < datetime.date.max:
                yield date.last_day.toordinal() + 1
