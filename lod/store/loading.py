"""How a new store is filled: by a process of its own (`lod.store.loading_worker`), while its caller goes on.

Apart, the engine takes no time from the caller's thread, and its memory comes as `lod.allocation` says.
"""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from lod.allocation import IN_BULK

PIECE = 500_000
"""Lines loaded at once: the engine's loader takes memory with what it is given, some 500 bytes a line, and sorts small
pieces faster."""

ORDER = struct.Struct("!cQ")
"""What a loading process is told: what to do, and the length of what follows."""

LINES, FILE, COMPLETE = b"l", b"f", b"c"
"""Lines to load, the path of a file to load, the end."""

FAILURES: dict[str, type[SyntaxError | OSError]] = {each.__name__: each for each in (SyntaxError, OSError)}
"""What a loading process may say at its end, `NAME: MESSAGE`; it says nothing when the store is complete."""


def build(nquads: Path, folder: Path, piece: int = PIECE) -> None:
    """Loads an N-Quads or N-Triples file into a new store in `folder`, which must be absent or empty.

    The store is complete, compacted and closed on return. Raises SyntaxError when the file does not parse.
    """
    with Loader(folder, piece) as loader:
        loader.add_file(nquads)


class Loader:
    """A store in `folder`, new unless one is there to be added to, loaded in pieces while the caller goes on.

    A context manager: left without an exception, the store is complete, compacted and closed; left with one, the
    process that loads it is gone. Raises SyntaxError, from any of its methods, when some lines do not parse, and
    OSError when the store cannot be written. `piece` is the number of lines loaded at once.
    """

    def __init__(self, folder: Path, piece: int = PIECE) -> None:
        self._process = _start(folder, piece)
        self._is_completing = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.complete()
                self._hear()
        finally:
            self._process.kill()
            self._process.communicate()

    def complete(self) -> None:
        """Begins to load what is left and to compact the store, while the caller goes on; nothing may be added then."""
        if not self._is_completing:
            self._is_completing = True
            self._tell(COMPLETE, b"")

    def add(self, lines: bytes) -> None:
        """Lines that are known to parse, without blank nodes, whose names would mean others in the next piece.

        The IRIs and language tags in them are not looked at again.
        """
        self._tell(LINES, lines)

    def add_file(self, nquads: Path) -> None:
        """A whole file. Its lines that may hold a blank node come together: only there does its name mean the same.
        It is read while the caller goes on, and must stay as it is until the store is complete."""
        self._tell(FILE, os.fsencode(nquads.absolute()))

    def _tell(self, order: bytes, what: bytes) -> None:
        """Waits while two pieces are in memory and not loaded."""
        assert self._process.stdin is not None  # noqa: S101 - see _start
        try:
            self._process.stdin.write(ORDER.pack(order, len(what)))
            self._process.stdin.write(what)
            self._process.stdin.flush()
        except BrokenPipeError:
            self._hear()
            raise

    def _hear(self) -> None:
        """Waits for the end of the process; raises what it failed with."""
        assert self._process.stdout is not None  # noqa: S101 - see _start
        said = self._process.stdout.read().decode()
        code = self._process.wait()
        if said:
            name, _, message = said.partition(": ")
            raise FAILURES[name](message)
        if code:
            raise OSError(f"the process that loads the store ended with {code}")


def _start(folder: Path, piece: int) -> subprocess.Popen[bytes]:
    """Ctrl-C stays blocked in the process: it is for the caller, who then ends it."""
    path = os.pathsep.join(filter(None, sys.path))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "lod.store.loading_worker", folder, str(piece)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**IN_BULK, **os.environ, "PYTHONPATH": path},
        )
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
