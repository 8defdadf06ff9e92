"""What the shapes reach of the vocabulary from some statements: a chunk is validated with that, and not with all of it.

Engines read and check whatever they are given, chunk after chunk; the vocabulary as a whole is checked by our tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from lod.formats import parse_lines
from lod.namespaces import RDFS, SKOS
from lod.terms import lines

_NOT_FOLLOWED = frozenset({SKOS.hasTopConcept, RDFS.isDefinedBy})
"""Properties that lead from a concept or term to all others: no shape asks about those."""


class Vocabulary:
    """A vocabulary, given as canonical lines, from which parts are taken."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._lines: dict[str, list[str]] = {}
        self._leads: dict[str, list[str]] = {}
        for triple in parse_lines(vocabulary):
            subject, predicate, value = triple
            if predicate not in _NOT_FOLLOWED:
                self._lines.setdefault(subject, []).extend(lines([triple]))
                if isinstance(value, str):
                    self._leads.setdefault(subject, []).append(value)

        self._answers: dict[frozenset[str], str] = {}

    def reached(self, things: AbstractSet[str]) -> str:
        """The lines about those things (by IRI) that the vocabulary describes, and about all that these lead to."""
        known = frozenset(things & self._lines.keys())
        if known not in self._answers:
            self._answers[known] = self._reached(known)
        return self._answers[known]

    def _reached(self, things: frozenset[str]) -> str:
        found: dict[str, None] = {}
        waiting = sorted(things)
        while waiting:
            thing = waiting.pop()
            if thing not in found:
                found[thing] = None
                waiting += (each for each in self._leads.get(thing, ()) if each in self._lines)
        return "".join(line for thing in found for line in self._lines[thing])
