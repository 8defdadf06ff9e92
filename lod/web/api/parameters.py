"""The parameters of the lists: one table that requests are read by and that OpenAPI is made from.

Whatever is not in it is refused, as is a parameter that is given twice: a misspelt filter must not pass as none. An
empty value is that of a form's field that was left empty, and narrows nothing; but a number is none when it is empty.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lod.iris import concept, is_web_iri
from lod.model import PartialDate
from lod.web.api.kinds import Kind
from lod.web.problems import BAD_PARAMETER, HttpProblem

PAGE = 100
"""Members a page, unless fewer are asked for."""

_NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
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


_CONCEPT = iri_or(_NAME)
_QUALIFIED = _text(f"{_IRI}|{_NAME}/{_NAME}")
_AREA = _text(f"{_IRI}|{_NAME}/[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
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
        _text(f"{_IRI}|{_NAME}/{_NAME}|overall"),
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
        {"type": "integer", "minimum": 1, "maximum": PAGE, "default": PAGE},
        "20",
    ),
    Parameter("fields", "Names of fields, with commas between them; `id` and `type` are always there", {}),
    Parameter("after", "Where the page starts, from the link `next`: behind that member", _text(f"({_YEAR}?~)?{_IRI}")),
    Parameter("before", "Where the page ends, from the link `prev`: before that member", _text(f"({_YEAR}?~)?{_IRI}")),
)
_BY_NAME = {each.name: each for each in PARAMETERS}


def of_kind(kind: Kind) -> list[Parameter]:
    """The parameters of a list. What `fields` takes is the kind's to say."""
    found = [each for each in PARAMETERS if not each.lists or kind.name in each.lists]
    keys = "|".join(map(re.escape, kind.keys))
    chosen = _text(f"({keys})(,({keys}))*")
    return [
        Parameter(each.name, each.description, chosen, ",".join(kind.keys[:2])) if each.name == "fields" else each
        for each in found
    ]


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place of a member in an order, whether it is still there or not. `date` is None where only the IRI is
    given."""

    iri: str
    date: str | None = None

    def __str__(self) -> str:
        return self.iri if self.date is None else f"{self.date}~{self.iri}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks of a list; an empty string, or None, narrows nothing. Names are IRIs already, but for
    `rating`, which depends on the release."""

    rating: str = ""
    scale: str = ""
    type: str = ""
    area: str = ""
    unit: str = ""
    programme: str = ""
    inspectorate: str = ""
    standard: str = ""
    from_: PartialDate | None = None
    to: PartialDate | None = None
    as_of: PartialDate | None = None
    modified_since: datetime.datetime | None = None
    sort: str = "id"
    limit: int | None = None
    fields: tuple[str, ...] = ()
    after: Cursor | None = None
    before: Cursor | None = None


def read(given: Iterable[tuple[str, str]], kind: Kind) -> Asked:
    """A request's parameters, as they stand in its address. Raises HttpProblem (422) that names the first one that
    cannot be, what was found, and what is accepted."""
    known = {each.name: each for each in of_kind(kind)}
    values = dict[str, str]()
    for name, value in given:
        if name not in known:
            elsewhere = "; it is a parameter of other lists" if name in _BY_NAME else ""
            raise _refused(name, "a parameter that this list does not have", ", ".join(known), elsewhere)
        if name in values:
            raise _refused(name, "two values", "one value")
        values[name] = value
    said: dict[str, Any] = {}
    for name, value in values.items():
        if value or name == "limit":
            said["from_" if name == "from" else name] = _READERS[name](name, value, kind)
    return Asked(**said)


def _refused(name: str, found: str, accepted: str, more: str = "") -> HttpProblem:
    return HttpProblem(BAD_PARAMETER, f"{name}: found {found}; accepted: {accepted}{more}")


def date(name: str, value: str, _kind: Kind | None = None) -> PartialDate:
    """A day, a month or a year. Raises HttpProblem (422)."""
    try:
        return PartialDate.parse(value)
    except ValueError as problem:
        accepted = "a day, month or year that there is, such as 2024-05-31, 2024-05 or 2024"
        raise _refused(name, repr(value), accepted) from problem


