"""A loading process: `python -m lod.store.loading_worker FOLDER PIECE`, told on standard input what to load.

Ends when whoever started it has ended, also by a kill: then its input hangs up.
"""

from __future__ import annotations

import itertools
import os
import select
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from lod.store.loading import COMPLETE, FAILURES, FILE, ORDER

_LOWEST = 19
"""The priority of compaction while lines are loaded (setpriority(2))."""


def main() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    folder, piece = Path(sys.argv[1]), int(sys.argv[2])
    try:
        _load(sys.stdin.buffer, folder, piece)
    except (SyntaxError, OSError) as problem:
        name = next(name for name, kind in FAILURES.items() if isinstance(problem, kind))
        os.write(sys.stdout.fileno(), f"{name}: {problem}".encode())
        os._exit(1)  # the engine's threads may still be at work on what nobody wants
    for diary in folder.glob("LOG*"):  # names and times of the machine that built it: not ours to publish
        diary.unlink()


def _load(orders: BinaryIO, folder: Path, piece: int) -> None:
    """Does what it is told; the store is closed on return. Raises SyntaxError and OSError."""
    loading = _Loading(folder, piece)
    while True:
        told = orders.read(ORDER.size)
        if len(told) < ORDER.size:
            os._exit(1)  # as `_end_with_parent`, which may not have seen it yet
        order, length = ORDER.unpack(told)
        if order == COMPLETE:
            return loading.complete()
        what = orders.read(length)
        if order == FILE:
            loading.add_file(Path(os.fsdecode(what)))
        else:
            loading.add(what)


class _Loading:
    """A store while it is loaded, in pieces of so many lines, by a thread: the next piece is read meanwhile."""

    def __init__(self, folder: Path, piece: int) -> None:
        self._piece = piece
        before = _threads()
        self._store = ox.Store(folder)
        self._compactors = _threads() - before
        # Each piece is a few tables. Compacted as they come, all are rewritten again and again; put off until the
        # processor has nothing else to do, they are merged once.
        _set_priority(self._compactors, _LOWEST)
        self._lines: list[bytes] = []
        self._held = 0
        self._thread = ThreadPoolExecutor(1)
        self._loading: Future[None] | None = None

    def add(self, lines: bytes) -> None:
        """Lines that are known to parse."""
        self._lines.append(lines)
        self._held += lines.count(b"\n")
        if self._held >= self._piece:
            self._load(is_known=True)

    def add_file(self, nquads: Path) -> None:
        """A file of lines that nobody has parsed."""
        self._load(is_known=True)
        blank: list[bytes] = []
        with nquads.open("rb") as file:
            while lines := list(itertools.islice(file, self._piece)):
                blank += (line for line in lines if b"_:" in line)
                self._lines = [line for line in lines if b"_:" not in line]
                self._load(is_known=False)
        self._lines = blank
        self._load(is_known=False)

    def complete(self) -> None:
        """Loads what is left, compacts the store and closes it."""
        self._load(is_known=True)
        self._thread.shutdown()
        self._wait()
        _set_priority(self._compactors, 0)
        self._store.optimize()
        self._store.flush()
        del self._store  # closes it: pyoxigraph has no other way

    def _load(self, *, is_known: bool) -> None:
        """Hands on what is held, once the piece before it is loaded: two are in memory at most."""
        self._wait()
        piece, self._lines, self._held = b"".join(self._lines), [], 0
        if piece:
            self._loading = self._thread.submit(
                self._store.bulk_load, piece, format=ox.RdfFormat.N_QUADS, lenient=is_known
            )

    def _wait(self) -> None:
        if self._loading is not None:
            self._loading.result()


def _threads() -> set[int]:
    """The threads of this process, where the system tells."""
    tasks = Path("/proc/self/task")
    return {int(task.name) for task in tasks.iterdir()} if tasks.is_dir() else set()


def _set_priority(threads: set[int], priority: int) -> None:
    for thread in threads:
        try:
            os.setpriority(os.PRIO_PROCESS, thread, priority)
        except PermissionError:  # upwards only with privilege: it ends later where others keep the processor busy
            return


def _end_with_parent() -> None:
    hung_up = select.poll()
    hung_up.register(sys.stdin.fileno(), select.POLLHUP)
    hung_up.poll()
    os._exit(1)


if __name__ == "__main__":
    main()
