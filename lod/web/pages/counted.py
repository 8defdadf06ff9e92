"""What pages tell at a glance, from statistics and newest dates that were computed when the release was built: no page
scans a store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lod.model import PartialDate
from lod.queries import query
from lod.terms import Literal, Term
from lod.web.http.links import Links
from lod.web.pages import pictures, statistics
from lod.web.pages.description import Value
from lod.web.pages.pictures import Mark, Picture
from lod.web.pages.ratings import STATUS, Rating
from lod.web.pages.statistics import Cube
from lod.web.site import Served


@dataclass(frozen=True, slots=True)
class Use:
    """Ratings on a scale that a cube counts, in the years from the first to the last."""

    iri: str
    label: str
    first: str
    last: str
    count: int


def pictures_of(cube: Cube, known: Mapping[str, Rating]) -> Iterator[Picture]:
    """A picture for each scale of a cube: how many have each rating, whatever the third dimension says."""
    for table in cube.tables:
        totals = [sum(counts[column] for _, counts in table.rows) for column in range(len(table.ratings))]
        marks = [
            Mark(rating.text, 0.0, total, known[rating.iri].colour if rating.iri and rating.iri in known else STATUS)
            for rating, total in zip(table.ratings, totals, strict=True)
        ]
        words = "; ".join(f"{mark.label}: {mark.value:,}" for mark in marks)
        drawn = pictures.bars(f"Units by current rating: {table.scale.text}", f"{words}.", marks)
        yield replace(
            drawn, note=next((known[each.iri].note for each in table.ratings if each.iri and each.iri in known), "")
        )


def uses(served: Served, scale: str) -> Sequence[Use]:
    """Who used a scale and when: a line for each dataset that has ratings on it."""
    found = []
    for cube in statistics.by_year(served):
        here = [each for each in cube.observations if each.scale.iri == scale]
        if here:
            years = sorted(each.by.text for each in here)
            found.append(Use(cube.iri, cube.label, years[0], years[-1], sum(each.count for each in here)))
    return found


def newest(served: Served, links: Links) -> Sequence[tuple[Value, str, Rating | None]]:
    """Of each dataset inspections of its newest date, each with that and its overall rating; the newest first."""
    found: dict[str, tuple[Value, str, Rating | None]] = {}
    for modified in sorted({each.modified for each in served.datasets if each.modified}, reverse=True):
        date = Literal(modified, PartialDate.parse(modified).datatype)
        for row in served.store.select(query("newest"), {"date": date}):
            iri = str(row["inspection"])
            told = Value(_text(row["label"]), links.href(iri))
            found.setdefault(iri, (told, modified, served.ratings.get(str(row.get("rating", "")))))
    return list(found.values())


def _text(term: Term) -> str:
    return term.lexical if isinstance(term, Literal) else term
