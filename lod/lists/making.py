"""Entries → the index of a release's lists: a file for each list. The same entries give the same bytes.

Members are put in the order of their IRIs. All who share a value of a filter are a set, written as the bits of all
members or as the places of a few, whichever is shorter; an order is written as it is used (`lod.lists.bits.Order`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lod.iris import Iris
from lod.lists import List, files
from lod.lists.bits import Order
from lod.lists.columns import Columns
from lod.lists.entries import Entries, decoded
from lod.lists.known import Known
from lod.terms import Triple


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
    known = Known(vocabulary)
    units = Columns(files.iris(folder, List.UNITS), spool.of(List.UNITS))
    units.take(known.unmet(units.members(), names))
    order = units.sort()
    known.lie_in(units.members(), units.keys, units.key)
    units.write(files.index(folder, List.UNITS), known, order)
    places = Order.of(order).ranks
    del units
    for of in (List.INSPECTIONS, List.JUDGEMENTS, List.STATED):
        columns = Columns(files.iris(folder, of), spool.of(of))
        columns.sort()
        columns.write(files.index(folder, of), known, places)
