"""A file as a `Source`: what it is called, what it is, and the digest by which its evidence can be checked."""

from __future__ import annotations

import hashlib
from pathlib import Path

from lod.errors import SourceError
from lod.model import Source

_MEDIA_TYPES = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html", ".csv": "text/csv"}


def source(path: Path, folder: Path, licence: str) -> Source:
    """The file at `path`, named relative to the publication's `folder`, under the licence of that IRI.

    A file outside the folder goes by its name alone, so that no source names the machine it was read on.
    Raises SourceError for a file that cannot be read or a suffix that tells no media type.
    """
    data = read_bytes(path)
    return Source(
        name=_name(path, folder),
        sha256=hashlib.sha256(data).hexdigest(),
        byte_size=len(data),
        media_type=media_type(path),
        licence=licence,
    )


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises SourceError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise SourceError(f"{path}: cannot be read: {problem.strerror}") from problem


def media_type(path: Path) -> str:
    """The media type that a file's suffix stands for. Raises SourceError that lists the accepted suffixes."""
    found = _MEDIA_TYPES.get(path.suffix.lower())
    if found is None:
        accepted = ", ".join(_MEDIA_TYPES)
        raise SourceError(f"{path.name}: no kind of source has the suffix {path.suffix!r}; accepted: {accepted}")
    return found


def _name(path: Path, folder: Path) -> str:
    absolute, root = path.resolve(), folder.resolve()
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else path.name
