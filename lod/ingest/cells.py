"""Cells as typed values. What cannot be read is noted as a problem of its row, with what a clerk may write instead.

All of a row is read before it is judged, so that its keeper hears of every cell at once.
"""

from __future__ import annotations

import re
from decimal import Decimal

from lod import iris
from lod.ingest.register_words import FILLER, Spellings, Words
from lod.model import PartialDate, Problem
from lod.namespaces import OGL
from lod.profiles.schemes import Concept


class Cells:
    """One row of a source as values. `problems` grows while it is read."""

    __slots__ = ("_cells", "_source", "_words", "problems", "row")

    def __init__(self, source: str, row: int, cells: dict[str, str], words: Words) -> None:
        self.row = row
        self.problems: list[Problem] = []
        self._source, self._cells, self._words = source, cells, words

    def note(self, column: str | None, message: str, found: str = "", accepted: str = "") -> None:
        """Notes a problem of the row."""
        self.problems.append(Problem(self._source, message, found, accepted, row=self.row, column=column))

    def has(self, column: str | None) -> bool:
        """Whether the source has the column."""
        return column in self._cells

    def raw(self, column: str) -> str:
        """What stands in a cell, whatever it means."""
        return self._cells.get(column, "")

    def text(self, column: str | None) -> str | None:
        """What a cell says; None when it says nothing or the source has no such column."""
        if column is None or not (cell := self._cells.get(column)):
            return None
        words = self._words
        states = (len(cell) > words.longest and "  " not in cell) or not words.is_nothing(cell)
        return cell if states else None

    def needed(self, column: str) -> str | None:
        """What a cell says that must say something."""
        text = self.text(column)
        if text is None:
            self.note(column, "nothing is stated where something must be", self.raw(column))
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
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            self.note(column, "is no whole number", text, "digits alone, such as 330")
            return None
        return int(text)

    def degrees(self, column: str | None, limit: int) -> Decimal | None:
        """A latitude or longitude (WGS 84) in decimal degrees, not beyond `limit` on either side of zero."""
        text = self.text(column)
        if text is None:
            return None
        number = Decimal(text) if _NUMBER.fullmatch(text) else None
        if number is None or abs(number) > limit:
            self.note(column, "is no position in degrees", text, f"a number from -{limit} to {limit}, such as 52.63")
            return None
        return Decimal(f"{number:f}") if "e" in text.lower() else number

    def date(self, column: str | None) -> PartialDate | None:
        """A date as precise as the cell and no preciser."""
        text = self.text(column)
        if text is None:
            return None
        date = self._words.date(text)
        if not isinstance(date, str):
            return date
        self.note(column, date, text, "the date, or an empty cell" if date == FILLER else self._words.accepted_dates)
        return None

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


_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)
