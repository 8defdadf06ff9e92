"""Two releases, statement by statement: their dumps are sorted, so both are read once, side by side."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Iterator

from lod.releases.manifest import Manifest

REMOVED, ADDED, KEPT = "-", "+", " "


def dumps(manifest: Manifest) -> list[str]:
    """The names of the sorted N-Quads that hold all statements of a release, one for each of its datasets. A joint
    release has none."""
    return [file.name for file in manifest.files if file.name.startswith("data") and file.name.endswith(".nq")]


def compared(before: Iterable[Iterable[str]], after: Iterable[Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Every line of two sets of sorted dumps once, in order, with what became of it: `-` removed, `+` added, ` ` kept.
    Memory holds a line of each dump."""
    marked = heapq.merge(_marked(before, REMOVED), _marked(after, ADDED))
    for line, sides in itertools.groupby(marked, key=lambda pair: pair[0]):
        signs = {sign for _, sign in sides}
        yield signs.pop() if len(signs) == 1 else KEPT, line


def _marked(files: Iterable[Iterable[str]], sign: str) -> Iterator[tuple[str, str]]:
    return ((line, sign) for line in heapq.merge(*files))


def differing(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those that were removed or added."""
    return (each for each in lines if each[0] != KEPT)
