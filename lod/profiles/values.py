"""Values that a source does not have as a column, made of what it has (`[values]` of a profile).

`"fhrs"` is the same in every row, `"2015-{number}"` has the cell of a column in it, `{file}` is the name of the
source's file without folder and suffixes. Of a list, the first whose columns all state something counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import PurePosixPath

FILE = "file"
"""Stands for the file's name; a column of that name cannot be used in a value."""

_COLUMN = re.compile(r"\{([^{}]*)\}")

Text = Callable[[str], str | None]
"""What the cell of a column states, if anything."""

Parts = tuple[str, ...]
"""A template, taken apart: literal texts and names of columns by turns, beginning and ending with a text."""


def made_of(templates: Iterable[str]) -> Value:
    """The value that templates describe."""
    return Value(tuple(_COLUMN.split(template)) for template in templates)


class Value:
    """A value of a profile, as a function of a row."""

    def __init__(self, templates: Iterable[Parts]) -> None:
        self._parts = tuple(templates)
        named = dict.fromkeys(name for parts in self._parts for name in parts[1::2])
        self.columns = tuple(name for name in named if name != FILE)
        """The columns of which it is made."""

    def of(self, source: str) -> Value:
        """The value for the rows of one source, by the source's name."""
        stem = PurePosixPath(source).name.split(".", 1)[0]
        return Value(_with_file(parts, stem) for parts in self._parts)

    @property
    def constant(self) -> str | None:
        """The value, if it is the same in every row."""
        return None if len(self._parts[0]) > 1 else self._parts[0][0]

    def text(self, cell: Text) -> str:
        """The value in a row; empty when what it is made of is not stated."""
        for parts in self._parts:
            cells = [cell(name) for name in parts[1::2]]
            if None not in cells:
                return "".join(map(str, chain.from_iterable(zip(parts[::2], [*cells, ""], strict=True))))
        return ""


def _with_file(parts: Parts, name: str) -> Parts:
    together = [parts[0]]
    for column, text in zip(parts[1::2], parts[2::2], strict=True):
        if column == FILE:
            together[-1] += name + text
        else:
            together += [column, text]
    return tuple(together)
