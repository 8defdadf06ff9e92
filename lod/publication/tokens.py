"""Lines with their objects as they are written: counted, and written as Turtle, without writing each term again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from lod.terms import Triple

Statement = tuple[str, str, str]
"""Subject and predicate as in a triple; the object as canonical N-Triples writes it."""

PIECE = 10_000
"""Lines that are handled at once."""


def statements(lines: Iterable[str], triples: Iterable[Triple]) -> list[Statement]:
    """The statements of canonical lines, each given with its triple."""
    return [
        (subject, predicate, line[len(subject) + len(predicate) + (4 if subject[0] == "_" else 6) : -3])
        for line, (subject, predicate, _) in zip(lines, triples, strict=True)
    ]


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
