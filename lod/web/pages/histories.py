"""The units before and after a unit, for its page: how each is connected with it, and its inspections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from lod.namespaces import DCT, INSP, ORG
from lod.web.pages.description import Value
from lod.web.pages.statements import Statements

Row = Mapping[str, object]


def rows(statements: Statements, unit: str) -> list[Row]:
    """The units that it came out of and went into, through any number of changes: first those before, by name."""
    earlier = _reached(statements, unit, ORG.resultingOrganization, ORG.originalOrganization)
    later = _reached(statements, unit, ORG.originalOrganization, ORG.resultingOrganization)
    replaced = dict.fromkeys(_iris(statements, unit, DCT.replaces), "")
    found = chain(_rows(statements, {**replaced, **earlier}, "before"), _rows(statements, later, "after"))
    return list(found)


def _rows(statements: Statements, units: Mapping[str, str], how: str) -> Sequence[Row]:
    return [
        {
            "name": statements.link(unit),
            "how": how,
            "change": statements.link(units[unit]) if units[unit] else None,
            "date": statements.value(units[unit], DCT.date),
            "inspections": _inspections(statements, unit),
        }
        for unit in sorted(units, key=statements.name)
    ]


def _inspections(statements: Statements, unit: str) -> list[dict[str, Value | None]]:
    found = statements.subjects(INSP.inspects, unit)
    return [{"name": statements.link(each), "rating": statements.value(each, INSP.overallRating)} for each in found]


def _reached(statements: Statements, unit: str, here: str, there: str) -> dict[str, str]:
    """Units by IRI, each with the change that leads to it."""
    found: dict[str, str] = {}
    waiting = [unit]
    while waiting:
        for change in statements.subjects(here, waiting.pop()):
            for other in _iris(statements, change, there):
                if other != unit and other not in found:
                    found[other] = change
                    waiting.append(other)
    return found


def _iris(statements: Statements, subject: str, predicate: str) -> list[str]:
    return [value for value in statements.of.get(subject, {}).get(predicate, ()) if isinstance(value, str)]
