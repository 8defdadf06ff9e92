"""What everyone asks of results: how many inspections and units there are of each rating, counted while statements
pass. `lod.publication.cubes` says it as data.

Kept by all that is counted by at once: types of unit, areas, years and ratings, of which there are few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from lod.namespaces import DCT, INSP, ORG
from lod.terms import Triple

Unit = tuple[str, ...]
"""The type and area of a unit, or the unit alone where these are not stated beside it: the vocabulary has them then."""

_INSPECTS, _RATED, _CURRENT = INSP.inspects, INSP.overallRating, INSP.currentRating
_ISSUED, _ENDED, _TYPE, _AREA, _WHOLE = DCT.issued, INSP.fieldworkEnd, DCT.type, DCT.spatial, ORG.subOrganizationOf
_WITHDRAWN = INSP.withdrawnBy
_NEEDED = frozenset({_INSPECTS, _RATED, _CURRENT, _ISSUED, _ENDED, _TYPE, _AREA, _WHOLE, _WITHDRAWN})
_NOTHING: dict[str, str] = {}


class Counts:
    """Inspections and units by what is said of them; to be added to those of other units. An area or year that is not
    stated is the empty string, and so is the rating of an inspection that has none."""

    def __init__(self) -> None:
        self.inspections: Counter[tuple[Unit, str, str]] = Counter()
        """By unit, year and overall rating."""
        self.units: Counter[tuple[Unit, str]] = Counter()
        """By unit and current rating; those that have one."""

    def add(self, triples: Iterable[Triple]) -> None:
        """Counts inspections in all that is said of some units and their inspections; none that was taken back."""
        needed = [each for each in triples if each[1] in _NEEDED]
        said: dict[str, dict[str, str]] = {subject: {} for subject, _, _ in needed}
        for subject, predicate, value in needed:
            said[subject][predicate] = value if isinstance(value, str) else value.lexical
        for subject, about in said.items():
            if _WITHDRAWN in about:
                continue
            if unit := about.get(_INSPECTS):
                date = about.get(_ISSUED) or about.get(_ENDED, "")
                of = _unit(unit, said.get(unit, _NOTHING))
                self.inspections[of, date[:4], about.get(_RATED, "")] += 1
            elif rating := about.get(_CURRENT):
                self.units[_unit(subject, about), rating] += 1

    def merge(self, other: Counts) -> None:
        """Adds the counts of other units."""
        self.inspections.update(other.inspections)
        self.units.update(other.units)


def _unit(iri: str, about: dict[str, str]) -> Unit:
    """The containing unit is the area of a unit that states no other."""
    if kind := about.get(_TYPE):
        return kind, about.get(_AREA) or about.get(_WHOLE, "")
    return (iri,)
