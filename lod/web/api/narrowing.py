"""What a request's filters let through of a list: the intersection of a set for each."""

from __future__ import annotations

from collections.abc import Iterator

from lod import feeds
from lod.iris import Iris
from lod.lists import List
from lod.lists.index import Listed
from lod.web.api.asked import Asked
from lod.web.api.kinds import JUDGEMENTS, UNITS, Kind
from lod.web.pages import scales
from lod.web.site import Served

_PLAIN = ("type", "area", "programme", "inspectorate")
"""The parameters that are filters of the index by the same name, whose values are IRIs."""


def list_of(served: Served, kind: Kind, asked: Asked) -> Listed:
    """The list that is narrowed: of judgements as of a date, those ever published."""
    return served.lists.of(List.STATED if kind is JUDGEMENTS and asked.as_of else kind.list)


def narrowed(served: Served, kind: Kind, asked: Asked, names: Iris) -> int:
    """The members that all filters let through. Raises HttpProblem for a rating that cannot be told,
    ReleaseNotFound for changes where there are no feeds."""
    listed = list_of(served, kind, asked)
    found = listed.everything()
    for each in _filters(served, kind, listed, asked, names):
        found &= each
    return found


def _filters(served: Served, kind: Kind, listed: Listed, asked: Asked, names: Iris) -> Iterator[int]:
    if kind is UNITS and asked.as_of:
        yield _rated_as_of(served, asked, names)
    else:
        yield from _rated(served, listed, asked)
        if asked.as_of:
            yield listed.stood(asked.as_of) if kind is JUDGEMENTS else listed.dates.within(None, asked.as_of)
    for name in _PLAIN:
        if value := getattr(asked, name):
            yield listed.having(name, value)
    if asked.unit and kind is UNITS:
        yield listed.having("unit", asked.unit)
    elif asked.unit:
        unit = served.lists.of(List.UNITS).members.place(asked.unit)
        yield 0 if unit is None else listed.of_unit(unit)
    if asked.standard:
        yield listed.having("standard", asked.standard)
    if asked.from_ or asked.to:
        yield listed.dates.within(asked.from_, asked.to)
    if asked.modified_since:
        changed = feeds.changed_since(served.release, names, asked.modified_since)
        if changed is not None:
            yield listed.named(changed)


def _rated(served: Served, listed: Listed, asked: Asked) -> Iterator[int]:
    if asked.rating:
        yield listed.having("rating", scales.rating(served.store, asked.rating))
    if asked.scale:
        yield listed.having("scale", asked.scale)


def _rated_as_of(served: Served, asked: Asked, names: Iris) -> int:
    """The units of which a judgement stood at a time, one with the rating asked for if one was."""
    asked_of_judgements = Asked(rating=asked.rating, scale=asked.scale, as_of=asked.as_of)
    judgements = narrowed(served, JUDGEMENTS, asked_of_judgements, names)
    return list_of(served, JUDGEMENTS, asked_of_judgements).units(judgements, len(served.lists.of(List.UNITS)))
