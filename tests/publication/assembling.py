"""The dumps of a dataset, put together as a build does it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from lod.iris import Iris
from lod.publication import Dump, DumpNames, Dumps, Rendered, Statistics, render
from lod.terms import Triple, lines

NAMES = Iris("https://data.example.org/")
LISTED = frozenset({NAMES.unit("probation-region", "N53"), NAMES.unit("probation-delivery-unit", "N53DRBY")})
"""The units that the vocabulary describes too."""


def rendered(triples: Iterable[Triple], elsewhere: Collection[str] = ()) -> Rendered:
    """A chunk: each statement once, in the order of its line."""
    by_line = {line: triple for triple in triples for line in lines([triple])}
    return render({line: by_line[line] for line in sorted(by_line)}, NAMES, elsewhere)


def dumps(
    folder: Path,
    units: Sequence[Sequence[Triple]],
    shared: Iterable[str],
    elsewhere: Collection[str] = (),
    size: int = 1,
    names: DumpNames | None = None,
) -> tuple[tuple[Dump, ...], Statistics]:
    """Writes the dumps from chunks of `size` units, which come in the order of their inspections."""
    names = names or DumpNames()
    work = folder / f"work-{names.stem}"
    made = Dumps(folder, names, work, NAMES)
    made.share(shared)
    for first in range(0, len(units), size):
        chunk = [triple for about in units[first : first + size] for triple in about]
        made.add(rendered(chunk, elsewhere))
    counted = made.gather()
    return made.finish(), counted
