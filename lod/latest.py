"""Which of a unit's inspections is its latest, and which of its ratings is current; never a guess.

Dates may be months or years. Of two inspections the later one is the one that began after the other had surely ended;
where that cannot be told (2025 beside 2025-08-07, or no date at all), nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lod.model import PartialDate


@dataclass(frozen=True, slots=True)
class Dated:
    """An inspection by IRI: when it was published (or its fieldwork ended), and its overall rating."""

    iri: str
    date: PartialDate | None
    rating: str | None


def latest(inspections: Sequence[Dated]) -> Dated | None:
    """The one inspection that is surely later than all others, or the only one; None when that can't be told."""
    if len(inspections) == 1:
        return inspections[0]
    dated = [each for each in inspections if each.date]
    if not dated or len(dated) < len(inspections):
        return None
    candidate = max(dated, key=day)
    others = [each for each in dated if each is not candidate]
    return candidate if all(_last_day(other) < day(candidate) for other in others) else None


def latest_rated(inspections: Sequence[Dated]) -> Dated | None:
    """The same among those that gave a rating: the unit's current rating is its."""
    rated = [each for each in inspections if each.rating]
    return latest(rated) if rated else None


def day(inspection: Dated | None) -> int:
    """The first day that an inspection may be dated, counted from the year 1; 0 without a date or an inspection."""
    return inspection.date.first_day.toordinal() if inspection and inspection.date else 0


def _last_day(inspection: Dated) -> int:
    return inspection.date.last_day.toordinal() if inspection.date else 0
