"""The units that a profile lists, found by name or code."""

from __future__ import annotations

import difflib
from collections import defaultdict

from lod import iris
from lod.ingest.names import normalise, without_type
from lod.model import InspectedUnit, UnitKey
from lod.profiles import Profile
from lod.profiles.schemes import Concept


class Units:
    """A profile's units by type and name, or by type and code. Names match in any spelling, with or without the words
    that tell their type."""

    def __init__(self, profile: Profile) -> None:
        self._type_labels = {unit_type.name: unit_type.labels for unit_type in profile.unit_types}
        self._by_key = {(unit.key.unit_type, unit.key.identifier.casefold()): unit for unit in profile.units}
        self._by_name: dict[str, dict[str, set[UnitKey]]] = defaultdict(lambda: defaultdict(set))
        for unit in profile.units:
            for label in (unit.pref_label, *unit.alt_labels):
                self._by_name[unit.key.unit_type][self._place(label, unit.key.unit_type)].add(unit.key)
        wholes = {unit.sub_organization_of for unit in profile.units}
        self._regions = {
            self._place(label, unit.key.unit_type): unit
            for unit in profile.units
            if unit.key in wholes
            for label in (unit.pref_label, *unit.alt_labels)
        }

    def lists(self, unit_type: str) -> bool:
        """Whether the profile lists the units of a type, so that a name that is not there is a mistake."""
        return unit_type in self._by_name

    def coded(self, unit_type: str, identifier: str) -> InspectedUnit | None:
        return self._by_key.get((unit_type, identifier.casefold()))

    def named(self, unit_type: str, name: str) -> list[InspectedUnit]:
        """The units of a type that a name may mean, in the order of their codes."""
        keys = self._by_name[unit_type].get(self._place(name, unit_type), ()) if self.lists(unit_type) else ()
        return [self._by_key[unit_type, key.identifier.casefold()] for key in sorted(keys)]

    def region(self, name: str) -> InspectedUnit | None:
        """The unit of a name that contains others."""
        types = dict.fromkeys(unit.key.unit_type for unit in self._regions.values())
        return next((unit for each in types if (unit := self._regions.get(self._place(name, each)))), None)

    @property
    def regions(self) -> list[str]:
        """The names of the units that contain others."""
        return sorted({unit.pref_label for unit in self._regions.values()})

    def nearest(self, unit_type: str, name: str) -> list[InspectedUnit]:
        """Up to three units of a type whose names look like a name, likeliest first."""
        near = difflib.get_close_matches(self._place(name, unit_type), self._by_name[unit_type], n=3)
        found = [unit for place in near for unit in self.named(unit_type, place)]
        return list(dict.fromkeys(found))

    def unlisted(
        self, unit_type: Concept, name: str, identifier: str | None, region: InspectedUnit | None
    ) -> InspectedUnit | None:
        """A unit of a type that the profile does not list: with a code, its name is kept as it is written. Without one
        its name is its identifier, spelt the same for all spellings; None when that has no letter or digit."""
        label = " ".join(name.split())
        if identifier is None:
            label = " ".join(without_type(name, unit_type.labels).replace("&", " and ").split())
        key = identifier or iris.slug(label)
        if not any(map(str.isalnum, key)):
            return None
        return InspectedUnit(UnitKey(unit_type.name, key), label, sub_organization_of=region.key if region else None)

    def _place(self, name: str, unit_type: str) -> str:
        return normalise(without_type(name, self._type_labels.get(unit_type, ())))
