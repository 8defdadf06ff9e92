"""Which file an address becomes. The files of a document stand beside each other: `/doc/x` is `doc/x.html`,
`doc/x.ttl`, `doc/x.jsonld`, the addresses that the server has for them too; `/id/x` is `id/x/index.html`.

A file is named by the decoded path, since that is what servers look for (RFC 3986 section 2.4).
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from lod.errors import ExportError
from lod.formats import Format

TAKEN = (Format.HTML, Format.TURTLE, Format.JSON_LD)
"""The formats of documents that are copied; all statements are in the dumps as well."""

LEFT = (Format.N_TRIPLES, Format.RDF_XML, Format.JSON)
"""Those in which documents are offered, and not copied."""

_LONGEST = 255
"""Bytes of a name, on every file system in use."""


def decoded(path: str) -> str:
    """A path without its leading slash as the name of a file. Raises ExportError for what no file can be called, or
    what a browser would never ask for: empty segments and dots alone (RFC 3986 section 5.2.4)."""
    name = unquote(path, errors="surrogateescape")
    for segment in name.split("/"):
        if segment in ("", ".", "..") or "\0" in segment or len(segment.encode("utf-8", "surrogateescape")) > _LONGEST:
            raise ExportError(
                f"/{path}: no file can be called so; accepted: segments of at most {_LONGEST} bytes that are not"
                " empty, . or .."
            )
    return name


def split(path: str) -> tuple[str, Format | None]:
    """A path, and the format that its suffix says."""
    stem, dot, suffix = path.rpartition(".")
    for each in (*TAKEN, *LEFT):
        if dot and suffix == each.suffix and not stem.endswith("/"):
            return stem, each
    return path, None


def is_left(media_type: str) -> bool:
    """Whether documents are offered in this media type, and not copied in it."""
    return media_type in {each.media_type for each in LEFT}


def relative(source: str, target: str, fragment: str = "") -> str:
    """The relative reference (RFC 3986 section 4.2) that leads from the file `source` to `target`."""
    there, here = target.split("/"), source.split("/")[:-1]
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    steps = [".."] * (len(here) - shared) + [
        quote(each, safe="-._~", errors="surrogateescape") for each in there[shared:]
    ]
    return "/".join(steps) + (f"#{fragment}" if fragment else "")
