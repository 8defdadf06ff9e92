"""The header of a table: which row names the columns, and where the wanted ones stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from lod.errors import SourceError
from lod.ingest.tables.row import Layout

SEPARATOR = " / "
"""Between the name of a group of columns, in the upper row of a header, and the name of one of them."""


def fold(text: str) -> str:
    """A text as headers and key words are compared: without case, and with single spaces."""
    return " ".join(text.split()).casefold()


def header(records: Iterator[tuple[int, list[str]]], layout: Layout, name: str) -> tuple[int, list[str], list[str]]:
    """The number of the row that names the columns, the names in the row above it, and its own.

    Takes the rows up to and with it from `records`, which have their numbers. Names have no white space around them,
    and end with the last that is not empty; there are as many names of groups, or none where the layout has one row of
    header. An empty table has no names. Raises SourceError when no row has the column that the layout finds it by.
    """
    above: list[str] = []
    for number, record in records:
        names = [cell.strip() for cell in record]
        if _names_columns(number, names, layout):
            while names and not names[-1]:
                names.pop()
            return number, _carried(above, len(names)) if layout.header_rows > 1 else [], names
        above = names
    if layout.header is not None:
        raise SourceError(f"{name}: no row has the column {layout.header!r}, by which its header would be found")
    return 0, [], []


def positions(
    name: str, groups: Sequence[str], names: Sequence[str], columns: Iterable[str], needed: Collection[str]
) -> dict[str, int]:
    """Where the `columns` stand that the table called `name` has, by their name or by their group's and theirs.

    Raises SourceError when a column stands there twice, or one of the `needed` not at all.
    """
    spelt: dict[str, list[int]] = {}
    for position, column in enumerate(names):
        spelt.setdefault(fold(column), []).append(position)
        if groups and groups[position]:
            spelt.setdefault(fold(groups[position] + SEPARATOR + column), []).append(position)
    found = {column: spelt[fold(column)] for column in columns if fold(column) in spelt}
    for column, places in found.items():
        if len(places) > 1:
            full = [groups[place] + SEPARATOR + names[place] for place in places] if groups else []
            instead = f" (say which: {', '.join(map(repr, full))})" if len(set(full)) > 1 else ""
            raise SourceError(f"{name}: the column {column!r} stands there twice{instead}; {_there(names)}")
    missing = [column for column in needed if fold(column) not in spelt]
    if missing:
        raise SourceError(f"{name}: needs the column {' and '.join(map(repr, missing))}; {_there(names)}")
    return {column: places[0] for column, places in found.items()}


def _names_columns(number: int, names: Sequence[str], layout: Layout) -> bool:
    if layout.header is None:
        return number == layout.header_rows
    return fold(layout.header) in map(fold, names)


def _carried(names: Sequence[str], width: int) -> list[str]:
    """The upper row of a header, each name repeated over the empty cells to its right."""
    carried, last = [], ""
    for position in range(width):
        last = (names[position] if position < len(names) else "") or last
        carried.append(last)
    return carried


def _there(names: Sequence[str]) -> str:
    return f"its columns are: {', '.join(repr(name) for name in names if name) or 'none'}"
