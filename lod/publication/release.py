"""What the descriptions of a release are made from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from lod.formats import Format
from lod.model import PartialDate, Source

DATA = "data.nq"
DUMPS = {DATA: Format.N_QUADS, "data.ttl": Format.TURTLE, "data.jsonld": Format.JSON_LD}
"""The files that hold all statements, and the syntax of each."""


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """A release: its id, the newest publication date in its data, and the documents it was read from."""

    id: str
    modified: PartialDate | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Dump:
    """A file that holds all statements of a release."""

    name: str
    format: Format
    byte_size: int
    sha256: str


def described_dumps(folder: Path) -> tuple[Dump, ...]:
    """The dumps in a release's folder, with the digest of each."""
    return tuple(_dump(folder / name, syntax) for name, syntax in DUMPS.items())


def _dump(path: Path, syntax: Format) -> Dump:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Dump(path.name, syntax, path.stat().st_size, digest)
