"""Sources → facts: one module a kind of source, each fact with the evidence it was read from.

A reader gives `Inspection`s, and a `Problem` for every row or passage that it cannot read: nothing is guessed, and
what can be read goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lod.errors import SourceError
from lod.ingest import press_release, register, sources
from lod.model import Inspection, Problem, Source
from lod.profiles import Profile

KINDS = ("press-release", "register")


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """Files of one kind, the words they are written in, and the IRI of their licence."""

    kind: str
    """One of `KINDS`."""
    paths: tuple[Path, ...]
    profile: Profile
    licence: str


def read(files: SourceFiles, folder: Path) -> Iterator[tuple[Source, Iterator[Inspection | Problem]]]:
    """Each file, as a source named relative to `folder`, with the facts in it, which are read as they are asked for.

    Raises SourceError for a file that cannot be read as what it is said to be.
    """
    if files.kind not in KINDS:
        raise SourceError(f"no reader for sources of the kind {files.kind!r}; accepted: {', '.join(KINDS)}")
    for path in files.paths:
        source = sources.source(path, folder, files.licence)
        yield source, _facts(files.kind, source, path, files.profile)


def _facts(kind: str, source: Source, path: Path, profile: Profile) -> Iterator[Inspection | Problem]:
    if kind == "register":
        return register.read(source, path, profile)
    return press_release.read(source, sources.read_bytes(path), profile)
