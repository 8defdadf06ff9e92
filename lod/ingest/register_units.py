"""Which unit a register's row names: by code or by name, within its type, checked against the region it states."""

from __future__ import annotations

import msgspec

from lod import iris
from lod.ingest.cells import Cells
from lod.ingest.contacts import holds_contact
from lod.ingest.register_words import Spellings
from lod.ingest.units import Units
from lod.model import InspectedUnit, UnitKey
from lod.profiles import Columns, Profile, UnitColumns
from lod.profiles.schemes import Concept


class RegisterUnits:
    """The units that rows may name: those that the profile lists, and any of the types that it lists none of."""

    def __init__(self, profile: Profile, columns: Columns) -> None:
        self._columns = columns
        self._units, self._types = Units(profile), Spellings(profile.unit_types)
        self._areas = Spellings(profile.areas) if profile.areas is not None else None
        self._has_details = columns.details != UnitColumns()

    def unit(self, cells: Cells) -> InspectedUnit | None:
        """The unit of a row; None when it cannot be told, and then a problem says why."""
        columns = self._columns
        name = cells.needed(columns.unit)
        unit_type = cells.concept(columns.unit_type, self._types) if cells.needed(columns.unit_type) else None
        region = self._region(cells) if columns.region else None
        if name is None or unit_type is None:
            return None
        if self._units.lists(unit_type.name):
            unit = self._listed(cells, name, unit_type, region)
        else:
            unit = self._units.unlisted(unit_type, name, cells.text(columns.identifier), region)
            if unit is None:
                cells.note(columns.unit, "makes no name", name, "a name with letters or digits")
        if unit and self._has_details:
            unit = self._with_details(cells, unit)
        if unit:
            self._check_contacts(cells, unit)
        return unit

    def _check_contacts(self, cells: Cells, unit: InspectedUnit) -> None:
        """Notes contacts that stand where a name or an address does; the columns of contacts are not read at all."""
        column = self._columns.unit
        for text in (unit.pref_label, *unit.alt_labels, unit.address or ""):
            if holds_contact(text):
                cells.note(column, "holds a telephone number or an e-mail address", text, "names and addresses alone")

    def _with_details(self, cells: Cells, unit: InspectedUnit) -> InspectedUnit:
        stated, unit_type = self._columns.details, unit.key.unit_type
        latitude, longitude = cells.degrees(stated.latitude, 90), cells.degrees(stated.longitude, 180)
        if (latitude is None) != (longitude is None):
            cells.note(stated.longitude, "one coordinate is stated without the other", accepted="both or neither")
        lines = [line for column in stated.address if (line := _one_line(cells.text(column)))]
        replaced = cells.text(stated.replaces) if stated.replaces else None
        return msgspec.structs.replace(
            unit,
            alt_labels=unit.alt_labels + _others(cells, stated.other_names, unit.pref_label),
            identifiers=_others(cells, stated.identifiers, unit.key.identifier),
            sub_organization_of=self._whole(cells) or unit.sub_organization_of,
            area=self._area(cells, stated.area) if stated.area else None,
            latitude=latitude,
            longitude=longitude,
            address=", ".join(lines) or None,
            postcode=_one_line(cells.text(stated.postcode)),
            replaces=tuple(UnitKey(unit_type, each) for each in dict.fromkeys((replaced or "").split("\n")) if each),
        )

    def _whole(self, cells: Cells) -> UnitKey | None:
        part_of = self._columns.details.part_of
        identifier = cells.text(part_of.identifier) if part_of else None
        return UnitKey(part_of.unit_type, identifier) if part_of and identifier else None

    def _area(self, cells: Cells, column: str) -> str | None:
        if self._areas is not None:
            area = cells.concept(column, self._areas)
            return area.iri if area else None
        text = cells.text(column)
        if text is None or iris.is_web_iri(text):
            return text
        cells.note(column, "is no IRI of an area", text, "an IRI, since the profile has no scheme of areas")
        return None

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


def _one_line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def _others(cells: Cells, columns: tuple[str, ...], known: str) -> tuple[str, ...]:
    """What further columns state, without what is known already."""
    stated = dict.fromkeys(_one_line(cells.text(column)) for column in columns)
    return tuple(text for text in stated if text and text != known)
