"""Dates as British prose writes them, as precise as it does: "7 August 2025", "February 2025", "2025-08-07"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lod.ingest.recognisers.mentions import Kind, Mention
from lod.model import PartialDate

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = "|".join(f"{month}|{month[:3]}" for month in _MONTHS) + "|sept"
_YEAR = r"(?:19|20)\d\d\b"
_YEAR_OF = r",?\s*"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"

_FORMS = (
    rf"{_WEEKDAY}(?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH})\.?,?\s+(?P<year>(?:19|20)\d\d)",
    rf"(?P<month>{_MONTH})\s+(?P<day>{_DAY}),?\s+(?P<year>(?:19|20)\d\d)",
    r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)",
    r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d)",
    rf"(?P<month>{_MONTH})\.?,?\s+(?P<year>(?:19|20)\d\d)",
    r"(?:in|since|during|until)\s+(?P<alone>(?P<year>(?:19|20)\d\d))",
)
_DATES = tuple(re.compile(rf"(?<![\w/-]){form}(?![\w/]|-\d)", re.IGNORECASE) for form in _FORMS)


def _endpoint(name: str) -> str:
    """A day, a month or both, in groups of that name; what is left out stands at the other end of the period."""
    return rf"(?:(?P<{name}_day>{_DAY})\b\s*)?(?:(?P<{name}_month>{_MONTH})\b\.?)?"


_PERIOD = re.compile(
    rf"(?:\b(?:between|from|in|during|over)|:)\s+(?P<first>{_endpoint('start')}(?:{_YEAR_OF}(?P<start_year>{_YEAR}))?)"
    rf"\s*(?:\band\b|\bto\b|–|-)\s*(?P<last>{_endpoint('end')}{_YEAR_OF}(?P<end_year>{_YEAR}))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """Two dates of a text and where each is stated; `start_at` covers what the first borrows from the second."""

    start: PartialDate
    start_at: tuple[int, int]
    end: PartialDate
    end_at: tuple[int, int]


def dates(text: str) -> Iterator[Mention]:
    """Dates with a day, months of a year, and years where a word says so ("since 2021"). What no calendar has
    ("31 February 2025") is no date."""
    taken: list[range] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            value = _date(parts["year"], parts.get("month"), parts.get("day"))
            start = match.start("alone" if "alone" in pattern.groupindex else 0)
            if any(start in each for each in taken):
                continue
            taken.append(range(start, match.end()))
            if value:
                yield Mention(Kind.DATE, start, match.end(), value)


def impossible_dates(text: str) -> Iterator[tuple[int, int]]:
    """Where a text has the form of a date that no calendar has."""
    for match in _DATES[0].finditer(text):
        if _date(match["year"], match["month"], match["day"]) is None:
            yield match.span()


def periods(text: str) -> Iterator[Period]:
    """ "between February 2025 and April 2025", "from 3 to 14 March 2025", "between February and April 2025"."""
    for match in _PERIOD.finditer(text):
        end = _date(match["end_year"], match["end_month"], match["end_day"])
        start_year = match["start_year"] or match["end_year"]
        start_month = match["start_month"] or (match["end_month"] if match["start_day"] else None)
        start = _date(start_year, start_month, match["start_day"])
        if not (start and end and match["first"].strip()) or start.first_day > end.last_day:
            continue
        borrows = not match["start_year"]
        first = match.start("first"), match.end("last") if borrows else match.end("first")
        yield Period(start, first, end, match.span("last"))


def _date(year: str, month: str | None, day: str | None) -> PartialDate | None:
    try:
        return PartialDate(int(year), _month(month) if month else None, int(re.sub(r"\D", "", day)) if day else None)
    except ValueError:
        return None


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return next(number for number, name in enumerate(_MONTHS, start=1) if name.startswith(text[:3].lower()))
