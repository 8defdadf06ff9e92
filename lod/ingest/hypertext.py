"""HTML → `Document`, parsed as browsers parse it (Lexbor, HTML Living Standard 13.2).

The text is `document.body.textContent` of a browser that runs scripts: scripts and styles count in offsets, but no
block holds them. Inline elements join their text into one block; everything else, and `<br>`, parts blocks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from lod.errors import SourceError
from lod.ingest.documents import Block, Document, Link, trimmed

_TEXT, _COMMENT = "-text", "-comment"
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOT_READ = frozenset({
    "script", "style", "template", "noscript", "nav", "aside", "button", "select", "textarea", "dialog", "svg", "math",
    "iframe", "object", "audio", "video",
})  # fmt: skip
"""No statement of the page itself: code, navigation, controls, other media, related news."""

_FURNITURE = re.compile(
    r".*cookie.*|.*breadcrumbs?|(?:.*-)?(?:menu|nav|navbar|navigation|sidebar|banner|modal|popup|pagination|footer)(?:-.*)?"
    r"|(?:site-|page-|top-)?header|(?:.*-)?related(?:-.*)?|share(?:-.*)?|social(?:-.*)?|skip-?link.*|newsletter.*|widget.*",
    re.IGNORECASE,
)
"""Names (class or id) of what stands around the content of a page that marks it by no element."""
_NEVER_FURNITURE = frozenset({"html", "body", "main", "article", "section"})
_CONTENT = ("main, [role=main]", "article", "#main-content, #main, #content, #primary")
"""What holds a page's content, the surest first; an element that is the only one of its kind."""

_ENCODINGS = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(("windows-1252", "cp1252", "iso-8859-1", "latin1", "l1", "ascii", "us-ascii"), "cp1252"),
}
"""Labels of the Encoding Standard (4.2) for the two encodings that are read."""
_META_CHARSET = re.compile(rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]+)", re.IGNORECASE)
_PRESCAN = 1024
"""Bytes in which a page has to declare its encoding (HTML 13.2.3.2)."""


def document(data: bytes) -> Document:
    """A page's text and blocks. Raises SourceError for bytes that are not in the encoding the page declares."""
    tree = LexborHTMLParser(_decoded(data))
    walk = _Walk(content=_content(tree))
    if tree.body is not None:
        walk.through(tree.body)
    return Document("".join(walk.parts), tuple(walk.blocks), tuple(walk.links), _canonical(tree))


def _content(tree: LexborHTMLParser) -> frozenset[int]:
    """The elements that hold the content, by identity; none where the whole page does."""
    for selector in _CONTENT:
        found = tree.css(selector)
        if len(found) == 1 or (found and selector == _CONTENT[0]):
            return frozenset(node.mem_id for node in found)
    return frozenset()


def _is_furniture(node: LexborNode) -> bool:
    """Whether an element is named as part of what stands around the content, and has no main heading in it."""
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split()
    is_named = node.tag not in _NEVER_FURNITURE and any(_FURNITURE.fullmatch(name) for name in names)
    return is_named and node.css_first("h1") is None


def _decoded(data: bytes) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        return _decode(data[3:], "utf-8")
    declared = _META_CHARSET.search(data[:_PRESCAN])
    label = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    if label not in _ENCODINGS:
        raise SourceError(f"encoding {label!r} is not read; accepted: UTF-8 or windows-1252")
    return _decode(data, _ENCODINGS[label])


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        found = problem.object[problem.start]
        raise SourceError(f"byte {problem.start} ({found:#04x}) is not {encoding}: save the page as UTF-8") from problem


def _canonical(tree: LexborHTMLParser) -> str | None:
    for link in tree.css("link[rel~=canonical]"):
        href = (link.attributes.get("href") or "").strip()
        if href.startswith(("https://", "http://")):
            return href
    return None


@dataclass(frozen=True, slots=True)
class _Place:
    """What a node has inherited from the elements around it."""

    is_read: bool = True
    is_heading: bool = False
    is_main: bool = True


@dataclass(slots=True)
class _Walk:
    """One pass over a page in document order, without recursion: pages may nest deeper than Python does."""

    content: frozenset[int]
    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    _length: int = 0
    _pending: list[str] = field(default_factory=list)
    """The text since the last block ended."""

    def through(self, body: LexborNode) -> None:
        place = _Place(is_main=not self.content)
        todo: list[tuple[LexborNode, _Place, int | None]] = [(body, place, None)]
        while todo:
            node, place, opened_at = todo.pop()
            if opened_at is not None:
                self._leave(node, place, opened_at)
            elif node.tag == _TEXT:
                self._add(node.text_content or "")
            elif node.tag != _COMMENT:
                inner = self._enter(node, place)
                todo.append((node, inner, self._length))
                if node.tag == "noscript":
                    self._add(node.inner_html or "")
                else:
                    children = node.iter(include_text=True)
                    todo.extend((child, inner, None) for child in reversed(list(children)))

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self._pending.append(text)
        self._length += len(text)

    def _enter(self, node: LexborNode, outer: _Place) -> _Place:
        attributes = node.attributes
        inner = _Place(
            is_read=outer.is_read and node.tag not in _NOT_READ and "hidden" not in attributes,
            is_heading=outer.is_heading or node.tag in _HEADINGS,
            is_main=(outer.is_main or node.mem_id in self.content) and not _is_furniture(node),
        )
        if node.tag not in _INLINE or inner.is_read != outer.is_read:
            self._close_block(outer)
        return inner

    def _leave(self, node: LexborNode, inner: _Place, opened_at: int) -> None:
        if node.tag not in _INLINE or not inner.is_read:
            self._close_block(inner)
        href = node.attributes.get("href") if node.tag == "a" and inner.is_read else None
        if href:
            self.links.append(Link(opened_at, self._length, href.strip()))

    def _close_block(self, place: _Place) -> None:
        pending = "".join(self._pending)
        body = trimmed(pending, 0, len(pending)) if place.is_read else None
        if body:
            offset = self._length - len(pending)
            start, end = offset + body[0], offset + body[1]
            self.blocks.append(Block(start, end, is_heading=place.is_heading, is_main=place.is_main))
        self._pending.clear()
