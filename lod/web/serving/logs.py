"""Where our lines of JSON go: to standard output, beside uvicorn's own log on standard error.

Python's loggers make a record of a dozen things for each line, of which nothing is written here; it costs a quarter of
what a kept response does.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Callable

Log = Callable[[bytes], None]
"""Takes a line of the log, without its end."""

_LATE = 0.2
"""Seconds that a line may be late: a system call for each would cost more than all else of it."""


def silent(_: bytes) -> None:
    """A log that nobody reads."""


class Lines:
    """Writes lines as they are, several at a time while there are many. A context manager: none is left behind."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []

    def __enter__(self) -> Log:
        return self.write

    def __exit__(self, *_: object) -> None:
        self.flush()

    def write(self, line: bytes) -> None:
        """A line, which is there a moment later; at once where no event loop runs."""
        self._lines.append(line)
        if len(self._lines) == 1:
            try:
                asyncio.get_running_loop().call_later(_LATE, self.flush)
            except RuntimeError:
                self.flush()

    def flush(self) -> None:
        """Writes what waits. A reader that has gone away stops no server."""
        lines, self._lines = self._lines, []
        if lines:
            with contextlib.suppress(OSError), open(sys.stdout.fileno(), "wb", closefd=False) as out:
                out.write(b"\n".join((*lines, b"")))
