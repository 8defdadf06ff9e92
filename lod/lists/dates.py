"""The dates of a list's members: what lies between two of them, and the members in their order.

A date may be a month or a year. It lies in a range if all of its days do; what has no date lies in none. In order, it
stands where its first day does, before what ends sooner than it; what has no date comes before all that has one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from lod.lists.bits import Order
from lod.model import PartialDate

Key = tuple[int, int]


def in_order(written: Iterable[str]) -> list[str]:
    """Dates as they are written, or an empty string where there is none, each once. Raises ValueError for others."""
    return sorted(set(written), key=lambda text: (_key(text), text))


class Dates:
    """The dates of the `members` of a list, which stand in the order of their IRIs. `written` are the dates
    `in_order`; `starts` is how many members come before each, and how many there are; `order` is that of the members by
    date, of the same date by IRI."""

    def __init__(self, written: Sequence[str], starts: Sequence[int], order: Order, members: Sequence[str]) -> None:
        self.order = order
        self._written, self._starts, self._members = written, starts, members
        self._keys = [_key(text) for text in written]
        self._marks = list(zip(self._keys, written, strict=True))

    def text(self, place: int) -> str:
        """The date of a member as it is written."""
        return self._written[bisect_right(self._starts, self.order.ranks[place]) - 1]

    def within(self, first: PartialDate | None, last: PartialDate | None) -> int:
        """The members whose date lies in a range, both ends counted; None is no end."""
        begin = first.first_day.toordinal() if first else 1
        end = last.last_day.toordinal() if last else PartialDate(9999).last_day.toordinal()
        found = 0
        run: int | None = None
        for code, (opens, closes) in enumerate([*self._keys, (0, 0)]):
            fits = code < len(self._keys) and begin <= opens and closes <= end
            if fits and run is None:
                run = code
            elif not fits and run is not None:
                found |= self.order.between(self._starts[run], self._starts[code])
                run = None
        return found

    def span(self, members: int) -> tuple[str, str]:
        """The first and the last date of a set of members, as they are written; empty where none has one."""
        dated = members & self.within(None, None)
        if not dated:
            return "", ""
        return self.text(self.order.lowest(dated, 1)[0]), self.text(self.order.highest(dated, 1)[0])

    def ranks(self, date: str, iri: str) -> tuple[int, int]:
        """How many members come before one of that date and IRI, and how many when it is counted itself. Raises
        ValueError for what is no date."""
        wanted = (_key(date), date)
        code = bisect_left(self._marks, wanted)
        start = self._starts[code]
        if code == len(self._marks) or self._marks[code] != wanted:
            return start, start
        same = self.order.between(start, self._starts[code + 1])
        first, behind = bisect_left(self._members, iri), bisect_right(self._members, iri)
        return start + _before(same, first), start + _before(same, behind)


def _before(bits: int, place: int) -> int:
    """How many places of a set come before one."""
    return (bits & ((1 << place) - 1)).bit_count()


def _key(text: str) -> Key:
    if not text:
        return (0, 0)
    date = PartialDate.parse(text)
    return date.first_day.toordinal(), date.last_day.toordinal()
