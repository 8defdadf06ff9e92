"""Ratings as pages show them: each with its scale, its place in the order of that, what it means, and one look.

Levels are ordered inside their scale alone (`insp:rank`); a status has no rank, and so no place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lod.queries import query
from lod.store import Store
from lod.terms import Literal, Term

_COLOURS = ("red", "orange", "yellow", "teal", "green")
"""Tags from the lowest level to the highest; the name of the level is always there too."""
STATUS = "grey"


@dataclass(frozen=True, slots=True)
class Rating:
    """A level of a scale, or a status. A status has neither `rank`, nor `place` (from the highest, 1) `of` so many."""

    iri: str
    name: str
    definition: str
    scale: str
    scale_name: str
    note: str
    """What a reader has to know wherever a rating of the scale is shown: its `skos:note`."""
    colour: str
    rank: int | None = None
    place: int | None = None
    of: int | None = None

    @property
    def standing(self) -> str:
        """Where it stands on its scale, in words."""
        if self.place is None or self.of is None:
            return "a status, which is no level of the scale"
        if self.place in (1, self.of):
            return f"the {'highest' if self.place == 1 else 'lowest'} of {self.of} levels"
        return f"number {self.place} of {self.of} levels, counted from the highest"


def ratings(store: Store) -> Mapping[str, Rating]:
    """The ratings that a release knows, by IRI."""
    found = [row for row in store.select(query("ratings")) if _language(row["name"]) in ("", "en")]
    rows = {str(row["rating"]): row for row in reversed(found)}  # of several names the first
    ranks: dict[str, set[int]] = defaultdict(set)
    for row in rows.values():
        if (rank := _rank(row)) is not None:
            ranks[str(row["scale"])].add(rank)
    return {iri: _rating(iri, row, sorted(ranks[str(row["scale"])])) for iri, row in sorted(rows.items())}


def levels(known: Mapping[str, Rating], scale: str) -> Sequence[Rating]:
    """The levels of a scale, the lowest first."""
    found = [each for each in known.values() if each.scale == scale and each.rank is not None]
    return sorted(found, key=lambda each: (each.rank or 0, each.iri))


def scales_of(found: Iterable[Rating]) -> Sequence[str]:
    """The scales that ratings are on, each once."""
    return list(dict.fromkeys(each.scale for each in found))


def _rating(iri: str, row: Mapping[str, Term], ranks: Sequence[int]) -> Rating:
    rank = _rank(row)
    scale, name = str(row["scale"]), _text(row.get("name"))
    said = (iri, name, _text(row.get("definition")), scale, _text(row.get("scaleName")), _text(row.get("note")))
    if rank is None:
        return Rating(*said, STATUS)
    at = ranks.index(rank)
    return Rating(*said, _colour(at, len(ranks)), rank, len(ranks) - at, len(ranks))


def _colour(at: int, of: int) -> str:
    """The colour of the level that stands so far from the lowest: both ends of every scale look the same."""
    return _COLOURS[round(at / (of - 1) * (len(_COLOURS) - 1))] if of > 1 else STATUS


def _rank(row: Mapping[str, Term]) -> int | None:
    rank = row.get("rank")
    return int(rank.lexical) if isinstance(rank, Literal) else None


def _language(term: Term) -> str:
    return term.language if isinstance(term, Literal) else ""


def _text(term: Term | None) -> str:
    return term.lexical if isinstance(term, Literal) else ""
