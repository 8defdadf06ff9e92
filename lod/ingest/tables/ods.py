"""ODS (OpenDocument 1.3, part 3) → sheets, from a stream of `content.xml`: memory holds a few rows, not the workbook.

Numbers and dates are their values (19.385 and after), whatever their cells show; text is what the paragraphs say (6.1).
"""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Iterator
from typing import IO

from lod.errors import SourceError
from lod.ingest.tables.xml_stream import expat_parser, fed

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_SHEET, _ROW, _CELL, _COVERED = (_TABLE + tag for tag in ("table", "table-row", "table-cell", "covered-table-cell"))
_PARAGRAPH, _ASIDES = f"{_TEXT}p", (f"{_OFFICE}annotation", f"{_TEXT}note")
_BLANKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_TYPE, _STRING = f"{_OFFICE}value-type", f"{_OFFICE}string-value"
_REPEATED_CELL, _REPEATED_ROW = f"{_TABLE}number-columns-repeated", f"{_TABLE}number-rows-repeated"
_NUMBERS = ("float", "percentage", "currency")
_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14
"""As many as a sheet has in any program; what is repeated more often is no table."""

Records = Iterator[tuple[int, list[str]]]


def sheets(file: IO[bytes], name: str) -> Iterator[tuple[str, Records]]:
    """The sheets of the workbook in `file`, called `name` in messages; see `lod.ingest.tables.workbook.Sheets`.

    Raises SourceError for what is no workbook.
    """
    try:
        with _content(file) as content:
            for sheet, group in itertools.groupby(_Reader(name).rows(content), key=lambda row: row[0]):
                yield sheet, ((number, cells) for _, number, cells in group if number)
    except zipfile.BadZipFile as problem:
        raise SourceError(f"{name}: no ODS workbook, or damaged: {problem}") from problem


def _content(file: IO[bytes]) -> IO[bytes]:
    """What is in the workbook. Raises BadZipFile, also where zipfile has other words: no such member (KeyError),
    encrypted (RuntimeError), or compressed in a way that it does not know (NotImplementedError)."""
    try:
        return zipfile.ZipFile(file).open("content.xml")
    except (KeyError, RuntimeError, NotImplementedError) as problem:
        raise zipfile.BadZipFile(str(problem)) from problem


class _Reader:
    """Takes the events of `content.xml`; rows gather in `_rows` until the chunk that they came in is done with."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows: list[tuple[str, int, list[str]]] = []
        self._sheet, self._number = "", 0
        self._row: dict[str, str] = {}
        self._cell: dict[str, str] = {}
        self._cells: list[str] = []
        self._width = 0
        self._texts: list[str] = []
        self._end = self._paragraphs = 0
        self._aside: list[tuple[int, int]] = []

    def rows(self, content: IO[bytes]) -> Iterator[tuple[str, int, list[str]]]:
        """Sheet, number and cells of each row that has cells; each sheet begins with a row 0 that is not its own."""
        parser = expat_parser(self._name)
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start_element, self._end_element
        parser.CharacterDataHandler = self._texts.append
        for _ in fed(parser, content, self._name):
            yield from self._rows
            self._rows.clear()
        # Expat may keep back what it has parsed until the document's end.
        yield from self._rows

    def _start_element(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in (_CELL, _COVERED):
            self._cell = attributes
            self._texts.clear()
            self._end = self._paragraphs = 0
        elif tag == _PARAGRAPH:
            # Between paragraphs stands only the white space of a document that was indented.
            del self._texts[self._end :]
            if self._paragraphs:
                self._texts.append("\n")
            self._paragraphs += 1
        elif tag in _BLANKS:
            self._texts.append(_BLANKS[tag] * min(self._times(attributes, f"{_TEXT}c"), _MOST_COLUMNS))
        elif tag == _ROW:
            self._row, self._width, self._cells = attributes, 0, []
        elif tag in _ASIDES:
            self._aside.append((len(self._texts), self._paragraphs))
        elif tag == _SHEET:
            self._sheet, self._number = attributes.get(f"{_TABLE}name", ""), 0
            self._rows.append((self._sheet, 0, []))

    def _end_element(self, tag: str) -> None:
        if tag == _PARAGRAPH:
            self._end = len(self._texts)
        elif tag in (_CELL, _COVERED):
            self._end_cell(self._value() if tag == _CELL else "")
        elif tag == _ROW:
            self._end_row()
        elif tag in _ASIDES:
            self._end, self._paragraphs = self._aside.pop()
            del self._texts[self._end :]

    def _end_cell(self, text: str) -> None:
        """Empty cells count only when another follows: the last of a row are repeated to the sheet's edge."""
        before = self._width
        self._width += self._times(self._cell, _REPEATED_CELL) if _REPEATED_CELL in self._cell else 1
        if text:
            if self._width > _MOST_COLUMNS:
                raise SourceError(f"{self._name}: a row has more than {_MOST_COLUMNS} cells")
            if before > len(self._cells):
                self._cells += [""] * (before - len(self._cells))
            self._cells += [text] * (self._width - before)

    def _end_row(self) -> None:
        first = self._number + 1
        self._number += self._times(self._row, _REPEATED_ROW)
        if self._cells:
            if self._number > _MOST_ROWS:
                raise SourceError(f"{self._name}: the sheet {self._sheet!r} has more than {_MOST_ROWS} rows")
            self._rows += [(self._sheet, number, self._cells) for number in range(first, self._number + 1)]

    def _value(self) -> str:
        kind = self._cell.get(_TYPE)
        if kind is None or kind == "string":
            return self._cell.get(_STRING) or "".join(self._texts[: self._end])
        if kind in _NUMBERS:
            whole, _, fraction = self._cell.get(f"{_OFFICE}value", "").partition(".")
            return f"{whole}.{fraction}" if fraction.strip("0") else whole
        if kind in ("date", "time", "boolean"):
            return self._cell.get(f"{_OFFICE}{kind}-value", "").removesuffix("T00:00:00")
        raise SourceError(f"{self._name}: a cell has a value of the type {kind!r}; accepted: those of OpenDocument 1.3")

    def _times(self, attributes: dict[str, str], name: str) -> int:
        stated = attributes.get(name, "1")
        if not (stated.isascii() and stated.isdigit() and len(stated) < 10):
            raise SourceError(f"{self._name}: {name}: found {stated!r}; accepted: a whole number")
        return int(stated)
