"""Where a unit is among others of its area, drawn from their coordinates alone: there is no map behind it.

Places are kilometres east and north of the unit, on the plane that touches the globe there, which is true enough for an
area of this size.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lod.queries import query
from lod.store import Store
from lod.terms import Literal, Term
from lod.web.http.links import Links
from lod.web.pages import pictures
from lod.web.pages.description import Value
from lod.web.pages.pictures import Mark, Picture
from lod.web.pages.ratings import STATUS, Rating

_KM_A_DEGREE = 111.2
"""Along a meridian."""


@dataclass(frozen=True, slots=True)
class Place:
    """Another unit, and how far it is."""

    unit: Value
    rating: Rating | None
    east: float
    north: float

    @property
    def km(self) -> float:
        """How far it is, in kilometres."""
        return math.hypot(self.east, self.north)


def around(
    store: Store, unit: str, point: tuple[str, str], area: str, known: Mapping[str, Rating], links: Links
) -> Sequence[Place]:
    """Other units of an area with their places seen from a unit at a point (latitude and longitude), the nearest first;
    of very many some."""
    rows = {str(row["unit"]): row for row in store.select(query("places_in"), {"area": area})}
    found = [_place(iri, row, point, known, links) for iri, row in rows.items() if iri != unit]
    return sorted(found, key=lambda each: (each.km, each.unit.text))


def picture(places: Sequence[Place], others: int, name: str, area: str, rating: Rating | None) -> Picture:
    """The unit of that name and rating in the middle, some of so many others of its area around it, in the colours of
    their ratings."""
    marks = [Mark(each.unit.text, each.east, each.north, _colour(each.rating)) for each in places]
    words = f"{drawn(places, others)}; the nearest of them is {places[0].unit.text}, {places[0].km:.1f} km away."
    here = Mark(name, 0.0, 0.0, f"{_colour(rating)} here")
    return pictures.places(f"{name} among other units in {area}, in kilometres east and north", words, [*marks, here])


def drawn(places: Sequence[Place], others: int) -> str:
    """How many of the others are drawn: of very many some, and none whose place is not known."""
    return f"{len(places)} of {others:,} others" if len(places) < others else f"{len(places)} others"


def _place(
    iri: str, row: Mapping[str, Term], point: tuple[str, str], known: Mapping[str, Rating], links: Links
) -> Place:
    lat, long = map(float, point)
    return Place(
        unit=Value(_text(row["name"]), links.href(iri)),
        rating=known.get(str(row.get("rating", ""))),
        east=(float(_text(row["long"])) - long) * _KM_A_DEGREE * math.cos(math.radians(lat)),
        north=(float(_text(row["lat"])) - lat) * _KM_A_DEGREE,
    )


def _colour(rating: Rating | None) -> str:
    return rating.colour if rating else STATUS


def _text(term: Term) -> str:
    return term.lexical if isinstance(term, Literal) else term
