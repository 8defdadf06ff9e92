"""The states of entities in releases, and what became of them between two: both are streams in one order.

They are read from the lines that a release has of its entities (`lod.publication.states`), not from what it says.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from enum import StrEnum
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from lod.publication.release import STATES
from lod.publication.states import NOTHING, RETIRED


class Kind(StrEnum):
    """What became of an entity."""

    CREATED = "created"
    UPDATED = "updated"
    DELETED = "deleted"
    UNCHANGED = "unchanged"


class State(NamedTuple):
    """An entity: its IRI as it is written in lines, what each dataset says of it by digests and sizes, separated by
    `+`, the newest date that it states, or nothing, and whether there is no document of it any more: an inspection that
    was withdrawn, a unit that went on as another (`lod.web.retired`)."""

    name: str
    digests: str
    sizes: str
    date: str
    is_retired: bool

    @property
    def iri(self) -> str:
        return self.name[1:-1]

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The digest and the size of what each dataset says."""
        return list(zip(self.digests.split("+"), self.sizes.split("+"), strict=True))


class Change(NamedTuple):
    """What became of an entity. `before` is None of one created, `after` of one deleted."""

    kind: Kind
    before: State | None
    after: State | None

    @property
    def state(self) -> State:
        """The newest there is."""
        state = self.after or self.before
        assert state is not None  # noqa: S101 - `changes` makes none without
        return state


def files(folder: Path) -> list[Path]:
    """The files of a release with the states of its entities, one for each of its datasets."""
    return sorted(folder.glob(f"{STATES}*.txt"))


def states(folder: Path, first: int = 0, after: int | None = None) -> Iterator[State]:
    """Every entity of a release, in the order of their written IRIs; or those from one number to before another."""
    paths = files(folder)
    if len(paths) == 1:
        with paths[0].open(encoding="utf-8", newline="\n") as lines:
            yield from map(read, islice(lines, first, after))
        return
    yield from islice(merged(paths), first, after)


def merged(paths: Sequence[Path]) -> Iterator[State]:
    """What several of them say alike is said once."""
    with ExitStack() as stack:
        every = (map(read, stack.enter_context(path.open(encoding="utf-8", newline="\n"))) for path in paths)
        for name, same in groupby(heapq.merge(*every), key=itemgetter(0)):
            held = list(same)
            parts = dict(part for each in held for part in each.parts)
            yield State(
                name,
                "+".join(parts),
                "+".join(parts.values()),
                max(each.date for each in held),
                any(each.is_retired for each in held),
            )


def read(line: str) -> State:
    """A state of its line."""
    name, digests, sizes, date, sign = line.split(" ")
    return State(name, digests, sizes, "" if date == NOTHING else date, sign.startswith(RETIRED))


def written(state: State) -> str:
    """The line of a state."""
    sign = RETIRED if state.is_retired else NOTHING
    return f"{state.name} {state.digests} {state.sizes} {state.date or NOTHING} {sign}\n"


def changes(before: Iterable[State], after: Iterable[State]) -> Iterator[Change]:
    """What became of every entity of two streams of `states`, in their order."""
    old, new = iter(before), iter(after)
    past, present = next(old, None), next(new, None)
    while past or present:
        if present is None or (past is not None and past.name < present.name):
            yield Change(Kind.DELETED, past, None)
            past = next(old, None)
        elif past is None or present.name < past.name:
            yield Change(Kind.CREATED, None, present)
            present = next(new, None)
        else:
            yield Change(Kind.UNCHANGED if past.digests == present.digests else Kind.UPDATED, past, present)
            past, present = next(old, None), next(new, None)
