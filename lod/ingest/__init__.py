"""Sources → facts: one module a kind of source, each fact with the evidence it was read from.

A reader gives facts, and a `Problem` for every row or passage that it cannot read: nothing is guessed, and what can be
read goes on. A register is read in two steps, so that its rows may be shared out: `rows`, then a `Reader` of each row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lod.errors import SourceError
from lod.ingest import press_release, register, review, sources
from lod.ingest.register import Reader, Reading
from lod.ingest.sources import Location
from lod.ingest.tables import Row
from lod.model import Fact, Licence, Problem, Source
from lod.profiles import Profile

__all__ = [
    "DEFAULT_PROFILES",
    "KINDS",
    "REGISTERS",
    "Location",
    "Reader",
    "Reading",
    "Row",
    "SourceFiles",
    "read",
    "rows",
    "source",
]

REGISTERS = {
    "register": (sources.CSV, sources.TSV, sources.XLSX, sources.ODS, sources.JSON, sources.XML),
    "fhrs-json": (sources.JSON,),
    "fhrs-xml": (sources.XML,),
    "cqc-json": (sources.JSON,),
}
"""Kinds of sources that are read row by row, and the media types that they come in."""

KINDS = ("press-release", *REGISTERS)

DEFAULT_PROFILES = {"fhrs-json": "fhrs-json", "fhrs-xml": "fhrs-xml", "cqc-json": "cqc-json"}
"""The profile of a kind that is written in one inspectorate's words."""


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """Files of one kind, the words they are written in, and their licence."""

    kind: str
    """One of `KINDS`."""
    paths: tuple[Location, ...]
    profile: Profile
    licence: Licence = field(default_factory=Licence)


def source(files: SourceFiles, path: Location, folder: Path) -> Source:
    """One of the files as a source named relative to `folder`, with its digest.

    Raises SourceError for a file that cannot be read, or that is not of its kind.
    """
    found = sources.source(path, folder, files.licence.iri)
    accepted = _media_types(files.kind)
    if found.media_type not in accepted:
        wanted = " or ".join(accepted)
        raise SourceError(f"{found.name}: a source of the kind {files.kind!r} is {wanted}, not {found.media_type}")
    return found


def rows(files: SourceFiles, path: Location, source: Source) -> Iterator[Row | Problem]:
    """The rows of a register's file, as they stand there; `Reader(files.profile, source)` reads them.

    Raises SourceError for a file that cannot be read as what it is said to be.
    """
    yield from register.rows(path, source, files.profile)


def read(files: SourceFiles, folder: Path) -> Iterator[tuple[Source, Iterator[Fact | Problem]]]:
    """Each file, as a source named relative to `folder`, with the facts in it, which are read as they are asked for.

    Raises SourceError for a file that cannot be read as what it is said to be.
    """
    _media_types(files.kind)
    for path in files.paths:
        found = source(files, path, folder)
        yield found, _facts(files.kind, found, path, files.profile)


def _media_types(kind: str) -> tuple[str, ...]:
    if kind not in KINDS:
        raise SourceError(f"no reader for sources of the kind {kind!r}; accepted: {', '.join(KINDS)}")
    return REGISTERS.get(kind, ("text/plain", "text/html"))


def _facts(kind: str, source: Source, path: Location, profile: Profile) -> Iterator[Fact | Problem]:
    if kind in REGISTERS:
        yield from register.read(source, path, profile)
    else:
        yield from press_release.read(source, sources.read_bytes(path), profile, review.beside(path, source))
