"""The members of one list while its index is made: a column for each thing that is known of them, to be written."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from pathlib import Path

from lod.lists import dates, files
from lod.lists.bits import Order
from lod.lists.entries import Entries, Key
from lod.lists.files import Head, Members, Ranking, Section, Sections, Value
from lod.lists.known import Filter, Known

NOWHERE = 2**32 - 1
"""The place of what is in no list."""


class Columns:
    """The members of one list: their IRIs in the file `iris`, and a column for each thing else that is known of
    them."""

    def __init__(self, iris: Path, every: Iterable[Entries]) -> None:
        self._iris, self._starts = iris, array("Q", [0])
        self.key, self._date, self._unit = array("I"), array("I"), array("I")
        self._first, self._end = array("I"), array("I")
        self._keys: dict[Key, int] = {}
        self._dates: dict[str, int] = {}
        self._among = 0
        self._last, self._in_order = "", True
        iris.write_bytes(b"")
        for each in every:
            self.take(each)

    @property
    def keys(self) -> list[Key]:
        """What members are narrowed by; `key` says which of these of each."""
        return list(self._keys)

    def members(self) -> Members:
        """Those that are there."""
        return Members(files.mapped(self._iris), self._starts)

    def take(self, each: Entries) -> None:
        """Puts more behind them."""
        encoded = [iri.encode() for iri in each.iris]
        with self._iris.open("ab") as file:
            file.writelines(encoded)
        self._in_order &= not each.iris or self._last <= each.iris[0]
        self._last = each.iris[-1] if each.iris else self._last
        start = self._starts[-1]
        self._starts.extend(start + end for end in accumulate(map(len, encoded)))
        keys = [self._keys.setdefault(keys, len(self._keys)) for keys in each.keys]
        dates = [self._dates.setdefault(date, len(self._dates)) for date in each.dates]
        self.key.extend(map(keys.__getitem__, each.key))
        self._date.extend(map(dates.__getitem__, each.date))
        self._unit.extend(NOWHERE if unit < 0 else self._among + unit for unit in each.unit)
        self._first.extend(each.first)
        self._end.extend(each.end)
        self._among += each.among

    def sort(self) -> Sequence[int]:
        """Puts them in the order of their IRIs, in which they mostly come; gives where each stood before."""
        if self._in_order:
            return range(len(self.key))
        iris = list(self.members())
        order = sorted(range(len(iris)), key=iris.__getitem__)
        encoded = [iris[place].encode() for place in order]
        self._iris.write_bytes(b"".join(encoded))
        self._starts = array("Q", accumulate(map(len, encoded), initial=0))
        self.key, self._date, self._unit, self._first, self._end = (
            array("I", map(column.__getitem__, order)) if column else column
            for column in (self.key, self._date, self._unit, self._first, self._end)
        )
        self._in_order = True
        return order

    def write(self, path: Path, known: Known, places: Sequence[int]) -> None:
        """Writes the index. `places` are those of the units, in the order in which they came."""
        sections = Sections()
        written = list(self._dates)
        ordered = dates.in_order(written)
        code = {date: code for code, date in enumerate(ordered)}
        units = array("I", (places[each] if each != NOWHERE else NOWHERE for each in self._unit))
        head = Head(
            size=len(self.key),
            starts=sections.numbers(self._starts),
            units=sections.numbers(units),
            dates=ranked(sections, ordered, [code[written[each]] for each in self._date]),
            spells=(numbered(sections, self._first), numbered(sections, self._end)) if any(self._end) else None,
            sets=self._sets(sections, known),
        )
        sections.write(path, head)

    def _sets(self, sections: Sections, known: Known) -> dict[str, dict[str, Section]]:
        of_keys = _by_code(self.key, len(self._keys))
        holding: dict[Filter, list[array[int]]] = defaultdict(list)
        for places, keys in zip(of_keys, self._keys, strict=True):
            for each in set(known.filters(keys)):
                holding[each].append(places)
        found: dict[str, dict[str, Section]] = defaultdict(dict)
        for (name, value), some in sorted(holding.items()):
            found[name][value] = sections.places(array("I", chain.from_iterable(some)), len(self.key))
        return found


def _by_code(codes: Sequence[int], count: int) -> list[array[int]]:
    """The places of each of so many codes."""
    found = [array("I") for _ in range(count)]
    append = [each.append for each in found]
    for place, code in enumerate(codes):
        append[code](place)
    return found


def numbered(sections: Sections, numbers: Sequence[int]) -> Ranking[int]:
    """Members by their numbers, put into sections."""
    values = sorted(set(numbers))
    code = {value: code for code, value in enumerate(values)}
    return ranked(sections, values, [code[each] for each in numbers])


def ranked(sections: Sections, values: list[Value], codes: Sequence[int]) -> Ranking[Value]:
    """Members by their values, put into sections. Values stand in order, and `codes` has each one's; of equal ones by
    place."""
    places = _by_code(codes, len(values))
    starts = list(accumulate(map(len, places), initial=0))
    return Ranking(values, starts, *sections.order(Order.of(array("I", chain.from_iterable(places)))))
