"""A mention: a stretch of text that names something, and what it names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a mention names; the type of its value."""

    UNIT = "unit"
    """`InspectedUnit`"""
    TYPE = "type"
    """A type of unit by itself ("the region"): `Concept`"""
    RATING = "rating"
    """`Concept`"""
    ORGANISATION = "organisation"
    """`Concept`"""
    CATEGORY = "category"
    """A category of cases: `Concept`"""
    DATE = "date"
    """`PartialDate`"""
    NUMBER = "number"
    """`int`"""
    PERCENTAGE = "percentage"
    """`Decimal`"""


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` names `value`, which is of the type that its kind says."""

    kind: Kind
    start: int
    end: int
    value: Any
