"""What texts mean: concepts by their spellings, dates, and strings that mean nothing.

Each text is worked out once and remembered: a register says the same few things in a million cells.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from lod.ingest.names import normalise
from lod.ingest.tables import fold
from lod.model import PartialDate
from lod.profiles import FILLERS, Columns
from lod.profiles.schemes import Concept

_LETTERS = {
    **{"Y": "year", "m": "month", "d": "day", "b": "month’s name", "B": "month’s name", "y": "year’s last digits"},
    **{"H": "hour", "I": "hour", "M": "minute", "S": "second", "p": "AM or PM"},
}
FILLER = "is what a program writes where it has no date"
_REMEMBERED = 16_384
"""Texts whose meaning is kept: more than the days of forty years."""


class Spellings:
    """Concepts of a scheme by every spelling of theirs, and by the last segment of their IRI."""

    def __init__(self, concepts: Iterable[Concept], further: Mapping[str, Concept] | None = None) -> None:
        """`further` spellings count before those of the concepts."""
        self._concepts = tuple(concepts)
        self._spelt: dict[str, set[Concept]] = defaultdict(set)
        for concept in self._concepts:
            for spelling in (*concept.labels, concept.name):
                self._spelt[_same(spelling)].add(concept)
        for spelling, concept in (further or {}).items():
            self._spelt[_same(spelling)] = {concept}
        self.of = lru_cache(_REMEMBERED)(self._of)
        """Every concept that a text may mean: none, one, or several that share a spelling."""

    def _of(self, text: str) -> tuple[Concept, ...]:
        return tuple(sorted(self._spelt.get(_same(text), ()), key=lambda concept: concept.iri))

    @property
    def accepted(self) -> str:
        """What there is, for a message; of many, the first."""
        some = ", ".join(concept.pref_label for concept in self._concepts[:20])
        return f"{some} … ({len(self._concepts)} in all)" if len(self._concepts) > 20 else some


class Words:
    """What texts mean in every column of a register: nothing, a date."""

    def __init__(self, columns: Columns) -> None:
        self._formats = columns.date_formats
        nothing = frozenset(map(fold, columns.nothing))
        self._nothing_dates = frozenset(columns.nothing_dates)
        self.longest = max(map(len, nothing), default=0)
        """A longer text without superfluous spaces states something."""
        self.is_nothing = lru_cache(_REMEMBERED)(lambda text: fold(text) in nothing)
        """Whether a text means that nothing is stated."""
        self.date = lru_cache(_REMEMBERED)(self._date)
        """The date that a text states: None when it means that none is, a message when it is no date."""

    def _date(self, text: str) -> PartialDate | str | None:
        date = next((date for form in self._formats if (date := _parsed(text, form))), None)
        if date is None:
            return "is no date, or none of any calendar"
        if str(date) in self._nothing_dates:
            return None
        return FILLER if str(date) in FILLERS else date

    @property
    def accepted_dates(self) -> str:
        """`%d/%m/%Y` in a clerk's words: day/month/year."""
        return " or ".join(
            re.sub(r"%(.)", lambda match: _LETTERS.get(match[1], match[0]), form) for form in self._formats
        )


def _same(text: str) -> str:
    """The form in which spellings are equal. What has no letter is a number or a code: each sign of it counts."""
    return normalise(text) if any(map(str.isalpha, text)) else fold(text)


def _parsed(text: str, form: str) -> PartialDate | None:
    try:
        day = datetime.datetime.strptime(text, form)
    except ValueError:
        return None
    if re.search(r"%[dj]", form):
        return PartialDate(day.year, day.month, day.day)
    return PartialDate(day.year, day.month) if re.search(r"%[mbB]", form) else PartialDate(day.year)
