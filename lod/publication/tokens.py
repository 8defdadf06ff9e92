"""Canonical lines in pieces that are handled at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

PIECE = 10_000
"""Lines that are handled at once."""

_SOME = 50
"""Texts that are encoded at once."""


def encoded(texts: Sequence[str]) -> bytes:
    """Texts, one after the other, as UTF-8. Some at a time: a single sign that is not ASCII makes all characters of a
    string wide, and a long wide string takes twenty times as long to encode."""
    return b"".join(["".join(texts[first : first + _SOME]).encode() for first in range(0, len(texts), _SOME)])


def whole_subjects(lines: Iterable[str]) -> Iterator[list[str]]:
    """Lines in pieces, those about a subject, which come together, in one."""
    held: list[str] = []
    for _, about in groupby(lines, key=lambda line: line[: line.index(" ")]):
        held += about
        if len(held) >= PIECE:
            yield held
            held = []
    if held:
        yield held
