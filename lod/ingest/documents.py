"""A document as readers see it: its text, and the blocks of it in which facts may stand.

Every position is an offset into `Document.text` in code points, so that `text[start:end]` is what evidence quotes
(W3C Web Annotation 4.2.4, 4.2.5). `plain_text` and `hypertext` make documents of bytes.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from lod.model import TextSpan

_CONTEXT = 32
"""Characters of prefix and suffix: enough to find a quotation again in a text that moved a little."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item: `text[start:end]` without the white space around it."""

    start: int
    end: int
    is_heading: bool = False
    is_main: bool = True
    """False for what stands around the content of a page: headers, footers, banners."""


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of text that leads to an address."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its blocks, in order and without overlap. `address` is the canonical one that a page states."""

    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    address: str | None = None

    def span(self, start: int, end: int) -> TextSpan:
        """A stretch with its context, which never reaches beyond the block: what surrounds a fact's paragraph (a
        press officer's number, say) is nobody's evidence."""
        index = bisect_right(self.blocks, start, key=lambda block: block.start) - 1
        block = self.blocks[index]
        return TextSpan(
            start=start,
            end=end,
            exact=self.text[start:end],
            prefix=self.text[max(block.start, start - _CONTEXT) : start],
            suffix=self.text[end : min(block.end, end + _CONTEXT)],
        )


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without white space at its ends; None when nothing else is in it."""
    body = text[start:end].strip()
    if not body:
        return None
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return start, start + len(body)
