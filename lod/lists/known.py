"""What filters follow from others, by a vocabulary and units: what lies in what, and on which scales a rating is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from lod.iris import Iris
from lod.lists import List
from lod.lists.entries import KEYS, Entries, Key, entries, said
from lod.lists.files import Members
from lod.namespaces import DCT, INSP, ORG, RDF, SKOS
from lod.terms import Triple

AREA, WHOLE, RATING, SCALE = "area", "whole", "rating", "scale"
"""Of a key: what the unit lies in, to which whatever that lies in is added, and the rating, to which its scales are."""

Filter = tuple[str, str]
"""A filter, and a value that it may have."""


class Known:
    """A vocabulary, as far as filters follow from it."""

    def __init__(self, vocabulary: Iterable[Triple]) -> None:
        triples = list(vocabulary)
        self._said = said(triples)
        self._schemes: dict[str, set[str]] = defaultdict(set)
        self._above: dict[str, set[str]] = defaultdict(set)
        for subject, predicate, value in triples:
            if isinstance(value, str) and predicate in (DCT.isPartOf, DCT.spatial, ORG.subOrganizationOf):
                self._above[subject].add(value)
            elif isinstance(value, str) and predicate == SKOS.inScheme:
                self._schemes[subject].add(value)

    def unmet(self, met: Sequence[str], names: Iris) -> Entries:
        """The units that the vocabulary lists and that are not among others."""
        listed = {iri for iri, classes in self._said[RDF.type].items() if INSP.InspectedUnit in classes}
        typed = dict.fromkeys(listed.difference(met), INSP.InspectedUnit)
        return entries({**self._said, RDF.type: typed}, names)[List.UNITS]

    def lie_in(self, units: Members, keys: Sequence[Key], key: Sequence[int]) -> None:
        """Takes in what units lie in that others lie in. `key` says which of the keys is that of each unit."""
        for iri in {above for each in keys for above in _directly_above(each)}:
            place = units.place(iri)
            if place is not None:
                self._above[iri].update(_directly_above(keys[key[place]]))

    def filters(self, key: Key) -> Iterator[Filter]:
        """The filters that let something with this key through, some repeatedly."""
        for name, values in zip(KEYS, key, strict=False):
            if name not in (WHOLE, AREA):
                yield from ((name, value) for value in values.split())
            if name == RATING:
                yield from ((SCALE, scheme) for rating in values.split() for scheme in self._schemes.get(rating, ()))
        yield from ((AREA, area) for above in _directly_above(key) for area in self._areas(above))

    def _areas(self, area: str) -> set[str]:
        """An area and whatever it lies in."""
        found, waiting = {area}, [area]
        while waiting:
            above = self._above.get(waiting.pop(), set()) - found
            found |= above
            waiting += above
        return found


def _directly_above(key: Key) -> list[str]:
    """What a unit lies in itself."""
    return f"{key[KEYS.index(WHOLE)]} {key[KEYS.index(AREA)]}".split()
