"""What became of every entity since the release before, written to every feed in one pass over the states of both."""

from __future__ import annotations

import heapq
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from lod.feeds import telling
from lod.feeds.addresses import Addresses
from lod.feeds.log import Entry, Log, Transition
from lod.feeds.members import MemberWriter
from lod.feeds.statements import AsideWriter, Statements
from lod.feeds.states import Change, Kind, changes, states
from lod.iris import Iris
from lod.namespaces import ONTOLOGY_IRI
from lod.terms import written

_REST = written(ONTOLOGY_IRI)

Told = tuple[str, str, Change, tuple[int, int]]
"""A change of an inspection, by the date that it states and its IRI, and where among the members it is."""


class Held(NamedTuple):
    """A release: the folder that has the states of its entities, and the sorted N-Quads that have what it states."""

    folder: Path
    dumps: tuple[Path, ...]


class Following:
    """Compares a release with the one before, if there is one, as the log `past` goes on at the time `at`."""

    def __init__(self, held: Held, past: Log, names: Iris, at: str) -> None:
        self._held, self._past = held, past
        self._names, self._at = names, at
        self._inspection, self._unit = (f"<{names.kind(kind)}" for kind in ("inspection", "unit"))
        self._latest: list[Told] = []
        self._rest: Change | None = None

    def follow(self, before: Held | None, feeds: Path, release_id: str, newest: str) -> Log:
        """Writes the members of the event stream, what is put aside and the lists of addresses into the folder `feeds`.
        Gives the log with that. Raises ReleaseDamaged."""
        begun = Transition(self._at, release_id, 0, 0, 0, ())
        members = MemberWriter(feeds / begun.members_file, self._names, begun.name)
        addresses = Addresses(feeds, self._past, self._names, self._at, begun.name)
        counts = dict.fromkeys(Kind, 0)
        with ExitStack() as stack:
            after = stack.enter_context(Statements(self._held.dumps, self._names))
            held = stack.enter_context(Statements(before.dumps, self._names)) if before else None
            aside = stack.enter_context(AsideWriter(feeds / begun.aside_files[0])) if held else None
            for change in changes(states(before.folder) if before else (), states(self._held.folder)):
                counts[change.kind] += 1
                is_told = addresses.add(change)
                if change.state.name == _REST:
                    self._rest = change
                if change.kind is Kind.UNCHANGED:
                    continue
                self._keep(change, members.add(change))
                if is_told and change.state.name.startswith(self._unit):
                    addresses.add_wholes(telling.wholes(change, held, after))
                if held and aside and change.before:
                    aside.add(change.before, held)
            entries = (*self._told(begun.name, held, after), *self._past.entries)[: telling.MOST]
            made = counts[Kind.CREATED], counts[Kind.UPDATED], counts[Kind.DELETED]
            transition = Transition(self._at, release_id, *made, members.close(), addresses.close())
        return Log((*self._past.transitions, transition), entries, addresses.parts, newest)

    def _keep(self, change: Change, at: tuple[int, int]) -> None:
        """Keeps, of the inspections, as many as are told, those that were published last."""
        name = change.state.name
        if not name.startswith(self._inspection):
            return
        told = (change.state.date, name, change, at)
        if len(self._latest) < telling.MOST:
            heapq.heappush(self._latest, told)
        elif told[:2] > self._latest[0][:2]:
            heapq.heapreplace(self._latest, told)

    def _told(self, transition: str, before: Statements | None, after: Statements) -> list[Entry]:
        vocabulary = telling.lines(after, self._rest.after) if self._rest else []
        ratings = telling.names_of(vocabulary)
        return [
            telling.told(change, self._names.version(transition, *at), self._at, ratings, before, after)
            for _, _, change, at in sorted(self._latest, key=lambda told: told[:2], reverse=True)
        ]
