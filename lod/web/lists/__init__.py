"""What a release's units, inspections and judgements are narrowed and ordered by, made when it is first asked for.

Each list is in the order of its members' IRIs; a set of members is a whole number (`bits`). What is found once is kept
as long as the release is served, filters up to a number of them.
"""

from __future__ import annotations

import sys
import threading
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence, Set
from enum import Enum
from typing import TypeVar, cast

from lod.iris import Iris
from lod.latest import Stated
from lod.model import PartialDate
from lod.namespaces import DCT, INSP, PROV, SKOS
from lod.queries import query
from lod.store import Store
from lod.terms import Literal
from lod.web.listings import Listings
from lod.web.lists import bits, standing
from lod.web.lists.bits import Order
from lod.web.lists.dates import Dates
from lod.web.lists.standing import Spell

_KEPT = 256
"""Filters in memory at most, of one bit a member each; the one that was not asked for longest goes."""
_FEW = 1000
"""Members that are looked up one by one; of more, all members are gone through."""
Made = TypeVar("Made")

_NONE = 2**32 - 1
"""The place of what is in no list."""


class List(Enum):
    """The lists that there are."""

    UNITS = INSP.InspectedUnit
    INSPECTIONS = INSP.Inspection
    JUDGEMENTS = INSP.Judgement
    STATED = INSP.OverallJudgement
    """The overall judgements that were ever published, also those that were taken back."""


