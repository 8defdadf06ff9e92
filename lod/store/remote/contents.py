"""What a release's data.nq holds, and its lines in pieces: read twice, kept never, so size costs time and no memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from lod.namespaces import XSD

_BLANK = b"_:"
_TYPED = b'"^^<' + XSD.string.removesuffix("string").encode()
_NUMBERS = frozenset({XSD.integer, XSD.nonNegativeInteger, XSD.decimal, XSD.double})
_TRUTHS = {"1": "true", "0": "false"}


@dataclass(frozen=True, slots=True)
class Contents:
    """`blank` are the lines that may hold a blank node: its name means the same in one request only."""

    triples: int
    blank: bytes
    blank_triples: int
    equal: int
    """Triples that say of the same subject and property the same value in another spelling (`2.50` and `2.5`): an
    engine that keeps values counts them once."""

    def are(self, held: int) -> bool:
        """Whether an engine that counts so many triples has them all."""
        return self.triples - self.equal <= held <= self.triples


def contents(data: Path) -> Contents:
    """Reads a file of sorted, distinct N-Triples lines, or N-Quads lines without graphs."""
    triples = blank_triples = equal = 0
    blank: list[bytes] = []
    about, seen = b"", set[object]()
    with data.open("rb") as file:
        for line in file:
            triples += 1
            if _BLANK in line:
                blank.append(line)
                blank_triples += 1
            if _TYPED in line:
                subject, predicate, value = line.split(b" ", 2)
                if about != subject + predicate:
                    about, seen = subject + predicate, set()
                before = len(seen)
                seen.add(_value(value))
                equal += len(seen) == before
    return Contents(triples, b"".join(blank), blank_triples, equal)


def pieces(data: Path, size: int) -> Iterator[list[bytes]]:
    """The lines that hold no blank node, in pieces of at most `size` bytes, or of one line."""
    lines, held = list[bytes](), 0
    with data.open("rb") as file:
        for line in file:
            if _BLANK in line:
                continue
            if lines and held + len(line) > size:
                yield lines
                lines, held = [], 0
            lines.append(line)
            held += len(line)
    if lines:
        yield lines


def _value(written: bytes) -> object:
    """What a typed literal means, as far as engines keep meanings instead of spellings."""
    lexical, _, rest = written.decode()[1:].rpartition('"^^<')
    datatype = rest.partition(">")[0]
    if datatype in _NUMBERS:
        try:
            return Decimal(lexical)
        except InvalidOperation:
            return written
    return _TRUTHS.get(lexical, lexical) if datatype == XSD.boolean else written
