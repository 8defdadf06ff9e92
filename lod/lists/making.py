"""Entries → the index of a release's lists: a file for each list. The same entries give the same bytes.

Members are put in the order of their IRIs. All who share a value of a filter are a set, written as the bits of all
members or as the places of a few, whichever is shorter; an order is written as it is used (`lod.lists.bits.Order`).
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from pathlib import Path

from lod.iris import Iris
from lod.lists import List, dates, files
from lod.lists.bits import Order
from lod.lists.entries import KEYS, Entries, Key, decoded, entries, said
from lod.lists.files import Head, Members, Ranking, Section, Sections, Value
from lod.namespaces import DCT, INSP, ORG, RDF, SKOS
from lod.terms import Triple

AREA, WHOLE, RATING, SCALE = "area", "whole", "rating", "scale"
"""Of a key: what the unit lies in, to which whatever that lies in is added, and the rating, to which its scales are."""

Filter = tuple[str, str]
"""A filter, and a value that it may have."""
_NONE = 2**32 - 1
"""The place of what is in no list."""


class Spool:
    """Entries on disk, put there as they come. `folder` must be empty; its owner removes it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = {of.value: (folder / of.value).open("wb") for of in List}

    def add(self, encoded: Mapping[str, bytes]) -> None:
        """Entries as `entries.encoded` gives them."""
        for name, line in encoded.items():
            self._files[name].write(line)

    def close(self) -> None:
        """Nothing comes any more."""
        for file in self._files.values():
            file.close()

    def of(self, of: List) -> Iterator[Entries]:
        """The entries of a list, as they came."""
        self._files[of.value].flush()
        with (self._folder / of.value).open("rb") as file:
            yield from decoded(file)


def build(folder: Path, spool: Spool, vocabulary: Iterable[Triple], names: Iris) -> None:
    """Writes the index of the entries, and of the units that the vocabulary lists beside them, into `folder`, which
    must not be there. One list is in memory at a time, without its IRIs. Raises OSError."""
    folder.mkdir()
    known = _Known(vocabulary)
    units = _Columns(files.iris(folder, List.UNITS), spool.of(List.UNITS))
    units.take(known.unmet(units.members(), names))
    order = units.sort()
    known.lies_in(units)
    units.write(files.index(folder, List.UNITS), known, order)
    places = Order.of(order).ranks
    del units
    for of in (List.INSPECTIONS, List.JUDGEMENTS, List.STATED):
        columns = _Columns(files.iris(folder, of), spool.of(of))
        columns.sort()
        columns.write(files.index(folder, of), known, places)


class _Known:
    """What lies in what, and which rating is on which scales."""

    def __init__(self, vocabulary: Iterable[Triple]) -> None:
        triples = list(vocabulary)
        self._said = said(triples)
        self._schemes: dict[str, set[str]] = defaultdict(set)
        self._above: dict[str, set[str]] = defaultdict(set)
        for subject, predicate, value in triples:
            if isinstance(value, str) and predicate in (DCT.isPartOf, DCT.spatial, ORG.subOrganizationOf):
                self._above[subject].add(value)
            elif isinstance(value, str) and predicate == SKOS.inScheme:
                self._schemes[subject].add(value)

    def unmet(self, met: Sequence[str], names: Iris) -> Entries:
        """The units that the vocabulary lists and that are not among others."""
        listed = {iri for iri, classes in self._said[RDF.type].items() if INSP.InspectedUnit in classes}
        typed = dict.fromkeys(listed.difference(met), INSP.InspectedUnit)
        return entries({**self._said, RDF.type: typed}, names)[List.UNITS]

    def lies_in(self, units: _Columns) -> None:
        """Takes in what the units lie in that others lie in."""
        members, keys = units.members(), units.keys
        for iri in {above for key in keys for above in _directly_above(key)}:
            place = members.place(iri)
            if place is not None:
                self._above[iri].update(_directly_above(keys[units.key[place]]))

    def filters(self, key: Key) -> Iterator[Filter]:
        """The filters that let something with this key through, some repeatedly."""
        for name, values in zip(KEYS, key, strict=False):
            if name not in (WHOLE, AREA):
                yield from ((name, value) for value in values.split())
            if name == RATING:
                yield from ((SCALE, scheme) for rating in values.split() for scheme in self._schemes.get(rating, ()))
        yield from ((AREA, area) for above in _directly_above(key) for area in self._areas(above))

    def _areas(self, area: str) -> set[str]:
        """An area and whatever it lies in."""
        found, waiting = {area}, [area]
        while waiting:
            above = self._above.get(waiting.pop(), set()) - found
            found |= above
            waiting += above
        return found


def _directly_above(key: Key) -> list[str]:
    """What a unit lies in itself."""
    return f"{key[KEYS.index(WHOLE)]} {key[KEYS.index(AREA)]}".split()


class _Columns:
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
        self._unit.extend(_NONE if unit < 0 else self._among + unit for unit in each.unit)
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

    def write(self, path: Path, known: _Known, places: Sequence[int]) -> None:
        """Writes the index. `places` are those of the units, in the order in which they came."""
        sections = Sections()
        written = list(self._dates)
        ordered = dates.in_order(written)
        code = {date: code for code, date in enumerate(ordered)}
        units = array("I", (places[each] if each != _NONE else _NONE for each in self._unit))
        head = Head(
            size=len(self.key),
            starts=sections.numbers(self._starts),
            units=sections.numbers(units),
            dates=_ranking(sections, ordered, [code[written[each]] for each in self._date]),
            spells=(_numbered(sections, self._first), _numbered(sections, self._end)) if any(self._end) else None,
            sets=self._sets(sections, known),
        )
        sections.write(path, head)

    def _sets(self, sections: Sections, known: _Known) -> dict[str, dict[str, Section]]:
        of_keys = _by_code(self.key, len(self._keys))
        holding: dict[Filter, list[array[int]]] = defaultdict(list)
        for places, keys in zip(of_keys, self._keys, strict=True):
            for each in set(known.filters(keys)):
                holding[each].append(places)
        found: dict[str, dict[str, Section]] = defaultdict(dict)
        for (name, value), some in sorted(holding.items()):
            found[name][value] = sections.places(list(chain.from_iterable(some)), len(self.key))
        return found


def _by_code(codes: Sequence[int], count: int) -> list[array[int]]:
    """The places of each of so many codes."""
    found = [array("I") for _ in range(count)]
    append = [each.append for each in found]
    for place, code in enumerate(codes):
        append[code](place)
    return found


def _numbered(sections: Sections, numbers: Sequence[int]) -> Ranking[int]:
    values = sorted(set(numbers))
    code = {value: code for code, value in enumerate(values)}
    return _ranking(sections, values, [code[each] for each in numbers])


def _ranking(sections: Sections, values: list[Value], codes: Sequence[int]) -> Ranking[Value]:
    """Members by their values, which stand in order and of which `codes` has each one's; of equal ones by place."""
    places = _by_code(codes, len(values))
    starts = list(accumulate(map(len, places), initial=0))
    return Ranking(values, starts, *sections.order(Order.of(array("I", chain.from_iterable(places)))))