def _moment(name: str, value: str, _kind: Kind) -> datetime.datetime:
    """A time in UTC, where no other zone is said."""
    try:
        found = datetime.datetime.fromisoformat(value.replace(" ", "+"))  # a plus in a query is read as a space
    except ValueError as problem:
        accepted = "a day or a moment that there is, such as 2025-09-01 or 2025-09-01T12:00:00Z"
        raise _refused(name, repr(value), accepted) from problem
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)


def _concept(scheme: str) -> Callable[[str, str, Kind], str]:
    def reader(name: str, value: str, _kind: Kind) -> str:
        if is_web_iri(value):
            return value
        if not re.fullmatch(_NAME, value):
            raise _refused(name, repr(value), "an http or https IRI, or a name such as probation-region")
        return concept(scheme, value)

    return reader


def _scale(name: str, value: str, kind: Kind) -> str:
    return _concept("")(name, value, kind).replace("/scheme//", "/scheme/")


def _scheme_and_concept(pattern: str, accepted: str) -> Callable[[str, str, Kind], str]:
    def reader(name: str, value: str, _kind: Kind) -> str:
        if is_web_iri(value) or value == "overall":
            return value
        if not re.fullmatch(pattern, value):
            raise _refused(name, repr(value), accepted)
        return concept(*value.split("/"))

    return reader


def _iri(name: str, value: str, _kind: Kind) -> str:
    if not is_web_iri(value):
        raise _refused(name, repr(value), "an http or https IRI")
    return value


def _rating(name: str, value: str, _kind: Kind) -> str:
    if not is_web_iri(value) and not re.fullmatch(f"({_NAME}/)?{_NAME}", value):
        accepted = "the IRI of a rating, {scheme}/{concept} as in hmi-probation-rating/good, or a name"
        raise _refused(name, repr(value), accepted)
    return value


def _sort(name: str, value: str, _kind: Kind) -> str:
    if value not in SORTS:
        raise _refused(name, repr(value), ", ".join(SORTS))
    return value


def _limit(name: str, value: str, _kind: Kind) -> int:
    if not re.fullmatch("[1-9][0-9]{0,2}", value) or int(value) > PAGE:
        raise _refused(name, repr(value), f"a whole number from 1 to {PAGE}")
    return int(value)


def _fields(name: str, value: str, kind: Kind) -> tuple[str, ...]:
    found = value.split(",")
    unknown = next((each for each in found if each not in kind.keys), None)
    if unknown is not None:
        raise _refused(name, repr(unknown), f"names with commas between them, of {', '.join(kind.keys)}")
    return tuple(each for each in kind.keys if each in found)


def _cursor(name: str, value: str, _kind: Kind) -> Cursor:
    if is_web_iri(value):
        return Cursor(value)
    written, mark, iri = value.partition("~")
    if not mark or not is_web_iri(iri):
        raise _refused(name, repr(value), "what a link of a page has, or an IRI")
    return Cursor(iri, str(date(name, written)) if written else "")


_READERS: Mapping[str, Callable[[str, str, Kind], Any]] = {
    "rating": _rating,
    "scale": _scale,
    "type": _concept("unit-type"),
    "area": _scheme_and_concept(f"{_NAME}/[A-Za-z0-9]+(-[A-Za-z0-9]+)*", "an IRI, or {scheme}/{concept}"),
    "unit": _iri,
    "programme": _concept("programme"),
    "inspectorate": _concept("inspectorate"),
    "standard": _scheme_and_concept(f"{_NAME}/{_NAME}", "an IRI, {scheme}/{concept}, or overall"),
    "from": date,
    "to": date,
    "as_of": date,
    "modified_since": _moment,
    "sort": _sort,
    "limit": _limit,
    "fields": _fields,
    "after": _cursor,
    "before": _cursor,
}
