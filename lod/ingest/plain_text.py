"""Plain text → `Document`. Blank lines and list items part blocks; whether a line break does depends on the text.

Some texts have a paragraph a line, some are wrapped at a width. In a wrapped text a line goes on with the one before,
unless its first word would still have fitted there and has a capital, or a sentence had ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lod.errors import SourceError
from lod.ingest.documents import Block, Document, trimmed

_LIST_ITEM = re.compile(r"\s*(?:\d{1,3}[.)]|[•*–-])\s+")
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*\s*$")
_WIDEST_WRAP = 120
"""A text with a longer line than this was not wrapped by hand or by mail."""


def document(data: bytes) -> Document:
    """The text of UTF-8 bytes (a byte order mark is no part of it). Raises SourceError that gives the byte's offset."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        found = problem.object[problem.start]
        raise SourceError(f"byte {problem.start} ({found:#04x}) is not UTF-8: save the file as UTF-8") from problem
    return Document(text, tuple(_blocks(text)))


def _blocks(text: str) -> Iterator[Block]:
    lines = list(_lines(text))
    width = max((len(text[start:end].rstrip()) for start, end in lines), default=0)
    block: tuple[int, int] | None = None
    for start, end in lines:
        line = text[start:end]
        marker = _LIST_ITEM.match(line)
        if block and line.strip() and not marker and _goes_on(text[slice(*_last_line(text, block))], line, width):
            block = block[0], end
            continue
        if block and (body := trimmed(text, *block)):
            yield Block(*body)
        block = (start + (marker.end() if marker else 0), end) if line.strip() else None
    if block and (body := trimmed(text, *block)):
        yield Block(*body)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line)
        start += len(line)


def _last_line(text: str, block: tuple[int, int]) -> tuple[int, int]:
    start, end = block
    return max(start, text.rfind("\n", start, end - 1) + 1), end


def _goes_on(previous: str, line: str, width: int) -> bool:
    if width > _WIDEST_WRAP or _SENTENCE_END.search(previous):
        return False
    first_word = line.split()[0]
    if first_word[0].islower():
        return True
    return len(previous.rstrip()) + 1 + len(first_word) > width
