"""The page of an area, such as a region or an authority: its units by current rating, and the areas in it.

Counts are those of the statistics, made when the release was built; units are as many as one page shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from lod.queries import query
from lod.terms import Literal, Term
from lod.web.api.kinds import UNITS, offered
from lod.web.datasets import Dataset
from lod.web.http.links import Links
from lod.web.pages import statistics
from lod.web.pages.counted import pictures_of
from lod.web.pages.description import Value
from lod.web.pages.pictures import Picture
from lod.web.pages.ratings import Rating
from lod.web.pages.statistics import Cube
from lod.web.site import Served


@dataclass(frozen=True, slots=True)
class Counted:
    """How many units of an area have each rating, and how many of the areas in it."""

    cubes: Sequence[Cube]
    pictures: Sequence[Picture]
    parts: Sequence[Cube]

    @property
    def total(self) -> int:
        """How many units of the area are counted."""
        return sum(each.count for cube in self.cubes for each in cube.observations)

    @property
    def datasets(self) -> frozenset[str]:
        """The datasets that were counted, by IRI."""
        return frozenset(cube.derived_from for cube in (*self.cubes, *self.parts))

    @property
    def areas(self) -> frozenset[str | None]:
        """The areas in it that are counted, by IRI."""
        return frozenset(each.by.iri for cube in self.parts for each in cube.observations)


@dataclass(frozen=True, slots=True)
class Area:
    """What the template `area.html` shows besides what every thing has."""

    units: Sequence[tuple[Value, Value | None]]
    """By name, each with its current rating."""
    counted: Counted
    uncounted: Sequence[Value]
    """Areas in it of which no unit is counted."""
    lists: Sequence[tuple[str, str]]
    """All units in it as data: address and format."""
    datasets: Sequence[Dataset]
    """Those that the counts are from."""


def about(served: Served, links: Links, area: str) -> Area | None:
    """An area with its units; None for what is no area in the release."""
    units = served.store.select(query("units_in"), {"area": area})
    parts = served.store.select(query("areas_in"), {"area": area})
    if not units and not parts:
        return None
    counted, asked = count(served, area), urlencode({"area": area})
    named = [(_named(row, "unit", links), _rating(row, links, served.ratings)) for row in units]
    uncounted = [_named(row, "part", links) for row in parts if row["part"] not in counted.areas]
    return Area(
        units=sorted(named, key=lambda each: each[0].text),
        counted=counted,
        uncounted=sorted(uncounted, key=lambda each: each.text),
        lists=[(f"{links.root}/api/units.{each.suffix}?{asked}", each.label) for each in offered(UNITS)],
        datasets=[each for each in served.datasets if each.iri in counted.datasets],
    )


def count(served: Served, area: str) -> Counted:
    """The units of an area by current rating, as far as the statistics of the release count them."""
    cubes = statistics.units_in(served, area)
    own = [each for cube in cubes if (each := cube.only(lambda here: here == area))]
    parts = [each for cube in cubes if (each := cube.only(lambda here: here != area))]
    return Counted(own, [each for cube in own for each in pictures_of(cube, served.ratings)], parts)


def _rating(row: Mapping[str, Term], links: Links, known: Mapping[str, Rating]) -> Value | None:
    found = known.get(str(row.get("rating", "")))
    return Value(found.name, links.href(found.iri), colour=found.colour) if found else None


def _named(row: Mapping[str, Term], what: str, links: Links) -> Value:
    said = row["name"]
    return Value(said.lexical if isinstance(said, Literal) else said, links.href(str(row[what])))
