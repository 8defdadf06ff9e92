"""Units by name: those that a profile lists, and those of a type that it lists none of, named by their type's words.
The only unit of its type needs neither a capital nor its type: "national arrangements".

A name counts when it stands as a proper name of its own: "York" is neither in "Yorkshire" nor in "North Yorkshire" nor
in "York Crown Court". A name that is also a part of the country ("London") counts only if its type is told too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations

from lod.ingest.names import normalise, without_type
from lod.ingest.recognisers import proper_names
from lod.ingest.recognisers.mentions import Kind, Mention
from lod.ingest.recognisers.phrases import Phrases, Word, concept_mentions, concept_phrases, is_proper, words
from lod.ingest.recognisers.proper_names import OF_PLACE
from lod.ingest.units import Units
from lod.model import InspectedUnit
from lod.profiles import Profile
from lod.profiles.schemes import Concept

_QUALIFIERS = frozenset({
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "northeast", "northwest",
    "southeast", "southwest", "central", "mid", "new", "old", "greater", "great", "inner", "outer", "upper", "lower",
})  # fmt: skip
"""Before or after a name they make another name of it."""
_PARTS = re.compile(r",\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+")
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\s*\([A-Z]{2,6}\)")


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a text has a unit's name, and the units that have it. `is_typed`: the text says of what type."""

    start: int
    end: int
    units: tuple[InspectedUnit, ...]
    is_typed: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What a whole document says of units: those that it names with their type, and all types that it speaks of."""

    units: frozenset[InspectedUnit]
    types: frozenset[str]


class Gazetteer:
    """Finds the units of a profile in text."""

    def __init__(self, profile: Profile) -> None:
        self._units = Units(profile)
        self._labels = {each.name: each.labels for each in profile.unit_types}
        self._types = concept_phrases(profile.unit_types)
        in_plural = ((f"{label}s", each) for each in profile.unit_types for label in each.labels)
        self._plurals = Phrases(in_plural)
        self._names = Phrases((name, unit) for unit in profile.units for name in self._spellings(unit))
        kinds = Counter(unit.key.unit_type for unit in profile.units)
        self._only = frozenset(unit for unit in profile.units if kinds[unit.key.unit_type] == 1)
        self._wholes = {unit.sub_organization_of for unit in profile.units}
        said = (*profile.unit_types, *profile.organisations)
        self._may_follow = {word for each in said for label in each.labels for word in normalise(label).split()}

    def known(self, texts: Iterable[str]) -> Known:
        """What a document's texts say of units, for `mentions` to resolve names that stand alone."""
        units: set[InspectedUnit] = set()
        types: set[str] = set()
        for text in texts:
            units.update(unit for each in self._sightings(text) if each.is_typed for unit in each.units)
            types.update(self._types_said(text))
        return Known(frozenset(units), frozenset(types))

    def mentions(self, text: str, known: Known) -> Iterator[Mention]:
        """The units that a text names. A name that may be of several, in this document, is nobody's."""
        said = self._types_said(text)
        for sighting in self._sightings(text):
            units = sighting.units if sighting.is_typed else self._meant(sighting, known, said)
            if len(units) == 1:
                yield Mention(Kind.UNIT, sighting.start, sighting.end, units[0])

    def types(self, text: str) -> Iterator[Mention]:
        """Where a text speaks of a type of unit by itself: "the region", "this PDU"."""
        return concept_mentions(text, Kind.TYPE, self._types)

    def _spellings(self, unit: InspectedUnit) -> Iterator[str]:
        """A unit's names without their type, their parts in any order ("South Tyneside and Gateshead")."""
        for label in (unit.pref_label, *unit.alt_labels):
            name = without_type(label, self._labels.get(unit.key.unit_type, ()))
            parts = [_ARTICLE.sub("", part) for part in _PARTS.split(name)]
            for ordered in permutations(parts):
                yield " ".join(ordered)
                for place in range(1, len(ordered)):
                    yield " ".join((*ordered[:place], f"the {ordered[place]}", *ordered[place + 1 :]))

    def _types_said(self, text: str) -> frozenset[str]:
        """The types that a text speaks of, in singular or plural."""
        found = (*self._types.occurrences(text), *self._plurals.occurrences(text))
        return frozenset(concept.name for _, _, values in found for concept in values)

    def _meant(self, sighting: Sighting, known: Known, said: frozenset[str]) -> tuple[InspectedUnit, ...]:
        """The units that a name without a type may mean. Where a sentence or a whole document speaks of a type that
        lists no units, but not of the named unit's own, the name may be of one of those."""
        names = {normalise(unit.pref_label) for unit in sighting.units}
        named_elsewhere = tuple(
            unit for unit in known.units if unit in sighting.units or normalise(unit.pref_label) in names
        )
        if named_elsewhere:
            return named_elsewhere
        return tuple(
            unit
            for unit in sighting.units
            if unit.key not in self._wholes
            and all(unit.key.unit_type in types or all(map(self._units.lists, types)) for types in (said, known.types))
        )

    def _sightings(self, text: str) -> Iterator[Sighting]:
        unlisted = list(self._unlisted(text))
        yield from unlisted
        found = words(text)
        end = 0
        index = 0
        while index < len(found):
            match = self._names.at(text, found, index)
            start = found[index].start
            is_free = start >= end and not any(each.start <= start < each.end for each in unlisted)
            is_only = match is not None and self._only.issuperset(match[1])
            if match and is_free and (is_only or _stands_alone(text, found, index, match[0], self._may_follow)):
                sighting = (
                    Sighting(start, found[match[0] - 1].end, match[1], is_typed=True)
                    if is_only
                    else self._listed(text, found, index, *match)
                )
                if sighting:
                    yield sighting
                    end = sighting.end
            index = match[0] if match else index + 1

    def _listed(
        self, text: str, found: list[Word], first: int, stop: int, units: tuple[InspectedUnit, ...]
    ) -> Sighting | None:
        start, end = found[first].start, found[stop - 1].end
        after = self._type_after(text, found, stop, end)
        if after:
            end, types = after
            of_type = tuple(unit for unit in units if unit.key.unit_type in types)
            return Sighting(start, end, of_type, is_typed=True) if of_type else None
        before = self._types.ending_at(text, found, first)
        if before and OF_PLACE.fullmatch(text, found[first - 1].end, start):
            names = {concept.name for concept in before[1]}
            of_type = tuple(unit for unit in units if unit.key.unit_type in names)
            if of_type:
                return Sighting(found[before[0]].start, end, of_type, is_typed=True)
        return Sighting(start, end, units, is_typed=False)

    def _type_after(self, text: str, found: list[Word], stop: int, end: int) -> tuple[int, set[str]] | None:
        """The type told right after a name: where it ends, and its names. "(KSS)" may stand between."""
        abbreviation = _ABBREVIATION.match(text, end)
        if abbreviation:
            end, stop = abbreviation.end(), stop + 1
        match = self._types.at(text, found, stop)
        if not match or text[end : found[stop].start].strip(" \t\n\xa0:"):
            return None
        return _with_abbreviation(text, found[match[0] - 1].end), {concept.name for concept in match[1]}

    def _unlisted(self, text: str) -> Iterator[Sighting]:
        """Units of types that the profile does not list, by the proper name before or after the type's words."""
        previous_end = 0
        for start, end, types in self._types.occurrences(text):
            if len(types) == 1 and not self._units.lists(types[0].name) and _tells(text[start:end]):
                end = _with_abbreviation(text, end)
                sighting = self._named_unlisted(text, previous_end, start, end, types[0])
                if sighting:
                    yield sighting
            previous_end = end

    def _named_unlisted(self, text: str, since: int, start: int, end: int, unit_type: Concept) -> Sighting | None:
        found = proper_names.before(text, since, start)
        if not found and not proper_names.is_indefinite(text, start):
            found = proper_names.after(text, end)
        unit = self._units.unlisted(unit_type, found.name, None, None) if found else None
        return (
            Sighting(min(start, found.start), max(end, found.end), (unit,), is_typed=True) if found and unit else None
        )


def _stands_alone(text: str, found: list[Word], first: int, stop: int, may_follow: set[str]) -> bool:
    """Whether words are a proper name, and no part of a longer one."""
    start, end = found[first].start, found[stop - 1].end
    if not is_proper(text[start:end]) or text[end : end + 1] == "-" or text[start - 1 : start] == "-":
        return False
    before = found[first - 1] if first else None
    if before and before.form in _QUALIFIERS and text[before.end : start].isspace():
        return text[before.start].islower()
    after = found[stop] if stop < len(found) else None
    if after and text[end : after.start].isspace() and text[after.start].isupper():
        return after.form in may_follow
    return True


def _with_abbreviation(text: str, end: int) -> int:
    """Where a type's words end, its abbreviation counted: "Probation Delivery Unit (PDU)"."""
    abbreviation = _ABBREVIATION.match(text, end)
    return abbreviation.end() if abbreviation else end


def _tells(label: str) -> bool:
    """Whether a type's words are enough to take what stands before them for a name: "national" is not."""
    return label.isupper() or len(label.split()) > 1
