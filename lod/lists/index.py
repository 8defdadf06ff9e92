"""An index, open: the members of a list, what filters let through of them, and their orders. What is asked for is read
from its files, so it takes hardly any memory, however many members there are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from lod.lists import List, files
from lod.lists.bits import Natural, Order, mask, of_mask, of_places
from lod.lists.dates import Dates
from lod.lists.files import Members, Opened
from lod.model import PartialDate

_ONE = ord("1")
_FEW = 10_000
"""Members that are looked up one by one; of more, all members are gone through."""


class Listed:
    """The members of one list, in the order of their IRIs. A set of them is a whole number (`lod.lists.bits`). Reading
    from several threads is safe."""

    def __init__(self, folder: Path, of: List) -> None:
        """Raises ReleaseDamaged when it cannot be read."""
        self._file = Opened(files.index(folder, of))
        self._head = self._file.head
        self.members = Members(files.mapped(files.iris(folder, of)), self._file.starts())

    def __len__(self) -> int:
        return self._head.size

    def everything(self) -> int:
        """The set of all."""
        return (1 << len(self)) - 1

    def values(self, name: str) -> Iterable[str]:
        """The values of a filter that let anything through, in order."""
        return self._head.sets.get(name, {})

    def having(self, name: str, value: str) -> int:
        """The members that a filter lets through at a value: an IRI."""
        section = self._head.sets.get(name, {}).get(value)
        return self._file.set(section) if section else 0

    def named(self, iris: Iterable[str]) -> int:
        """The members with these IRIs."""
        wanted = set(iris)
        if len(wanted) > _FEW:
            found = (place for place, iri in enumerate(self.members) if iri in wanted)
        else:
            found = (place for iri in wanted if (place := self.members.place(iri)) is not None)
        return of_places(found, len(self))

    def of_unit(self, unit: int) -> int:
        """The members that belong to a unit, by its place."""
        return of_places(self._places_of(unit.to_bytes(4, "little")), len(self))

    def _places_of(self, unit: bytes) -> Iterator[int]:
        units = self._file.bytes(self._head.units).tobytes()
        at = units.find(unit)
        while at >= 0:
            if at % len(unit) == 0:
                yield at // len(unit)
            at = units.find(unit, at + 1)

    def units(self, members: int, among: int) -> int:
        """The set of the units, `among` so many, of some members."""
        marks, found = mask(members, len(self)), bytearray(b"0") * among
        for unit, start, end in self._runs:
            if end - start > 1 and _ONE not in found[unit : unit + end - start]:
                found[unit : unit + end - start] = marks[start:end]
            else:
                for place in range(start, end):
                    if marks[place] == _ONE:
                        found[unit + place - start] = _ONE
        return of_mask(bytes(found))

    def stood(self, at: PartialDate) -> int:
        """Of overall judgements ever published, those that stood on each day of a date."""
        first, last = at.first_day.toordinal(), at.last_day.toordinal()
        if self._head.spells is None:
            return 0
        (begun, ended), (from_, up_to) = self._head.spells, self._spells
        have_begun = from_.below(begun.starts[bisect_left(begun.values, first + 1)])
        return have_begun & ~up_to.below(ended.starts[bisect_left(ended.values, last + 1)])

    @cached_property
    def by_iri(self) -> Order:
        """The order of their IRIs."""
        return Natural(len(self))

    @cached_property
    def dates(self) -> Dates:
        """When inspections were published or, where that is not stated, their fieldwork ended; judgements with their
        inspections, units when they were last inspected."""
        ranking = self._head.dates
        return Dates(ranking.values, ranking.starts, self._file.order(ranking), self.members)

    @cached_property
    def _runs(self) -> list[tuple[int, int, int]]:
        """Members whose units follow each other as they do themselves: the first one's unit, where they begin and where
        they end. A register that has one judgement of most units has few."""
        units = self._file.numbers(self._head.units)
        breaks = [place for place, (unit, following) in enumerate(pairwise(units), 1) if following != unit + 1]
        return [(units[start], start, end) for start, end in pairwise([0, *breaks, len(units)]) if start < end]

    @cached_property
    def _spells(self) -> list[Order]:
        return [self._file.order(each) for each in self._head.spells or ()]
