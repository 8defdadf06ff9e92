"""The parameters of the lists: one table that requests are read by (`asked`) and that OpenAPI is made from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lod.web.api.kinds import Kind

PAGE, MOST = 50, 100
"""Members a page, unless a number is asked for, and how many may be."""

NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
"""What concepts and schemes are called."""
AREA_NAME = f"{NAME}/[A-Za-z0-9]+(-[A-Za-z0-9]+)*"
"""What areas and units are called, with their schemes or types: these have names of others, in capitals too."""
_CHARACTER = r"([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})"
_IRI = rf"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/{_CHARACTER}*)?(#{_CHARACTER}*)?"
"""The plainest of those IRIs that are accepted (`lod.iris.is_web_iri`)."""
_YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
SORTS = ("id", "-id", "date", "-date")

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: what it means, what values it takes (JSON Schema 2020-12), a value as an example, and the kinds of
    lists that have it; none named, all."""

    name: str
    description: str
    schema: Schema
    example: str = ""
    lists: frozenset[str] = field(default_factory=frozenset)


def _text(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^({pattern})?$"}


def iri_or(name: str) -> Schema:
    """An IRI, or what a pattern takes."""
    return _text(f"{_IRI}|{name}")


def _named(description: str) -> str:
    return f"{description}: its IRI, or its name"


_CONCEPT = iri_or(NAME)
_QUALIFIED = iri_or(f"{NAME}/{NAME}")
_AREA = iri_or(AREA_NAME)
_IRIS = _text(_IRI)


def _day(months_and_years: str) -> dict[str, Any]:
    accepted = [{"format": "date"}, {"pattern": f"^{months_and_years}$"}]
    return {"type": "string", "anyOf": accepted, "examples": ["2024-05-31", "2024-05", "2024"]}


DAY = _day(f"{_YEAR}(-(0[1-9]|1[0-2]))?")
"""A day, a month or a year."""
_DAY = _day(f"({_YEAR}(-(0[1-9]|1[0-2]))?)?")

PARAMETERS = (
    Parameter(
        "rating",
        "Rating (of units: the current one): its IRI; `{scheme}/{concept}`; or `{concept}` alone, where one scale only"
        " has it. Ratings of different scales are never compared",
        _QUALIFIED,
        "hmi-probation-rating/good",
    ),
    Parameter("scale", _named("Scale that the rating is on"), _CONCEPT, "hmi-probation-rating"),
    Parameter("type", _named("Type of unit"), _CONCEPT, "probation-region"),
    Parameter(
        "area",
        "Area, region or unit that the unit is in, whatever lies between: its IRI, or `{scheme}/{concept}`",
        _AREA,
        "region/london",
    ),
    Parameter("unit", "IRI of the unit inspected or judged; of units: of the one that contains those listed", _IRIS),
    Parameter("programme", _named("Programme of the inspection; of units: of one of theirs"), _CONCEPT),
    Parameter("inspectorate", _named("Inspectorate; of units: of one that inspected them"), _CONCEPT),
    Parameter(
        "standard",
        "Standard that is judged: its IRI, `{scheme}/{concept}`, or `overall` for judgements of the whole",
        iri_or(f"{NAME}/{NAME}|overall"),
        "overall",
        frozenset({"judgements"}),
    ),
    Parameter(
        "from",
        "No earlier than this day, month or year: when the inspection was published or, where that is not stated, its"
        " fieldwork ended; of units: the latest inspection",
        _DAY,
        "2024",
    ),
    Parameter("to", "No later than this day, month or year", _DAY, "2025-06"),
    Parameter(
        "as_of",
        "What stood on that day, or on each day of that month or year: overall judgements as they were published then,"
        " whatever was corrected later; units of which one stood, which is then what `rating` and `scale` narrow by; of"
        " inspections, those published by then",
        _DAY,
        "2024-12-31",
    ),
    Parameter(
        "modified_since",
        "A day or a moment: only what came or changed here then or later, by the feeds of the release; units also when"
        " one within them did",
        {"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}, {"maxLength": 0}]},
        "2025-09-01",
        frozenset({"inspections", "units"}),
    ),
    Parameter(
        "sort",
        "By IRI (`id`) or by date; with `-` the last or the newest first",
        {"type": "string", "enum": [*SORTS, ""], "default": "id"},
        "-date",
    ),
    Parameter(
        "limit",
        "Members a page; without it, CSV is the whole result",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE},
        "20",
    ),
    Parameter("fields", "Names of fields, with commas between them; `id` and `type` are always there", {}),
    Parameter("after", "Where the page starts, from the link `next`: behind that member", _text(f"({_YEAR}?~)?{_IRI}")),
    Parameter("before", "Where the page ends, from the link `prev`: before that member", _text(f"({_YEAR}?~)?{_IRI}")),
)


def of_kind(kind: Kind) -> list[Parameter]:
    """The parameters of a list. What `fields` takes is the kind's to say."""
    found = [each for each in PARAMETERS if not each.lists or kind.name in each.lists]
    keys = "|".join(map(re.escape, kind.keys))
    chosen = _text(f"({keys})(,({keys}))*")
    return [
        Parameter(each.name, each.description, chosen, ",".join(kind.keys[:2])) if each.name == "fields" else each
        for each in found
    ]
