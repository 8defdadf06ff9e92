"""Dates in words, as precise as the source has them: `2025-08-07` is 7 August 2025, `2025-02` is February 2025."""

from __future__ import annotations

from lod.model import PartialDate

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def words(date: str) -> str:
    """An ISO 8601 day, month or year in words; another text as it is."""
    try:
        found = PartialDate.parse(date)
    except ValueError:
        return date
    day = f"{found.day} " if found.day else ""
    return f"{day}{MONTHS[found.month - 1]} {found.year}" if found.month else str(found.year)


def years(date: str) -> float | None:
    """A date as a number of years, for a picture: in the middle of what it leaves open. None for what is no date."""
    try:
        found = PartialDate.parse(date)
    except ValueError:
        return None
    if not found.month:
        return found.year + 0.5
    return found.year + (found.month - 1 + (found.day - 1 if found.day else 15) / 31) / 12
