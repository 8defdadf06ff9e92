"""Facts → triples, pure: the same facts give the same triples, in the order in which the facts say them.

docs/modelling.md shows what comes out. Nothing is computed but the shortcuts that the ontology defines
(`overallRating` here, `latestInspection` and `currentRating` in `lod.latest`), and no rating ever is. Whole numbers are
`xsd:integer` throughout: a store would make that of any narrower type, and then say other than the dump.
"""

from __future__ import annotations

from lod.iris import Iris
from lod.mapping.evidence import stated
from lod.mapping.inspections import inspection, inspection_iri
from lod.mapping.provenance import by, source
from lod.mapping.units import not_inspected, unit, unit_iri
from lod.mapping.values import date
from lod.model import Fact, NotInspected
from lod.terms import Triple

__all__ = [
    "by",
    "date",
    "fact",
    "inspection",
    "inspection_iri",
    "not_inspected",
    "source",
    "stated",
    "unit",
    "unit_iri",
]


def fact(of: Fact, names: Iris) -> list[Triple]:
    """A fact, and the unit that it is about."""
    if isinstance(of, NotInspected):
        return unit(of.unit, names) + not_inspected(of, names)
    return inspection(of, names) + unit(of.inspects, names)
