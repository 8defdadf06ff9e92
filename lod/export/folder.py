"""The folder that a copy is written into: each file once, with its SHA-256 on a list where a bag needs it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Self

from lod.errors import ExportError

_PIECE = 1 << 20


class Folder:
    """Names are paths below `root`. Digests go to the file `sums` as they are known, if one is given."""

    def __init__(self, root: Path, sums: Path | None = None) -> None:
        self._root, self._sums = root, sums
        self._stack = ExitStack()
        self._list: BinaryIO | None = None
        self.files = 0
        self.bytes = 0
        self.top: dict[str, int] = {}
        """What stands directly in it, in the order of writing, with its bytes; folders end with a slash."""

    def __enter__(self) -> Self:
        self._root.mkdir(parents=True, exist_ok=True)
        if self._sums:
            self._list = self._stack.enter_context(self._sums.open("xb"))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def write(self, name: str, body: bytes) -> None:
        """Writes a file. Raises ExportError when it is there already or cannot be written."""
        self._write(name, (body,))

    def copy(self, name: str, path: Path) -> None:
        """Writes a copy of a file, piece by piece. Raises ExportError."""
        with path.open("rb") as file:
            self._write(name, iter(lambda: file.read(_PIECE), b""))

    def _write(self, name: str, pieces: Iterable[bytes]) -> None:
        path, digest, size = self._root / name, hashlib.sha256(), 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                for piece in pieces:
                    file.write(piece)
                    digest.update(piece)
                    size += len(piece)
        except (FileExistsError, NotADirectoryError):
            raise ExportError(f"{name}: two addresses of the publication would be this file") from None
        except OSError as problem:
            raise ExportError(f"{name}: {problem.strerror}") from problem
        self._count(name, size)
        if self._list:
            self._list.write(f"{digest.hexdigest()}  data/{_listed(name)}\n".encode("utf-8", "surrogateescape"))

    def _count(self, name: str, size: int) -> None:
        self.files += 1
        self.bytes += size
        first, slash, _ = name.partition("/")
        self.top[first + slash] = self.top.get(first + slash, 0) + size


def _listed(name: str) -> str:
    """RFC 8493 section 2.1.3: in a manifest `%`, CR and LF are percent-encoded, and nothing else."""
    return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def lines(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Labels and values as the lines of a tag file (RFC 8493 section 2.2.2), a value in one line."""
    for label, value in entries:
        yield f"{label}: {' '.join(value.split())}\n"
