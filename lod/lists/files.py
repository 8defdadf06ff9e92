"""The files of an index: of each list the IRIs of its members, one after the other (`.iris`), and all else (`.index`).

An index begins with the length of its head, as eight bytes, and the head (`Head`, JSON), which says where its sections
stand: little-endian numbers and sets of places (`lod.lists.bits`).
"""

from __future__ import annotations

import mmap
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import Generic, TypeVar, overload

import msgspec

from lod.errors import ReleaseDamaged
from lod.lists import List
from lod.lists.bits import Order, of_places

Section = tuple[int, int]
"""Where it starts behind the head, and its length in bytes."""
_ALIGNED = 8


Value = TypeVar("Value", str, int)


class Ranking(msgspec.Struct, Generic[Value], frozen=True):
    """An order of the members by values: the values in order, how many members come before those of each, and how many
    members there are; the ranks of the members, and the planes of these."""

    values: list[Value]
    starts: list[int]
    ranks: Section
    planes: Section


class Head(msgspec.Struct, frozen=True):
    """What an index begins with. `sets` are the members that a filter lets through, by filter and value; of those
    shorter than the bits of all members, the places. `units` is the place of the unit of each member. Of overall
    judgements ever published, `spells` are the days from and up to which each stood, as ordinals."""

    size: int
    starts: Section
    """Where each member's IRI starts in the other file, and where the last ends."""
    units: Section
    dates: Ranking[str]
    spells: tuple[Ranking[int], Ranking[int]] | None
    sets: dict[str, dict[str, Section]]


def iris(folder: Path, of: List) -> Path:
    """The file of the IRIs of a list."""
    return folder / f"{of.value}.iris"


def index(folder: Path, of: List) -> Path:
    """The file of all else."""
    return folder / f"{of.value}.index"


class Sections:
    """Sections, one after the other, as they are to be written."""

    def __init__(self) -> None:
        self._written: list[bytes] = []
        self._end = 0

    def add(self, section: bytes) -> Section:
        """Gives where it stands."""
        start = self._end
        padded = section + bytes(-len(section) % _ALIGNED)
        self._written.append(padded)
        self._end += len(padded)
        return start, len(section)

    def numbers(self, numbers: array[int]) -> Section:
        """The same of numbers."""
        return self.add(numbers.tobytes())

    def order(self, order: Order) -> tuple[Section, Section]:
        """Where its ranks stand, and its planes."""
        width = bytes_of(len(order.ranks))
        planes = b"".join(plane.to_bytes(width, "little") for plane in order.planes)
        return self.numbers(array("I", order.ranks)), self.add(planes)

    def places(self, places: Sequence[int], size: int) -> Section:
        """Where a set of some of so many places stands."""
        width = bytes_of(size)
        few = len(places) * array("I").itemsize < width
        return self.add(
            array("I", sorted(places)).tobytes() if few else of_places(places, size).to_bytes(width, "little")
        )

    def write(self, path: Path, head: Head) -> None:
        """Writes the file. Raises OSError."""
        encoded = msgspec.json.encode(head)
        encoded += b" " * (-len(encoded) % _ALIGNED)
        with path.open("wb") as file:
            file.write(len(encoded).to_bytes(_ALIGNED, "little"))
            file.write(encoded)
            file.writelines(self._written)


def bytes_of(size: int) -> int:
    """The bytes of a set of some of so many places."""
    return (size + 7) // 8


class Opened:
    """An index file, of which what is asked for is read."""

    def __init__(self, path: Path) -> None:
        """Raises ReleaseDamaged when it cannot be read."""
        try:
            self._bytes = mapped(path)
            end = _ALIGNED + int.from_bytes(self._bytes[:_ALIGNED], "little")
            self.head = msgspec.json.decode(self._bytes[_ALIGNED:end], type=Head)
        except (OSError, msgspec.DecodeError) as problem:
            raise ReleaseDamaged(f"lists {path}: {problem}") from problem
        self._sections = self._bytes[end:]

    def bytes(self, section: Section) -> memoryview:
        start, length = section
        return self._sections[start : start + length]

    def numbers(self, section: Section) -> Sequence[int]:
        """Numbers of four bytes each."""
        return self.bytes(section).cast("I")

    def starts(self) -> Sequence[int]:
        """Where the IRIs of the members start."""
        return self.bytes(self.head.starts).cast("Q")

    def set(self, section: Section) -> int:
        """A set of places."""
        found = self.bytes(section)
        if len(found) == bytes_of(self.head.size):
            return int.from_bytes(found, "little")
        return of_places(found.cast("I"), self.head.size)

    def order(self, ranking: Ranking[str] | Ranking[int]) -> Order:
        """The order of the members."""
        planes, width = self.bytes(ranking.planes), bytes_of(self.head.size)
        count = self.head.size.bit_length()
        sets = [int.from_bytes(planes[at * width : (at + 1) * width], "little") for at in range(count)]
        return Order(self.numbers(ranking.ranks), sets)


class Members(Sequence[str]):
    """The IRIs of a list's members, in order, of which what is asked for is read."""

    def __init__(self, iris: memoryview, starts: Sequence[int]) -> None:
        self._iris, self._starts = iris, starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        return str(self._iris[self._starts[place] : self._starts[place + 1]], "utf-8")

    def place(self, iri: str) -> int | None:
        """The place of a member; None of what is none."""
        place = bisect_left(self, iri)
        return place if place < len(self) and self[place] == iri else None


def mapped(path: Path) -> memoryview:
    """The bytes of a file, which come into memory where they are read. Raises OSError."""
    with path.open("rb") as file:
        if not path.stat().st_size:  # nothing cannot be mapped
            return memoryview(b"")
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
