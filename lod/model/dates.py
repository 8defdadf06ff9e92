"""Dates as precise as a source states them."""

from __future__ import annotations

import calendar
import datetime
import re

import msgspec

from lod.namespaces import XSD


class PartialDate(msgspec.Struct, frozen=True, array_like=True):
    """A date as precise as its source: a year, a month of a year, or a day. `str()` is its XSD lexical form.

    Raises ValueError for what no calendar has (2019-02-30).
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        datetime.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """From `2025`, `2025-02` or `2025-02-07`; ValueError otherwise."""
        match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
        if not match:
            raise ValueError(f"{text!r} is no YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def datatype(self) -> str:
        """`xsd:date`, `xsd:gYearMonth` or `xsd:gYear`."""
        if self.month is None:
            return XSD.gYear
        return XSD.gYearMonth if self.day is None else XSD.date

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])
