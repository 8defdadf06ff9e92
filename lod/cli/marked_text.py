"""A text with stretches of it marked: cut where a mark begins or ends, so that marks may overlap or lie in each other.

Offsets are code points, as evidence has them (W3C Web Annotation 4.2.5).
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lod.errors import SourceError
from lod.ingest.documents import Block, Document

_FOLDED = 200
"""Characters around the content (menus, scripts) from which a stretch is folded away."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch `text[start:end]` of one kind of fact. `numbers` are those of the facts that it states."""

    start: int
    end: int
    kind: str
    numbers: tuple[int, ...]

    @property
    def anchor(self) -> str:
        """Where links to the mark lead."""
        return f"at-{self.numbers[0]}"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch in which nothing begins or ends. `marks` are those that cover it, the shortest first; `begins` those of
    them that begin here."""

    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]
    is_content: bool
    """False for what is not read: around the content of a page, and the markers of a list."""
    is_heading: bool

    @property
    def is_folded(self) -> bool:
        """Whether readers want to see it only when they ask."""
        return not (self.is_content or self.marks) and len(" ".join(self.text.split())) >= _FOLDED


def segments(document: Document, marks: Sequence[Mark]) -> Iterator[Segment]:
    """The whole text of a document in order: the texts of the segments join to it.

    Raises SourceError for a mark that is not in the text.
    """
    end = len(document.text)
    for mark in marks:
        if not 0 <= mark.start < mark.end <= end:
            raise SourceError(f"characters {mark.start}–{mark.end} are not in the text, which has {end}")
    edges = {0, end}
    edges.update(edge for mark in marks for edge in (mark.start, mark.end))
    edges.update(edge for block in document.blocks for edge in (block.start, block.end))
    for start, stop in itertools.pairwise(sorted(edges)):
        covering = [mark for mark in marks if mark.start <= start and stop <= mark.end]
        covering.sort(key=lambda mark: (mark.end - mark.start, mark.start, mark.numbers))
        block = _block(document.blocks, start)
        yield Segment(
            text=document.text[start:stop],
            marks=tuple(covering),
            begins=tuple(mark for mark in covering if mark.start == start),
            is_content=block is not None and block.is_main,
            is_heading=block is not None and block.is_heading,
        )


def _block(blocks: Sequence[Block], offset: int) -> Block | None:
    """The block that an offset is in."""
    index = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    return blocks[index] if index >= 0 and offset < blocks[index].end else None