class Lists:
    """The lists of one release; `names` tell which inspection a judgement is of. Safe to use from several threads."""

    def __init__(self, store: Store, listings: Listings, names: Iris) -> None:
        self._store, self._listings, self.names = store, listings, names
        self._made: dict[object, object] = {}
        self._filters: OrderedDict[object, int] = OrderedDict()
        self._lock = threading.RLock()

    def members(self, of: List) -> Sequence[str]:
        """The IRIs of a list; inspections that were taken back whole and judgements that do not stand are not in it."""
        if of is List.JUDGEMENTS:
            return self._listings.members("standing", {})
        return self._listings.members("members", {"class": of.value})

    def everything(self, of: List) -> int:
        """The set of all."""
        return (1 << len(self.members(of))) - 1

    def named(self, of: List, key: object, iris: Set[str]) -> int:
        """The members with these IRIs; `key` names the set, to be known again."""
        return self._filter((of, "named", key), lambda: self._set(of, iris))

    def having(self, of: List, property_: str, value: str) -> int:
        """The members of which a property has a value."""

        def find() -> int:
            found = self._store.select(query("having"), {"property": property_, "value": value})
            return self._set(of, {str(row["member"]) for row in found})

        return self._filter((of, property_, value), find)

    def rated(self, of: List, property_: str, scale: str) -> int:
        """The members whose rating is on a scale, by the IRI of that; a status of the scale counts like a level."""

        def find() -> int:
            found = 0
            for row in self._store.select(query("having"), {"property": SKOS.inScheme, "value": scale}):
                found |= self.having(of, property_, str(row["member"]))
            return found

        return self._filter((of, "scale", scale), find)

    def overall(self) -> int:
        """The judgements of a whole inspection."""

        def find() -> int:
            return self._set(List.JUDGEMENTS, set(self._listings.members("members", {"class": INSP.OverallJudgement})))

        return self._filter("overall", find)

    def units_in(self, area: str) -> int:
        """The units in an area or a unit, or in anything that lies in it."""

        def find() -> int:
            rows = self._store.select(query("located"), {"area": area})
            return self._set(List.UNITS, {str(row["member"]) for row in rows})

        return self._filter((List.UNITS, "located", area), find)

    def of_units(self, of: List, key: object, units: int) -> int:
        """The inspections or judgements of a set of units. `key` names the set, to be known again."""
        if of is List.UNITS:
            return units
        if of is List.STATED:
            return self._filter((of, "of", key), lambda: self._led(self._stated_units(), units, List.UNITS))
        if of is List.JUDGEMENTS:
            key = ("of", key)
            return self.of_inspections(key, self.of_units(List.INSPECTIONS, key, units))
        return self._filter((of, "of", key), lambda: self._led(self._units(), units, List.UNITS))

    def of_inspections(self, key: object, inspections: int) -> int:
        """The judgements of a set of inspections, named by `key`."""

        def find() -> int:
            return self._led(self._inspections(), inspections, List.INSPECTIONS)

        return self._filter((List.JUDGEMENTS, "of", key), find)

    def inspected(self, key: object, inspections: int) -> int:
        """The units of a set of inspections, named by `key`."""

        def find() -> int:
            units = self._units()
            size = len(self.members(List.UNITS))
            return bits.of_places((u for each in bits.places(inspections) if (u := units[each]) != _NONE), size)

        return self._filter((List.UNITS, "inspected", key), find)

    def stated_in(self, property_: str, value: str) -> int:
        """The overall judgements ever published by inspections, taken back or not, of which a property has a value."""

        def find() -> int:
            found = self._store.select(query("having"), {"property": property_, "value": value})
            inspections, whole = {str(row["member"]) for row in found}, self.names.whole
            return bits.of_mask(bytes(49 if whole(iri) in inspections else 48 for iri in self.members(List.STATED)))

        return self._filter((List.STATED, "in", property_, value), find)

    def standing(self, at: PartialDate) -> int:
        """The overall judgements ever published that stood on each day of a date."""

        def find() -> int:
            found = (each.place for each in self._spells() if each.covers(at))
            return bits.of_places(found, len(self.members(List.STATED)))

        return self._filter((List.STATED, at), find)

    def judged(self, stated: int) -> int:
        """The units of overall judgements ever published."""
        units = self._stated_units()
        found = (unit for place in bits.places(stated) if (unit := units[place]) != _NONE)
        return bits.of_places(found, len(self.members(List.UNITS)))

    def by_iri(self, of: List) -> Order:
        """The order of IRIs."""
        return self._once((of, "order"), lambda: Order(range(len(self.members(of)))))

    def dates(self, of: List) -> Dates:
        """When inspections were published or, where that is not stated, their fieldwork ended; judgements with their
        inspections, units when they were last inspected."""
        return self._once((of, "dates"), lambda: Dates(self._texts(of), self.members(of)))

    def _texts(self, of: List) -> list[str]:
        members = self.members(of)
        if of in (List.INSPECTIONS, List.STATED):
            said = {**self._values(INSP.fieldworkEnd), **self._values(DCT.issued)}
            whole = self.names.whole
            return [said.get(iri if of is List.INSPECTIONS else whole(iri), "") for iri in members]
        inspected = self.members(List.INSPECTIONS)
        dated = self.dates(List.INSPECTIONS)
        if of is List.JUDGEMENTS:
            return [dated.text(place) if place != _NONE else "" for place in self._inspections()]
        latest = self._values(INSP.latestInspection)
        dates = {iri: dated.text(place) for place, iri in enumerate(inspected)}
        return [dates.get(latest.get(iri, ""), "") for iri in members]

    def _units(self) -> array[int]:
        """The place of the unit of each inspection."""

        def make() -> array[int]:
            inspects = self._values(INSP.inspects)
            return self._column((inspects.get(iri, "") for iri in self.members(List.INSPECTIONS)), List.UNITS)

        return self._once("units", make)

    def _inspections(self) -> array[int]:
        """The place of the inspection of each judgement."""
        whole = self.names.whole
        wholes = (whole(iri) for iri in self.members(List.JUDGEMENTS))
        return self._once("inspections", lambda: self._column(wholes, List.INSPECTIONS))

    def _stated_units(self) -> array[int]:
        """The place of the unit of each overall judgement ever published."""

        def make() -> array[int]:
            judges = self._values(INSP.judges)
            return self._column((judges.get(iri, "") for iri in self.members(List.STATED)), List.UNITS)

        return self._once("stated units", make)

    def _spells(self) -> list[Spell]:
        """For how long each overall judgement stood."""

        def make() -> list[Spell]:
            dates, units = self.dates(List.STATED), self._stated_units()
            rated, taken_back = self._values(INSP.rating), self._taken_back()
            supersedes = self._values(INSP.supersedes)
            by_unit: dict[int, list[tuple[int, Stated]]] = {}
            for place, iri in enumerate(self.members(List.STATED)):
                if iri in rated and units[place] != _NONE:
                    published = PartialDate.parse(dates.text(place)) if dates.text(place) else None
                    since = taken_back.get(supersedes.get(iri, ""))
                    stated = Stated(iri, published, since, taken_back.get(iri))
                    by_unit.setdefault(units[place], []).append((place, stated))
            return [spell for each in by_unit.values() for spell in standing.joined(standing.spells(each))]

        return self._once("spells", make)

    def _taken_back(self) -> dict[str, PartialDate]:
        """When judgements were taken back."""
        corrected = self._values(PROV.wasInvalidatedBy)
        dates = self._values(DCT.date) if corrected else {}
        return {iri: PartialDate.parse(dates[each]) for iri, each in corrected.items() if each in dates}

    def _column(self, iris: Iterable[str], of: List) -> array[int]:
        places = {iri: place for place, iri in enumerate(self.members(of))}
        return array("I", (places.get(iri, _NONE) for iri in iris))

    def _values(self, property_: str) -> dict[str, str]:
        """The value of a property by what has it; its text, of a literal."""
        rows = self._store.select(query("pairs"), {"property": property_})
        return {
            str(row["member"]): sys.intern(value.lexical) if isinstance(value := row["value"], Literal) else value
            for row in rows
        }

    def _set(self, of: List, found: Set[str]) -> int:
        members = self.members(of)
        if len(found) > _FEW:
            return bits.of_mask(bytes(49 if iri in found else 48 for iri in members))
        places = ((bisect_left(members, iri), iri) for iri in found)
        return bits.of_places(
            (place for place, iri in places if place < len(members) and members[place] == iri), len(members)
        )

    def _led(self, column: array[int], wholes: int, of: List) -> int:
        """Those whose place in `column` is in the set `wholes` of a list."""
        mask = bits.mask(wholes, len(self.members(of)))
        return bits.of_mask(bytes(mask[place] if place != _NONE else 48 for place in column))

    def _filter(self, key: object, find: Callable[[], int]) -> int:
        with self._lock:
            if key not in self._filters:
                found = find()
                self._filters[key] = found
                if len(self._filters) > _KEPT:
                    self._filters.popitem(last=False)
            self._filters.move_to_end(key)
            return self._filters[key]

    def _once(self, key: object, make: Callable[[], Made]) -> Made:
        with self._lock:
            if key not in self._made:
                self._made[key] = make()
            return cast("Made", self._made[key])  # a key has one maker
