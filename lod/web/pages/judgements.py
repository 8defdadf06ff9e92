"""What inspections of a unit judged of it, through time: its current rating, its history on each scale, its standards.

Nothing is counted, averaged or compared over scales: each scale has a picture and a table of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lod.queries import query
from lod.store import Store
from lod.terms import Literal, Term
from lod.web.http.links import Links
from lod.web.pages import dates, pictures
from lod.web.pages.description import Value
from lod.web.pages.pictures import Mark, Picture
from lod.web.pages.ratings import Rating, levels

_DRAWN = 40
"""Ratings that a timeline shows at most; the table has all of them."""
_COMPARED = 6
"""Inspections that the table of standards has side by side, the newest."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An inspection of the unit: its overall rating and those by standard, by the IRI of the standard."""

    name: Value
    date: str
    is_published: bool
    """Whether the date is that of publication; else it is that on which fieldwork ended."""
    rating: Rating | None
    standards: Mapping[str, Rating | None]
    scores: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class History:
    """The inspections of a unit, the newest first."""

    inspections: tuple[Judged, ...]
    standards: tuple[tuple[str, Value], ...]
    """The standards that were judged, by IRI, with their names."""

    @property
    def compared(self) -> tuple[Judged, ...]:
        """The newest inspections that judged standards."""
        return tuple(each for each in self.inspections if each.standards)[:_COMPARED]


def of_unit(store: Store, unit: str, known: Mapping[str, Rating], links: Links) -> History:
    """The history of a unit, by its inspections that stand."""
    rows: dict[str, list[Mapping[str, Term]]] = defaultdict(list)
    for row in store.select(query("judgements_of_unit"), {"unit": unit}):
        rows[str(row["inspection"])].append(row)
    judged = [_judged(iri, said, known, links) for iri, said in sorted(rows.items())]
    named = {str(row["standard"]): row["standardName"] for said in rows.values() for row in said if "standard" in row}
    standards = sorted(((iri, Value(_text(name), links.href(iri))) for iri, name in named.items()), key=_by_name)
    return History(tuple(sorted(judged, key=lambda each: each.date, reverse=True)), tuple(standards))


def timelines(history: History, known: Mapping[str, Rating], name: str) -> Iterator[Picture]:
    """A picture for each scale on which the unit was rated more than once."""
    by_scale: dict[str, list[tuple[Judged, Rating]]] = defaultdict(list)
    for each in history.inspections:
        if each.rating and each.rating.rank is not None and dates.years(each.date) is not None:
            by_scale[each.rating.scale].append((each, each.rating))
    for scale, rated in sorted(by_scale.items()):
        if len(rated) > 1:
            yield _timeline(
                list(reversed(rated[:_DRAWN])), [(step.rank or 0, step.name) for step in levels(known, scale)], name
            )


def _timeline(rated: Sequence[tuple[Judged, Rating]], steps: Sequence[tuple[int, str]], name: str) -> Picture:
    marks = [
        Mark(each.name.text, dates.years(each.date) or 0.0, rating.rank or 0, rating.colour) for each, rating in rated
    ]
    told = "; ".join(f"{dates.words(each.date)}: {rating.name}" for each, rating in rated)
    return pictures.timeline(f"{name} on the {rated[0][1].scale_name}", f"{told}.", marks, steps)


def _judged(iri: str, rows: Sequence[Mapping[str, Term]], known: Mapping[str, Rating], links: Links) -> Judged:
    first = rows[0]
    overall = next((row for row in rows if "judgement" in row and "standard" not in row), {})
    by_standard = {str(row["standard"]): row for row in rows if "standard" in row}
    return Judged(
        name=Value(_text(first.get("label")), links.href(iri)),
        date=_text(first.get("issued")) or _text(first.get("ended")),
        is_published="issued" in first,
        rating=known.get(str(overall.get("rating", ""))),
        standards={standard: known.get(str(row.get("rating", ""))) for standard, row in by_standard.items()},
        scores={standard: _text(row["score"]) for standard, row in by_standard.items() if "score" in row},
    )


def _by_name(standard: tuple[str, Value]) -> tuple[str, str]:
    return standard[1].text, standard[0]


def _text(term: Term | None) -> str:
    return term.lexical if isinstance(term, Literal) else ""
