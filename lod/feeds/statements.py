"""The states of entities, found by IRI and digest: in the dumps of a release, and in what later ones took from it.

A version that is current stands in the dumps. One that is not any more was put aside when it ceased to be, so every
version is kept once, and a release carries all that its log tells of.
"""

from __future__ import annotations

import itertools
import mmap
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from lod.errors import ReleaseDamaged
from lod.feeds.states import State
from lod.iris import Iris
from lod.namespaces import ONTOLOGY_IRI
from lod.publication.states import digest, stated
from lod.publication.together import together
from lod.terms import written

_REST = written(ONTOLOGY_IRI)
_NEAR = 4096
"""Bytes after a place in which what comes next is looked for first."""


class Statements:
    """The statements in the `dumps` of a release, which are sorted, and in files of what was put aside. A context
    manager: outside it nothing can be read."""

    def __init__(self, dumps: Iterable[Path], names: Iris, aside: Iterable[Path] = ()) -> None:
        self._names, self._stack = names, ExitStack()
        self._paths, self._asides = list(dumps), list(aside)
        self._dumps: list[_Dump] = []
        self._aside: list[_Aside] = []

    def __enter__(self) -> Self:
        self._dumps = [_Dump(self._mapped(path), self._names) for path in self._paths]
        self._aside = [_Aside(self._mapped(path.with_suffix(".txt")), self._mapped(path)) for path in self._asides]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def of(self, state: State) -> bytes:
        """The canonical lines of an entity in that state. Quick for entities in their order. Raises ReleaseDamaged."""
        parts = [self._part(state.name, expected, int(size)) for expected, size in state.parts]
        if len(parts) == 1:
            return parts[0]
        return together(parts)

    def _part(self, name: str, expected: str, size: int) -> bytes:
        read = (file.read(name, expected) for file in self._dumps)
        put_aside = (file.read(name, expected, size) for file in self._aside)
        for found in itertools.chain(read, put_aside):
            if found is not None:
                return found
        raise ReleaseDamaged(f"{name}: no statements with the digest {expected} in {', '.join(map(str, self._paths))}")

    def _mapped(self, path: Path) -> mmap.mmap | bytes:
        if not path.stat().st_size:
            return b""
        file = self._stack.enter_context(path.open("rb"))
        return self._stack.enter_context(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


class _Dump:
    def __init__(self, lines: mmap.mmap | bytes, names: Iris) -> None:
        self._lines, self._names = lines, names
        self._at = 0
        """Where the entity was that was read last: the next one is near."""

    def read(self, name: str, expected: str) -> bytes | None:
        """The state of an entity, if it has that digest."""
        found = self._said(name)
        # A log may go on that was begun when evidence counted as part of a state.
        return next((each for each in (stated(found, self._names), found) if digest(each) == expected), None)

    def _said(self, name: str) -> bytes:
        # A part's IRI continues its whole's with `/`, which `0` follows; `?` follows the `>` that ends an IRI.
        if name == _REST:
            below = f"<{self._names.entities}"[:-1].encode()
            return self._lines[: _first(self._lines, below + b"/")] + self._lines[_first(self._lines, below + b"0") :]
        start = name[:-1].encode()
        parts, own = self._range(start + b"/", start + b"0"), self._range(start + b">", start + b"?")
        self._at = own.stop
        if self._names.whole(f"{name[1:-1]}/part") != name[1:-1]:  # what continues its IRI are entities of their own
            return self._lines[own]
        return self._lines[parts] + self._lines[own]

    def _range(self, first: bytes, after: bytes) -> slice:
        start = _first(self._lines, first, self._at)
        return slice(start, _first(self._lines, after, start))


class _Aside:
    """Statements one after the other, with sorted lines of where those of each digest are."""

    def __init__(self, places: mmap.mmap | bytes, statements: mmap.mmap | bytes) -> None:
        self._places, self._statements = places, statements

    def read(self, name: str, expected: str, size: int) -> bytes | None:
        start = f"{name} {expected} ".encode()
        at = _first(self._places, start)
        if self._places[at : at + len(start)] != start:
            return None
        offset = int(self._places[at + len(start) : self._places.find(b"\n", at)])
        found = self._statements[offset : offset + size]
        return found if digest(found) == expected else None


class AsideWriter:
    """Puts statements aside in the file at `path`, and where they are in one beside it. A context manager."""

    def __init__(self, path: Path) -> None:
        self._statements, self._places = path.open("wb"), path.with_suffix(".txt").open("w", encoding="utf-8")

    def add(self, state: State, statements: Statements) -> None:
        """What was said of the next entity, in the order of `states`."""
        parts = []
        for each, size in state.parts:
            parts.append(f"{state.name} {each} {self._statements.tell()}\n")
            self._statements.write(statements.of(state._replace(digests=each, sizes=size)))
        self._places.writelines(sorted(parts))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._statements.close()
        self._places.close()


def _first(lines: mmap.mmap | bytes, start: bytes, near: int = 0) -> int:
    """Where the first of sorted lines is that does not come before `start`: quick if that is soon after the line at
    `near`."""
    low, high = _around(lines, start, near)
    while low < high:
        middle = (low + high) // 2
        line = lines.rfind(b"\n", low, middle) + 1 or low
        if lines[line : line + len(start)] < start:
            low = lines.find(b"\n", middle) + 1
        else:
            high = line
    return low


def _around(lines: mmap.mmap | bytes, start: bytes, near: int) -> tuple[int, int]:
    """Two lines, or the end, between which that line is."""
    if near == len(lines) or lines[near : near + len(start)] >= start:
        return 0, near
    low, step = near, _NEAR
    while (line := lines.find(b"\n", low + step) + 1) and lines[line : line + len(start)] < start:
        low, step = line, 2 * step
    return low, line or len(lines)
