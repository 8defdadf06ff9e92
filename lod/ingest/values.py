"""Values of properties as a person writes them in a review, and as a person is shown them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from lod.errors import SettingsError
from lod.ingest.review import Ruling
from lod.ingest.units import Units
from lod.model import InspectedUnit, PartialDate
from lod.profiles import Profile
from lod.profiles.schemes import Concept

_DATES = ("issued", "fieldworkStart", "fieldworkEnd", "previousDate", "countedSince")
_RATINGS = ("rating", "previousRating")


def shown(value: Any) -> str:
    """A value in the form in which a review would state it; nothing for what only the publisher can say."""
    match value:
        case None:
            return ""
        case InspectedUnit():
            return "/".join(value.key)
        case Concept():
            return value.name
        case Decimal():
            return format(value.normalize(), "f")
        case _:
            return str(value)


def replacement(ruling: Ruling, profile: Profile) -> Any:
    """The value that a decision gives in place of the one read, of the type that its property has.

    Raises SettingsError, naming file and key, for what is none.
    """
    text = ruling.value or ""
    if ruling.supports == "inspects":
        return _unit(ruling, text, profile)
    if ruling.supports in _RATINGS:
        return _concept(ruling, text, profile.ratings)
    if ruling.supports == "underProgramme":
        return _concept(ruling, text, profile.programmes)
    if ruling.supports in _DATES:
        return _parsed(ruling, text, PartialDate.parse, "a date such as 2025-08-07, 2025-08 or 2025")
    if ruling.supports == "percentage":
        return _parsed(ruling, text, _percentage, "a number from 0 to 100")
    return _parsed(ruling, text, _count, "a whole number, 0 or more")


def _concept(ruling: Ruling, name: str, concepts: Iterable[Concept]) -> Concept:
    there = {each.name: each for each in concepts}
    if name not in there:
        raise SettingsError(f"{ruling.where}: value", name, ", ".join(there))
    return there[name]


def _unit(ruling: Ruling, text: str, profile: Profile) -> InspectedUnit:
    """A unit by type and identifier or, of a type that the profile does not list, by type and name."""
    unit_type, _, named = text.partition("/")
    units = Units(profile)
    unit = units.coded(unit_type, named)
    of_type = next((each for each in profile.unit_types if each.name == unit_type), None)
    if unit is None and of_type and not units.lists(unit_type):
        unit = units.unlisted(of_type, named, None, None)
    if unit is None:
        raise SettingsError(f"{ruling.where}: value", text, "a unit such as probation-delivery-unit/N55LEE")
    return unit


def _parsed(ruling: Ruling, text: str, parse: Callable[[str], Any], accepted: str) -> Any:
    try:
        return parse(text)
    except (ValueError, InvalidOperation) as problem:
        raise SettingsError(f"{ruling.where}: value", text, accepted) from problem


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError(text)
    return int(text)


def _percentage(text: str) -> Decimal:
    value = Decimal(text)
    if not 0 <= value <= 100:
        raise ValueError(text)
    return value
