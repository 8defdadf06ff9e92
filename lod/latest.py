"""Which of a unit's inspections is its latest, which of its ratings is current, and which was at a time; never a guess.

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


@dataclass(frozen=True, slots=True)
class Stated:
    """An overall judgement by IRI: when its inspection was published, when it took the place of another, and when it
    was taken back."""

    iri: str
    published: PartialDate | None
    since: PartialDate | None = None
    until: PartialDate | None = None


def as_of(judgements: Sequence[Stated], at: PartialDate) -> Stated | None:
    """The judgement that surely stood on each day that `at` may mean, as it was published then; None when that can't be
    told, or when there was none.

    It counts from the day of its publication, and up to the day before it was taken back.
    """
    possible = [each for each in judgements if _may_stand(each, at)]
    if not possible or any(each.published is None for each in possible):
        return None
    candidate = max(possible, key=_published)
    others = [each for each in possible if each is not candidate]
    is_latest = all(_last(other.published) < _published(candidate) for other in others)
    return candidate if is_latest and _surely_stands(candidate, at) else None


def _may_stand(each: Stated, at: PartialDate) -> bool:
    """Whether it may have stood on any of the days; on none where it was taken back before it began."""
    began = max(_first(each.published), _first(each.since))
    return began <= _last(at) and (each.until is None or _last(each.until) > max(began, _first(at)))


def _surely_stands(each: Stated, at: PartialDate) -> bool:
    """Whether it stood on all of them."""
    began = max(_last(each.published), _last(each.since))
    return began <= _first(at) and (each.until is None or _first(each.until) > _last(at))


def _published(each: Stated) -> int:
    return _first(each.published)


def _first(date: PartialDate | None) -> int:
    return date.first_day.toordinal() if date else 0


def _last(date: PartialDate | None) -> int:
    return date.last_day.toordinal() if date else 0


def day(inspection: Dated | None) -> int:
    """The first day that an inspection may be dated, counted from the year 1; 0 without a date or an inspection."""
    return inspection.date.first_day.toordinal() if inspection and inspection.date else 0


def _last_day(inspection: Dated) -> int:
    return inspection.date.last_day.toordinal() if inspection.date else 0
