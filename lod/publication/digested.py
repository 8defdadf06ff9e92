"""A file that is written once, with its size and SHA-256 known at the end: nothing has to be read again."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


class DigestedFile:
    """A new file at `path`, written in order."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._file = path.open("wb")
        self._digest = hashlib.sha256()

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self.size += len(data)

    def close(self) -> str:
        """Puts the file on the disk; gives its SHA-256 in hexadecimal."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return self._digest.hexdigest()
