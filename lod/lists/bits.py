"""Sets of places in a list, a bit for each, as whole numbers: what filters let through is `&`, how many `bit_count()`.

Half a million places are 60 KB, so a filter costs microseconds and an exact count no more. An order is kept bit-sliced
(O'Neil and Quass, "Improved query performance with variant indexes", SIGMOD 1997): a page of any set in any order, and
what lies between two ranks, is then a few dozen such operations, however many there are.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence

_ONE = ord("1")
_SLICES = [bytes(49 if byte >> bit & 1 else 48 for byte in range(256)) for bit in range(8)]
"""For each bit of a byte: what translates bytes into `1` where they have it and `0` where not."""
_SOME = re.compile(rb"[^\0]")
_BITS = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]
"""The bits that each byte has."""
_SPARSE = 100
"""Of so many places one, and fewer are set bit by bit."""
_FEW = 2000
"""Members that are sorted; of more, those that are wanted are parted from others by the bits of their ranks."""


def of_mask(mask: bytes) -> int:
    """The set of those places at which a mask has `1`; it has `0` at all others."""
    return int(mask[::-1], 2) if mask else 0


def mask(bits: int, size: int) -> bytes:
    """`1` or `0` for each of so many places."""
    return format(bits, f"0{size}b").encode()[::-1] if size else b""


def of_places(places: Iterable[int], size: int) -> int:
    """The set of some of so many places."""
    if isinstance(places, Sequence) and len(places) < size // _SPARSE:
        octets = bytearray(size // 8 + 1)
        for place in places:
            octets[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(octets, "little")
    buffer = bytearray(b"0") * size
    for place in places:
        buffer[place] = _ONE
    return of_mask(bytes(buffer))


def places(bits: int) -> list[int]:
    """The places of a set, the first first."""
    octets, found = bits.to_bytes((bits.bit_length() + 7) // 8, "little"), list[int]()
    for some in _SOME.finditer(octets):
        first = 8 * some.start()
        found += [first + bit for bit in _BITS[some[0][0]]]
    return found


class Order:
    """An order of all places of a list. A rank is a position in it: `ranks` has that of each place, and `planes` the
    bits of the ranks, the highest first, as a set of places each."""

    def __init__(self, ranks: Sequence[int], planes: Sequence[int]) -> None:
        self.ranks, self.planes = ranks, planes
        self._all = (1 << len(ranks)) - 1

    @classmethod
    def of(cls, sequence: Sequence[int]) -> Order:
        """The order that a sequence of all places gives, which has each once."""
        ranks = array("I", bytes(array("I").itemsize * len(sequence)))
        for rank, place in enumerate(sequence):
            ranks[place] = rank
        octets = ranks.tobytes()
        bits = range(len(ranks).bit_length())
        planes = [of_mask(octets[bit // 8 :: ranks.itemsize].translate(_SLICES[bit % 8])) for bit in bits]
        return cls(ranks, planes[::-1])

    def below(self, rank: int) -> int:
        """The places whose rank is less than `rank`."""
        if rank >= len(self.ranks):
            return self._all
        less, same = 0, self._all
        for bit, plane in zip(range(len(self.planes) - 1, -1, -1), self.planes, strict=True):
            ones = same & plane
            if rank >> bit & 1:
                less |= same ^ ones
                same = ones
            else:
                same ^= ones
        return less

    def between(self, first: int, last: int) -> int:
        """The places whose rank is at least `first` and less than `last`."""
        return self.below(last) & ~self.below(first)

    def lowest(self, bits: int, most: int) -> list[int]:
        """So many places of a set, those of the lowest ranks, in order."""
        return self._sorted(self._nearly(bits, most, ones_first=False))[:most]

    def highest(self, bits: int, most: int) -> list[int]:
        """So many places of a set, those of the highest ranks, in order."""
        return self._sorted(self._nearly(bits, most, ones_first=True))[-most:]

    def _nearly(self, bits: int, most: int, *, ones_first: bool) -> int:
        """Those, and perhaps a few that come next."""
        chosen, left, count = 0, bits, bits.bit_count()
        for plane in self.planes:
            if count <= max(most, _FEW):
                break
            ones = left & plane
            before, after = (ones, left ^ ones) if ones_first else (left ^ ones, ones)
            first = before.bit_count()
            if first >= most:
                left, count = before, first
            else:
                chosen, left, most, count = chosen | before, after, most - first, count - first
        return chosen | left

    def _sorted(self, bits: int) -> list[int]:
        return sorted(places(bits), key=self.ranks.__getitem__)


class Natural(Order):
    """The order of so many places themselves."""

    def __init__(self, size: int) -> None:
        super().__init__(range(size), ())

    def below(self, rank: int) -> int:
        return (1 << min(rank, len(self.ranks))) - 1

    def _nearly(self, bits: int, most: int, *, ones_first: bool) -> int:
        chosen, left, first, last = 0, bits, 0, len(self.ranks)
        while left.bit_count() > max(most, _FEW):
            middle = (first + last) // 2
            low = left & self.below(middle)
            before, after = (left ^ low, low) if ones_first else (low, left ^ low)
            count = before.bit_count()
            if count >= most:
                left, is_low = before, not ones_first
            else:
                chosen, left, most, is_low = chosen | before, after, most - count, ones_first
            first, last = (first, middle) if is_low else (middle, last)
        return chosen | left
