"""A change log in Markdown as blocks that a template can show: headings, paragraphs and lists, with code in them.

Only what our change logs use is read (CommonMark 4.2, 4.8, 5.2, 6.1); other marks stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_ITEM = re.compile(r"[-*]\s+(.*)")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (of `level` 1 to 6), a paragraph, or a list: one text, or one for each item. Each text is pieces in
    turns: plain, code, plain …"""

    kind: str
    texts: tuple[tuple[str, ...], ...]
    level: int = 0


def blocks(markdown: str) -> Iterator[Block]:
    """The blocks of a document, in order."""
    open_block: Block | None = None
    lines: list[str] = []
    for line in (*markdown.splitlines(), ""):
        heading, item = _HEADING.fullmatch(line), _ITEM.fullmatch(line)
        ends = not line.strip() or heading is not None
        if open_block and (ends or (item and open_block.kind != "list")):
            yield replace(open_block, texts=tuple(_pieces(each) for each in lines))
            open_block, lines = None, []
        if heading:
            yield Block("heading", (_pieces(heading[2]),), len(heading[1]))
        elif item:
            open_block = open_block or Block("list", ())
            lines.append(item[1])
        elif line.strip():
            if open_block is None:
                open_block = Block("paragraph", ())
                lines.append("")
            lines[-1] = f"{lines[-1]} {line.strip()}".strip()


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(text.split("`"))
