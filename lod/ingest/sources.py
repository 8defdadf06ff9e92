"""A file as a `Source`: what it is called, what it is, and the digest by which its evidence can be checked.

The one module that opens sources, on this machine or on object storage. A compressed file (`.gz`) is named and
digested as it is stored, and read as what is in it.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lod.errors import SourceError
from lod.model import Source
from lod.objects import RemoteFile

Location = Path | RemoteFile
"""Where a source is."""

CSV, TSV, JSON, XML = "text/csv", "text/tab-separated-values", "application/json", "application/xml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"

_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".csv": CSV,
    ".tsv": TSV,
    ".xlsx": XLSX,
    ".ods": ODS,
    ".json": JSON,
    ".xml": XML,
}
_COMPRESSED = (".csv", ".tsv", ".json", ".xml")
"""What may also stand in a `.gz` file."""


def source(path: Location, folder: Path, licence: str) -> Source:
    """The file at `path`, named relative to the publication's `folder`, under the licence of that IRI.

    A file outside the folder, and one on object storage, goes by its name alone, so that no source names the machine
    it was read on. Size and digest are those of the file as it is stored. Raises SourceError for a file that cannot be
    read or a suffix that tells no media type.
    """
    content_type = media_type(path)
    with _told(path), open_binary(path) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
    return Source(name=_name(path, folder), sha256=digest, byte_size=size, media_type=content_type, licence=licence)


def open_binary(path: Location) -> io.BufferedReader[Any]:
    """The file at `path` as it is stored. Raises OSError when it cannot be opened."""
    return path.open() if isinstance(path, RemoteFile) else path.open("rb")


@contextmanager
def open_content(path: Location, name: str) -> Iterator[io.BufferedReader[Any]]:
    """The bytes in the file at `path`, called `name` in messages; those of a `.gz` file decompressed (RFC 1952).

    Raises SourceError when it cannot be read, also midway, inside the `with`.
    """
    with _told(name), open_binary(path) as stored:
        if path.suffix.lower() == ".gz":
            with gzip.GzipFile(fileobj=stored) as content, io.BufferedReader(content) as file:
                yield file
        else:
            yield stored


def read_bytes(path: Location) -> bytes:
    """A file's bytes. Raises SourceError when it cannot be read."""
    with _told(path), open_binary(path) as file:
        return file.read()


def media_type(path: Location) -> str:
    """The media type of what is in a file, by its suffix. Raises SourceError that lists the accepted suffixes."""
    suffix, inner = path.suffix.lower(), Path(path.stem).suffix.lower()
    if suffix == ".gz" and inner in _COMPRESSED:
        return _MEDIA_TYPES[inner]
    found = _MEDIA_TYPES.get(suffix)
    if found is None:
        accepted = ", ".join((*_MEDIA_TYPES, *(f"{each}.gz" for each in _COMPRESSED)))
        raise SourceError(f"{path.name}: no kind of source has the suffix {path.suffix!r}; accepted: {accepted}")
    return found


@contextmanager
def _told(name: object) -> Iterator[None]:
    """What the system says of a file, as what its keeper is told."""
    try:
        yield
    except (gzip.BadGzipFile, EOFError, zlib.error) as problem:
        raise SourceError(f"{name}: the compressed file is damaged or cut short: {problem}") from problem
    except OSError as problem:
        raise SourceError(f"{name}: cannot be read: {problem.strerror or problem}") from problem


def _name(path: Location, folder: Path) -> str:
    if isinstance(path, RemoteFile):
        return path.name
    absolute, root = path.resolve(), folder.resolve()
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else path.name
