"""What is noted of each request of the endpoint: a line of JSON, with nothing of a person.

The address of who asked is never in it, and the text of a query only where the settings say so.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from lod.web.serving.logs import Log

_encode = msgspec.json.Encoder().encode


@dataclass(slots=True)
class Note:
    """What is known of a request so far: filled in while it is answered."""

    method: str
    status: int = 0
    outcome: str = "failed"
    """`answered`, `not-modified`, `described` (there was no query), `gone` (the client went away), `broken` (a part was
    sent), or the name of a problem (`lod.web.problems`)."""
    seconds: float = 0.0
    """From the request's head to the end of the response."""
    running: float | None = None
    """How long the query ran."""
    release: str = ""
    form: str = ""
    format: str = ""
    rows: int | None = None
    bytes: int | None = None
    cached: bool = False
    text: str = ""
    """Of the query; what is logged is its digest, unless texts are asked for."""


class Line(msgspec.Struct, omit_defaults=True):
    """A line as it is written; what is not known is left out."""

    outcome: str
    status: int
    seconds: float
    query: str = ""
    """The first 64 bits of the SHA-256 digest of its text."""
    form: str = ""
    format: str = ""
    running: float | None = None
    rows: int | None = None
    bytes: int | None = None
    cached: bool = False
    release: str = ""
    text: str = ""


@lru_cache(maxsize=1024)
def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def write(note: Note, log: Log, *, texts: bool) -> None:
    """Writes the line of a request that has been answered."""
    line = Line(
        outcome=note.outcome,
        status=note.status,
        seconds=round(note.seconds, 6),
        query=_digest(note.text) if note.text else "",
        form=note.form,
        format=note.format,
        running=None if note.running is None else round(note.running, 6),
        rows=note.rows,
        bytes=note.bytes,
        cached=note.cached,
        release=note.release,
        text=note.text if texts else "",
    )
    log(_encode(line))
