"""The indexes of several releases → that of all they list together, as a joint release has it.

Publications state facts about different units, so members meet in one list only where vocabularies list the same unit.
What a vocabulary says of the areas and ratings of another publication, that one's says too: they use the same lists.
"""

from __future__ import annotations

import heapq
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise, repeat
from pathlib import Path
from typing import TypeAlias

from lod.lists import List, bits, dates, files
from lod.lists.columns import NOWHERE, numbered, ranked
from lod.lists.files import Head, Members, Opened, Ranking, Section, Sections, Value

Places: TypeAlias = "array[int]"
"""Where each member of one index stands in the joint one."""


def build(folder: Path, parts: Sequence[Path]) -> None:
    """Writes the index of what the indexes in the folders `parts` list into `folder`, which must not be there. One list
    is in memory at a time, without its IRIs. Raises OSError, and ReleaseDamaged for one that cannot be read."""
    folder.mkdir()
    units: list[Places] = []
    for of in List:  # units come first
        opened = [Opened(files.index(part, of)) for part in parts]
        members = [
            Members(files.mapped(files.iris(part, of)), each.starts()) for part, each in zip(parts, opened, strict=True)
        ]
        starts, places = _merged(files.iris(folder, of), members)
        units = units or places
        _Joint(opened, places, units, starts).write(files.index(folder, of))


def _merged(path: Path, parts: Sequence[Members]) -> tuple[array[int], list[Places]]:
    """Writes the IRIs of all, in order; gives where each starts, and where the members of each part stand."""
    starts, places, last = array("Q", [0]), [array("I") for _ in parts], ("", -1)
    with path.open("wb") as file:
        for iri, part in heapq.merge(*(zip(members, repeat(number)) for number, members in enumerate(parts))):
            # One part may have a judgement several times, once for each time that it stood.
            if iri != last[0] or part == last[1]:
                starts.append(starts[-1] + file.write(iri.encode()))
            places[part].append(len(starts) - 2)
            last = iri, part
    return starts, places


class _Joint:
    """One list of several indexes. `units` are the places of their units, `starts` where each member's IRI starts."""

    def __init__(
        self, parts: Sequence[Opened], places: Sequence[Places], units: Sequence[Places], starts: array[int]
    ) -> None:
        self._parts, self._places, self._units, self._starts = parts, places, units, starts
        self._size = len(starts) - 1

    def write(self, path: Path) -> None:
        sections = Sections()
        head = Head(
            size=self._size,
            starts=sections.numbers(self._starts),
            units=sections.numbers(self._units_of_members()),
            dates=self._dates(sections),
            spells=self._spells(sections),
            sets=self._sets(sections),
        )
        sections.write(path, head)

    def _units_of_members(self) -> array[int]:
        found = array("I", repeat(NOWHERE, self._size))
        for part, places, units in zip(self._parts, self._places, self._units, strict=True):
            for place, unit in zip(places, part.numbers(part.head.units), strict=True):
                if unit != NOWHERE:
                    found[place] = units[unit]
        return found

    def _dates(self, sections: Sections) -> Ranking[str]:
        """Of a unit that several list, the latest."""
        ordered = dates.in_order(chain([""], *(part.head.dates.values for part in self._parts)))
        code, codes = {date: number for number, date in enumerate(ordered)}, array("I", repeat(0, self._size))
        for part, places in zip(self._parts, self._places, strict=True):
            for place, date in zip(places, _values(part, part.head.dates), strict=True):
                codes[place] = max(codes[place], code[date])
        used = sorted(set(codes))
        narrow = {each: number for number, each in enumerate(used)}
        return ranked(sections, [ordered[each] for each in used], [narrow[each] for each in codes])

    def _spells(self, sections: Sections) -> tuple[Ranking[int], Ranking[int]] | None:
        if not any(part.head.spells for part in self._parts):
            return None
        first, end = (array("I", repeat(0, self._size)) for _ in range(2))
        for part, places in zip(self._parts, self._places, strict=True):
            for numbers, ranking in zip((first, end), part.head.spells or (), strict=False):
                for place, number in zip(places, _values(part, ranking), strict=True):
                    numbers[place] = number
        return numbered(sections, first), numbered(sections, end)

    def _sets(self, sections: Sections) -> dict[str, dict[str, Section]]:
        every = {(name, value) for part in self._parts for name, values in part.head.sets.items() for value in values}
        found: dict[str, dict[str, Section]] = defaultdict(dict)
        for name, value in sorted(every):
            found[name][value] = sections.places(list(set(self._having(name, value))), self._size)
        return found

    def _having(self, name: str, value: str) -> Iterator[int]:
        for part, places in zip(self._parts, self._places, strict=True):
            if section := part.head.sets.get(name, {}).get(value):
                yield from map(places.__getitem__, bits.places(part.set(section)))


def _values(part: Opened, ranking: Ranking[Value]) -> Iterator[Value]:
    """Of each member its value, by the ranks that members with a value have."""
    of_ranks = list(
        chain.from_iterable(
            repeat(value, end - start)
            for value, (start, end) in zip(ranking.values, pairwise(ranking.starts), strict=True)
        )
    )
    return map(of_ranks.__getitem__, part.numbers(ranking.ranks))
