"""What becomes of facts about the same unit that stand in several rows, documents and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from lod.model import Fact, InspectedUnit, Inspection, Problem, Source, TextSpan
from lod.pipeline.records import Place, Record


class Repetition(NamedTuple):
    """A record that says of an inspection, or of a unit without one, other than an earlier row does."""

    record: Record
    first: Place

    def problem(self, sources: Sequence[Source]) -> Problem:
        """What its keeper is told."""
        fact, place = self.record.fact, self.record.place
        unit, is_inspection = unit_of(fact), isinstance(fact, Inspection)
        where = f"row {self.first.row}"
        if self.first.file != place.file:
            where += f" of {sources[self.first.file].name}"
        return Problem(
            sources[place.file].name,
            f"says of the same {'inspection' if is_inspection else 'unit'} other than {where}",
            f"{unit.pref_label}, {fact.reference}" if isinstance(fact, Inspection) else unit.pref_label,
            "one row an inspection, or a reference that tells them apart" if is_inspection else "one row a unit",
            row=place.row,
        )


def unit_of(fact: Fact) -> InspectedUnit:
    """The unit that a fact is about."""
    return fact.inspects if isinstance(fact, Inspection) else fact.unit


def distinct(about: Iterable[Record]) -> tuple[list[Record], list[Repetition]]:
    """The records about one unit, in the order of the sources, parted into what is published and what is not.

    Of rows that say different things about one inspection only their keeper knows which to keep: the first is
    published. Rows that say the same are one fact with several places. So are a row and documents, whatever they say:
    what they differ on is left out (`lod.pipeline.agreement`).
    """
    first: dict[str, Record] = {}
    kept: list[Record] = []
    repeated: list[Repetition] = []
    for record in about:
        name = record.fact.reference if isinstance(record.fact, Inspection) else ""
        if isinstance(record.fact, Inspection) and is_prose(record.fact):
            kept.append(record)
        elif name not in first:
            first[name] = record
            kept.append(record)
        elif _stated(record.fact) == _stated(first[name].fact):
            kept.append(record)
        else:
            repeated.append(Repetition(record, first[name].place))
    return kept, repeated


def described(units: Sequence[InspectedUnit], newest: InspectedUnit) -> InspectedUnit:
    """One description of a unit that several facts describe: called as the `newest` of them calls it, other names
    beside; each further detail as the first that states it has it."""
    if len(units) == 1 and not newest.alt_labels:  # nearly every unit of a register: nothing is to be put together
        return newest
    names = dict.fromkeys(name for unit in units for name in (unit.pref_label, *unit.alt_labels))
    first = {
        field: next((value for unit in units if (value := getattr(unit, field)) not in (None, ())), None)
        for field in ("sub_organization_of", "area", "latitude", "longitude", "address", "postcode")
    }
    return InspectedUnit(
        newest.key,
        newest.pref_label,
        alt_labels=tuple(name for name in names if name != newest.pref_label),
        identifiers=tuple(dict.fromkeys(each for unit in units for each in unit.identifiers)),
        replaces=tuple(dict.fromkeys(each for unit in units for each in unit.replaces)),
        **first,
    )


def is_prose(fact: Inspection) -> bool:
    """Whether a document states it, and no row."""
    return any(isinstance(evidence.selector, TextSpan) for evidence in fact.evidence)


def _stated(fact: Fact) -> Fact:
    """A fact without where it stands, and without what else its source says of the unit."""
    unit = InspectedUnit(unit_of(fact).key, "")
    if isinstance(fact, Inspection):
        return msgspec.structs.replace(fact, inspects=unit, evidence=())
    return msgspec.structs.replace(fact, unit=unit, listed_in="")
