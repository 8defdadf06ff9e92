"""The dates of a list's members: what lies between two of them, and the members in their order.

A date may be a month or a year. It lies in a range if all of its days do; what has no date lies in none. In order, it
stands where its first day does, before what ends sooner than it; what has no date comes before all that has one.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from lod.model import PartialDate
from lod.web.lists.bits import Order

Key = tuple[int, int]


class Dates:
    """The dates of the members of a list, each as it is written, or an empty string, in the order of their IRIs."""

    def __init__(self, texts: Sequence[str], members: Sequence[str]) -> None:
        self._texts, self._members = texts, members
        named = {text: _key(text) for text in set(texts)}
        written = sorted(named, key=lambda text: (named[text], text))
        codes = {text: code for code, text in enumerate(written)}
        self._keys = [named[text] for text in written]
        self._sequence = array("I", sorted(range(len(texts)), key=[codes[text] for text in texts].__getitem__))
        counted = array("I", bytes(array("I").itemsize * len(written)))
        for text in texts:
            counted[codes[text]] += 1
        self._starts = [0]
        for count in counted:
            self._starts.append(self._starts[-1] + count)
        self._marks = list(zip(self._keys, written, strict=True))
        self.order = Order(self._sequence)

    def text(self, place: int) -> str:
        """The date of a member as it is written."""
        return self._texts[place]

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

    def ranks(self, date: str, iri: str) -> tuple[int, int]:
        """How many members come before one of that date and IRI, and how many when it is counted itself. Raises
        ValueError for what is no date."""
        wanted = (_key(date), date)
        code = bisect_left(self._marks, wanted)
        start = self._starts[code]
        if code == len(self._marks) or self._marks[code] != wanted:
            return start, start
        run = self._sequence[start : self._starts[code + 1]]
        named = self._members.__getitem__
        return start + bisect_left(run, iri, key=named), start + bisect_right(run, iri, key=named)


def _key(text: str) -> Key:
    if not text:
        return (0, 0)
    date = PartialDate.parse(text)
    return date.first_day.toordinal(), date.last_day.toordinal()
