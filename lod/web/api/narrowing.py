"""What a request's filters let through of a list: the intersection of a set for each."""

from __future__ import annotations

from collections.abc import Iterator

from lod.namespaces import DCT, INSP, ORG
from lod.web import scales
from lod.web.api.kinds import INSPECTIONS, UNITS, Kind
from lod.web.api.parameters import Asked
from lod.web.lists import List, Lists
from lod.web.site import Served

_UNIT = {
    List.UNITS: ORG.subOrganizationOf,
    List.INSPECTIONS: INSP.inspects,
    List.JUDGEMENTS: INSP.judges,
}
"""What leads to the unit that `unit` names."""


def narrowed(served: Served, kind: Kind, asked: Asked) -> int:
    """The members that all filters let through. Raises HttpProblem for a rating that cannot be told."""
    found = served.lists.everything(kind.list)
    for each in _filters(served, kind, asked):
        found &= each
    return found


def _filters(served: Served, kind: Kind, asked: Asked) -> Iterator[int]:
    lists, of = served.lists, kind.list
    if asked.rating:
        yield lists.having(of, kind.rating, scales.rating(served.store, asked.rating))
    if asked.scale:
        yield lists.rated(of, kind.rating, asked.scale)
    if asked.type:
        yield lists.of_units(of, ("type", asked.type), lists.having(List.UNITS, DCT.type, asked.type))
    if asked.area:
        yield lists.of_units(of, ("area", asked.area), lists.units_in(asked.area))
    if asked.unit:
        yield lists.having(of, _UNIT[of], asked.unit)
    if asked.programme:
        yield _of_inspections(lists, kind, INSP.underProgramme, asked.programme)
    if asked.inspectorate:
        yield _of_inspections(lists, kind, INSP.inspectedBy, asked.inspectorate)
    if asked.standard == "overall":
        yield lists.overall()
    elif asked.standard:
        yield lists.having(of, INSP.onStandard, asked.standard)
    if asked.from_ or asked.to:
        yield lists.dates(of).within(asked.from_, asked.to)


def _of_inspections(lists: Lists, kind: Kind, property_: str, value: str) -> int:
    """What belongs to the inspections of which a property has a value."""
    inspections = lists.having(List.INSPECTIONS, property_, value)
    if kind is INSPECTIONS:
        return inspections
    if kind is UNITS:
        return lists.inspected((property_, value), inspections)
    return lists.of_inspections((property_, value), inspections)
