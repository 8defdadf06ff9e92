"""The history of a publication: one line for each switch of the pointer, only ever appended to.

A switch is recorded before the pointer moves, so none that was seen is missing. One that was recorded and prevented by
a crash is told by what follows it: each line says which release was current before.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """A release was made current, and which one had been so before: None if there was none. Lines of
    the first versions do not say it."""

    at: str
    release: str
    reason: str
    previous: str | msgspec.UnsetType | None = msgspec.UNSET


def append(path: Path, event: Event) -> None:
    """Adds a line, and waits until it is on the disk. A last line that a crash cut short does not take it along."""
    with path.open("a+b") as file:
        length = file.seek(0, os.SEEK_END)
        file.seek(max(0, length - 1))
        is_whole = file.read(1) in (b"", b"\n")
        file.write((b"" if is_whole else b"\n") + msgspec.json.encode(event) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read(path: Path, served: str | None) -> list[Event]:
    """The switches that happened, oldest first, if the release `served` is current now. Left out are lines that a crash
    cut short, and switches that it prevented: those to a release that is neither current nor what the next one left."""
    happened = []
    expected: str | msgspec.UnsetType | None = served
    for event in reversed(list(_lines(path))):
        if expected in (event.release, msgspec.UNSET):
            happened.append(event)
            expected = event.previous
    return happened[::-1]


def _lines(path: Path) -> Iterator[Event]:
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        with suppress(msgspec.DecodeError):
            yield msgspec.json.decode(line, type=Event)
