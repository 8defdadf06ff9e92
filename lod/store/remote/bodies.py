"""A response as a file that is read while it arrives, with its blank nodes' names mended."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

_VIRTUOSO_NODE = re.compile(rb'("type":[ \t]{0,4}"bnode"[ \t]{0,4},[ \t]{0,4}"value":[ \t]{0,4}")nodeID://')
"""How Virtuoso begins the name of a blank node in SPARQL results JSON: `nodeID://b10004` is no name that RDF allows.
Inside a string of JSON every quote is escaped, so this matches nowhere else."""
_LONGEST = 64
"""Bytes; no match of the above is longer."""


class Body(io.RawIOBase):
    """The bytes of `chunks`, in order. `cut_at` is the number of rows at which the engine says it cuts results."""

    def __init__(self, chunks: Iterator[bytes], cut_at: int | None = None) -> None:
        super().__init__()
        self.cut_at = cut_at
        self._chunks = _mended(chunks)
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._left = chunk
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


def _mended(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What may be the beginning of a match waits for the next chunk."""
    held = b""
    for chunk in chunks:
        held += chunk
        ends = [found.end() for found in _VIRTUOSO_NODE.finditer(held)]
        cut = max(len(held) - _LONGEST, *ends[-1:], 0)
        yield _VIRTUOSO_NODE.sub(rb"\1", held[:cut])
        held = held[cut:]
    yield held
