"""XML 1.0 as a stream. A document type declaration is refused, and with it every entity that could grow without end or
reach for another file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from xml.parsers import expat

from lod.errors import SourceError

_CHUNK = 1 << 16


def expat_parser(name: str) -> expat.XMLParserType:
    """A parser of the document called `name`, its names as `namespace local`; a DOCTYPE raises SourceError."""

    def refuse(*_: object) -> None:
        raise SourceError(f"{name}: has a document type declaration (DOCTYPE); accepted: XML without one")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse
    return parser


def fed(parser: expat.XMLParserType, file: IO[bytes], name: str) -> Iterator[None]:
    """Feeds a document to a parser; yields after each chunk. Raises SourceError for what is not well-formed."""
    try:
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk)
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as problem:
        raise SourceError(f"{name}: no XML, or cut short: {problem}") from problem


def events(file: IO[bytes], name: str) -> Iterator[tuple[str, Element]]:
    """`start` and `end` with the element, in the order of the document called `name` in messages.

    Whoever reads them lets go of elements that are done with. Raises SourceError for what is not well-formed or has a
    document type declaration.
    """
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    prolog: expat.XMLParserType | None = expat_parser(name)
    try:
        while chunk := file.read(_CHUNK):
            prolog = prolog and _followed(prolog, chunk)
            parser.feed(chunk)
            yield from parser.read_events()  # type: ignore[misc]
        if prolog:
            prolog.Parse(b"", True)
        parser.close()
        yield from parser.read_events()  # type: ignore[misc]
    except (ParseError, expat.ExpatError) as problem:
        raise SourceError(f"{name}: no XML, or cut short: {problem}") from problem


def _followed(prolog: expat.XMLParserType, chunk: bytes) -> expat.XMLParserType | None:
    """The parser that watches for a DOCTYPE, until an element is met: none can stand after it (XML 1.0, 2.8)."""
    begun: list[bool] = []
    prolog.StartElementHandler = lambda *_: begun.append(True)
    prolog.Parse(chunk)
    return None if begun else prolog


def local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2]
