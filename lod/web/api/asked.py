"""What a request asks of a list, read by the table of parameters.

Whatever is not in the table is refused, as is a parameter that is given twice: a misspelt filter must not pass as none.
An empty value is that of a field of a form that was left empty, and narrows nothing; but no number is empty.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lod.iris import concept, is_web_iri
from lod.model import PartialDate
from lod.web.api.kinds import Kind
from lod.web.api.parameters import AREA_NAME, MOST, NAME, PARAMETERS, SORTS, of_kind
from lod.web.problems import BAD_PARAMETER, HttpProblem

_NAMES = frozenset(each.name for each in PARAMETERS)


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
            elsewhere = "; it is a parameter of other lists" if name in _NAMES else ""
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
        if not re.fullmatch(NAME, value):
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
    if not is_web_iri(value) and not re.fullmatch(f"({NAME}/)?{NAME}", value):
        accepted = "the IRI of a rating, {scheme}/{concept} as in hmi-probation-rating/good, or a name"
        raise _refused(name, repr(value), accepted)
    return value


def _sort(name: str, value: str, _kind: Kind) -> str:
    if value not in SORTS:
        raise _refused(name, repr(value), ", ".join(SORTS))
    return value


def _limit(name: str, value: str, _kind: Kind) -> int:
    if not re.fullmatch("[1-9][0-9]{0,2}", value) or int(value) > MOST:
        raise _refused(name, repr(value), f"a whole number from 1 to {MOST}")
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
    "area": _scheme_and_concept(AREA_NAME, "an IRI, or {scheme}/{concept}"),
    "unit": _iri,
    "programme": _concept("programme"),
    "inspectorate": _concept("inspectorate"),
    "standard": _scheme_and_concept(f"{NAME}/{NAME}", "an IRI, {scheme}/{concept}, or overall"),
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
