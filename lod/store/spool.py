"""Where a result is kept until it is whole: in memory while it is small, then in a file without a name.

Only a whole result is handed over, so that a status can be chosen for it, and a large one is never in memory at once.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterator

CHUNK = 64 * 2**10
"""Bytes that a large result is read in."""


class Spooled:
    """A whole result in an open file that has no name: gone when it is closed, by `close` or with the process.

    Belongs to whoever got it, who closes it. `descriptor` is taken over; `size` is in bytes.
    """

    __slots__ = ("_descriptor", "size")

    def __init__(self, descriptor: int, size: int) -> None:
        self._descriptor, self.size = descriptor, size

    @property
    def descriptor(self) -> int:
        """The file, for a system call; -1 when it is closed. Its offset is shared and says nothing."""
        return self._descriptor

    def chunks(self, size: int = CHUNK) -> Iterator[bytes]:
        """The result from its start, in pieces of at most `size` bytes. It can be read again, and by several at once.

        Raises ValueError when it is closed, OSError when it cannot be read.
        """
        start = 0
        while start < self.size:
            if self._descriptor < 0:
                raise ValueError("the result is closed")
            chunk = os.pread(self._descriptor, min(size, self.size - start), start)
            if not chunk:
                raise OSError(f"the result has {self.size:,} bytes; found only {start:,}")
            yield chunk
            start += len(chunk)

    def read(self) -> bytes:
        """All of it at once, for a reader that cannot do with less."""
        return b"".join(self.chunks())

    def close(self) -> None:
        """Frees it; closing again does nothing."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def __del__(self) -> None:
        self.close()


def nameless_file() -> int:
    """A new file that no folder lists, in the system's folder for temporary files (TMPDIR): its descriptor.

    Raises OSError."""
    with tempfile.TemporaryFile(buffering=0) as file:
        return os.dup(file.fileno())


class Spool:
    """Takes a result as it is written: `memory` bytes at most stay in memory, the rest goes into the file that
    `open_file` gives the descriptor of."""

    def __init__(self, memory: int, open_file: Callable[[], int] = nameless_file) -> None:
        self._memory, self._open_file = memory, open_file
        self._held = io.BytesIO()
        self._file: Spooled | None = None
        self.size = 0

    def write(self, chunk: bytes) -> int:
        """Raises OSError when the file cannot take it."""
        self._held.write(chunk)
        self.size += len(chunk)
        if self._held.tell() > self._memory:
            self._spill()
        return len(chunk)

    def flush(self) -> None:
        """Writers ask for it; a result is whole when `whole` is called."""

    def whole(self) -> bytes | Spooled:
        """What was written, which is now complete: bytes, or the file, which is the caller's to close."""
        if self._file is None:
            return self._held.getvalue()
        self._spill()
        found, self._file = self._file, None
        return found

    def close(self) -> None:
        """Frees what was written. After `whole` there is nothing to free."""
        if self._file:
            self._file.close()

    def _spill(self) -> None:
        if self._file is None:
            self._file = Spooled(self._open_file(), 0)
        rest = self._held.getbuffer()
        while rest:
            count = os.pwrite(self._file.descriptor, rest, self._file.size)
            self._file.size += count
            rest = rest[count:]
        rest.release()
        self._held = io.BytesIO()
