"""Cells as typed values. What cannot be read is noted as a problem of its row, with what a clerk may write instead.

All of a row is read before it is judged, so that its keeper hears of every cell at once.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from lod import iris
from lod.ingest.names import normalise
from lod.ingest.tables import Row, fold
from lod.model import PartialDate, Problem
from lod.namespaces import OGL
from lod.profiles.schemes import Concept

FILLERS = ("0001-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "1970-01-01", "9999-12-31")
"""Days that spreadsheets and databases write where they have none."""

_LETTERS = {"Y": "year", "m": "month", "d": "day", "b": "month’s name", "B": "month’s name", "y": "year’s last digits"}


class Spellings:
    """Concepts of a scheme by every spelling of theirs, and by the last segment of their IRI."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._concepts = tuple(concepts)
        self._spelt: dict[str, set[Concept]] = defaultdict(set)
        for concept in self._concepts:
            for spelling in (*concept.labels, concept.name):
                self._spelt[normalise(spelling)].add(concept)

    def of(self, text: str) -> list[Concept]:
        """Every concept that a text may mean: none, one, or several that share a spelling."""
        return sorted(self._spelt.get(normalise(text), ()), key=lambda concept: concept.iri)

    @property
    def accepted(self) -> str:
        return ", ".join(concept.pref_label for concept in self._concepts)


class Cells:
    """One row of a table as values. `problems` grows while it is read."""

    def __init__(self, source: str, row: Row, date_formats: Sequence[str], nothing: Collection[str]) -> None:
        """`nothing` are the folded strings that state nothing."""
        self.row = row.number
        self.problems: list[Problem] = []
        self._source, self._cells = source, row.cells
        self._date_formats, self._nothing = date_formats, nothing

    def note(self, column: str | None, message: str, found: str = "", accepted: str = "") -> None:
        """Notes a problem of the row."""
        self.problems.append(Problem(self._source, message, found, accepted, row=self.row, column=column))

    def has(self, column: str | None) -> bool:
        """Whether the table has the column."""
        return column in self._cells

    def text(self, column: str | None) -> str | None:
        """What a cell says; None when it says nothing or the table has no such column."""
        cell = self._cells.get(column, "") if column else ""
        return cell if cell and fold(cell) not in self._nothing else None

    def needed(self, column: str) -> str | None:
        """What a cell says that must say something."""
        text = self.text(column)
        if text is None:
            self.note(column, "nothing is stated where something must be", self._cells.get(column, ""))
        return text

    def concept(self, column: str | None, spellings: Spellings, or_else: str = "") -> Concept | None:
        """The concept that a cell names; `or_else` says what else is accepted there."""
        text = self.text(column)
        if text is None:
            return None
        meant = spellings.of(text)
        if len(meant) == 1:
            return meant[0]
        if meant:
            self.note(column, "may mean several things", text, ", ".join(each.pref_label for each in meant))
        else:
            self.note(column, "is not known", text, ", ".join(filter(None, (spellings.accepted, or_else))))
        return None

    def whole_number(self, column: str | None) -> int | None:
        text = self.text(column)
        if text is None:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", text):
            self.note(column, "is no whole number", text, "digits alone, such as 330")
            return None
        return int(text)

    def date(self, column: str | None) -> PartialDate | None:
        """A date as precise as the cell and no preciser."""
        text = self.text(column)
        if text is None:
            return None
        date = next((date for form in self._date_formats if (date := _parsed(text, form))), None)
        if date is None:
            self.note(column, "is no date, or none of any calendar", text, self._accepted_dates)
        elif str(date) in FILLERS:
            self.note(column, "is what a program writes where it has no date", text, "the date, or an empty cell")
            return None
        return date

    def web_iris(self, column: str | None) -> tuple[str, ...]:
        """The addresses in a cell, with white space between them."""
        addresses = tuple((self.text(column) or "").split())
        for address in addresses:
            if not iris.is_web_iri(address):
                self.note(column, "is no address", address, "addresses that begin with https:// or http://")
        return tuple(dict.fromkeys(addresses))

    def licence(self, column: str | None) -> str | None:
        text = self.text(column)
        if text is None:
            return None
        if not iris.is_web_iri(text):
            self.note(column, "is no licence’s IRI", text, f"an IRI, such as {OGL}")
        return iris.licence(text)

    @property
    def _accepted_dates(self) -> str:
        """`%d/%m/%Y` in a clerk's words: day/month/year."""
        return " or ".join(
            re.sub(r"%(.)", lambda match: _LETTERS.get(match[1], match[0]), form) for form in self._date_formats
        )


def _parsed(text: str, form: str) -> PartialDate | None:
    try:
        day = datetime.datetime.strptime(text, form)
    except ValueError:
        return None
    if re.search(r"%[dj]", form):
        return PartialDate(day.year, day.month, day.day)
    return PartialDate(day.year, day.month) if re.search(r"%[mbB]", form) else PartialDate(day.year)
