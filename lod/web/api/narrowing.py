"""What a request's filters let through of a list: the intersection of a set for each."""

from __future__ import annotations

from collections.abc import Iterator

from lod import feeds
from lod.namespaces import DCT, INSP, ORG
from lod.web.api.kinds import JUDGEMENTS, UNITS, Kind
from lod.web.api.parameters import Asked
from lod.web.lists import List, Lists
from lod.web.pages import scales
from lod.web.site import Served

_UNIT = {
    List.UNITS: ORG.subOrganizationOf,
    List.INSPECTIONS: INSP.inspects,
    List.JUDGEMENTS: INSP.judges,
    List.STATED: INSP.judges,
}
"""What leads to the unit that `unit` names."""


def list_of(kind: Kind, asked: Asked) -> List:
    """The list that is narrowed: of judgements as of a date, those ever published."""
    return List.STATED if kind is JUDGEMENTS and asked.as_of else kind.list


def narrowed(served: Served, kind: Kind, asked: Asked) -> int:
    """The members that all filters let through. Raises HttpProblem for a rating that cannot be told,
    ReleaseNotFound for changes where there are no feeds."""
    of = list_of(kind, asked)
    found = served.lists.everything(of)
    for each in _filters(served, kind, of, asked):
        found &= each
    return found


def _filters(served: Served, kind: Kind, of: List, asked: Asked) -> Iterator[int]:
    lists = served.lists
    if kind is UNITS and asked.as_of:
        yield lists.judged(_all(served, List.STATED, INSP.rating, asked))
    else:
        yield _all(served, of, kind.rating, asked)
    if asked.type:
        yield lists.of_units(of, ("type", asked.type), lists.having(List.UNITS, DCT.type, asked.type))
    if asked.area:
        yield lists.of_units(of, ("area", asked.area), lists.units_in(asked.area))
    if asked.unit:
        yield lists.having(of, _UNIT[of], asked.unit)
    if asked.programme:
        yield _of_inspections(lists, of, INSP.underProgramme, asked.programme)
    if asked.inspectorate:
        yield _of_inspections(lists, of, INSP.inspectedBy, asked.inspectorate)
    if asked.standard == "overall":
        yield lists.everything(of) if of is List.STATED else lists.overall()
    elif asked.standard:
        yield lists.having(of, INSP.onStandard, asked.standard)
    if asked.from_ or asked.to:
        yield lists.dates(of).within(asked.from_, asked.to)
    if asked.modified_since:
        changed = feeds.changed_since(served.release, lists.names, asked.modified_since)
        if changed is not None:
            yield lists.named(of, asked.modified_since, changed)


def _all(served: Served, of: List, rating: str, asked: Asked) -> int:
    """What has the rating asked for, as of the date asked for; `rating` is the property that says it."""
    lists = served.lists
    found = lists.everything(of)
    if asked.rating:
        found &= lists.having(of, rating, scales.rating(served.store, asked.rating))
    if asked.scale:
        found &= lists.rated(of, rating, asked.scale)
    if asked.as_of and of is List.STATED:
        found &= lists.standing(asked.as_of)
    elif asked.as_of:
        found &= lists.dates(of).within(None, asked.as_of)
    return found


def _of_inspections(lists: Lists, of: List, property_: str, value: str) -> int:
    """What belongs to the inspections of which a property has a value."""
    if of is List.STATED:
        return lists.stated_in(property_, value)
    inspections = lists.having(List.INSPECTIONS, property_, value)
    if of is List.INSPECTIONS:
        return inspections
    if of is List.UNITS:
        return lists.inspected((property_, value), inspections)
    return lists.of_inspections((property_, value), inspections)
