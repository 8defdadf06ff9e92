"""Which unit a register's row names: by code or by name, within its type, checked against the region it states."""

from __future__ import annotations

from lod.ingest.cells import Cells, Spellings
from lod.ingest.units import Units
from lod.model import InspectedUnit
from lod.profiles import Columns, Profile
from lod.profiles.schemes import Concept


class RegisterUnits:
    """The units that rows may name: those that the profile lists, and any of the types that it lists none of."""

    def __init__(self, profile: Profile, columns: Columns) -> None:
        self._columns = columns
        self._units, self._types = Units(profile), Spellings(profile.unit_types)

    def unit(self, cells: Cells) -> InspectedUnit | None:
        """The unit of a row; None when it cannot be told, and then a problem says why."""
        columns = self._columns
        name = cells.needed(columns.unit)
        unit_type = cells.concept(columns.unit_type, self._types) if cells.needed(columns.unit_type) else None
        region = self._region(cells)
        if name is None or unit_type is None:
            return None
        if self._units.lists(unit_type.name):
            return self._listed(cells, name, unit_type, region)
        unit = self._units.unlisted(unit_type, name, cells.text(columns.identifier), region)
        if unit is None:
            cells.note(columns.unit, "makes no name", name, "a name with letters or digits")
        return unit

    def _region(self, cells: Cells) -> InspectedUnit | None:
        name = cells.text(self._columns.region)
        region = self._units.region(name) if name else None
        if name and region is None:
            cells.note(self._columns.region, "is no region", name, ", ".join(self._units.regions))
        return region

    def _listed(
        self, cells: Cells, name: str, unit_type: Concept, region: InspectedUnit | None
    ) -> InspectedUnit | None:
        code = cells.text(self._columns.identifier)
        candidates = self._coded(cells, code, name, unit_type) if code else self._named(cells, name, unit_type)
        inside = [unit for unit in candidates if region is None or region.key in (unit.key, unit.sub_organization_of)]
        if len(inside) == 1:
            return inside[0]
        if inside:
            accepted = f"the code of one of them: {', '.join(unit.key.identifier for unit in inside)}"
            cells.note(self._columns.unit, "may mean several units", name, accepted)
        elif candidates:
            cells.note(self._columns.region, f"is not where {name} is", cells.text(self._columns.region) or "")
        return None

    def _named(self, cells: Cells, name: str, unit_type: Concept) -> list[InspectedUnit]:
        found = self._units.named(unit_type.name, name)
        if not found:
            near = ", ".join(unit.pref_label for unit in self._units.nearest(unit_type.name, name))
            accepted = f"one of the profile’s units; the nearest are {near}" if near else "one of the profile’s units"
            cells.note(self._columns.unit, f"is no {unit_type.pref_label.lower()} that is known", name, accepted)
        return found

    def _coded(self, cells: Cells, code: str, name: str, unit_type: Concept) -> list[InspectedUnit]:
        """The unit of a code, if the row's name is one of its names: a slip in a code would rate another unit."""
        unit = self._units.coded(unit_type.name, code)
        named = self._units.named(unit_type.name, name)
        if unit in named:
            return [unit] if unit else []
        codes = ", ".join(f"{each.key.identifier} ({each.pref_label})" for each in named)
        if unit:
            accepted = f"{unit.pref_label}, or the code {codes}" if codes else unit.pref_label
            cells.note(self._columns.unit, f"is not what the code {unit.key.identifier} stands for", name, accepted)
        else:
            cells.note(self._columns.identifier, f"is the code of no {unit_type.pref_label.lower()}", code, codes)
        return []
