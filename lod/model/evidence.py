"""The documents that facts are read from, and where in them."""

from __future__ import annotations

import msgspec

from lod.namespaces import OGL


class Source(msgspec.Struct, frozen=True):
    """A document as it was when facts were read from it."""

    name: str
    """Path below the publication's folder, with `/`: names no machine."""
    sha256: str
    byte_size: int
    media_type: str
    licence: str = OGL


class TextSpan(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A stretch of a document's text: `text[start:end] == exact`, in code points (W3C Web Annotation 4.2.4, 4.2.5).

    The text of an HTML document is `document.body.textContent`; that of any other is its decoded characters.
    """

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


class TableRow(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A row of a table, the first being 1 and the header counted (RFC 7111); of a workbook, in the sheet it names."""

    row: int
    sheet: str | None = None


class JsonPointer(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A value in a JSON document (RFC 6901): `/establishments/5`."""

    pointer: str


class XPath(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """An element of an XML document: `/FHRSEstablishment/EstablishmentCollection/EstablishmentDetail[5]`."""

    path: str


Selector = TextSpan | TableRow | JsonPointer | XPath


class Evidence(msgspec.Struct, frozen=True, array_like=True):
    """Where a source states a fact. `supports` is the property that a span states; any other place states the whole
    fact. A part of an inspection that has no evidence of its own has the inspection's."""

    source: str
    """SHA-256 of the document."""
    selector: Selector
    supports: str | None = None
