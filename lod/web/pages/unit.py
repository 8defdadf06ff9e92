"""The page of a unit: the rating that stands and what it means, its history, its standards, and the units around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lod.lists import List
from lod.namespaces import DCT, GEO, INSP, ORG
from lod.queries import query
from lod.terms import Literal
from lod.web.http.links import Links
from lod.web.pages import area, judgements, places
from lod.web.pages.description import Value
from lod.web.pages.ratings import Rating
from lod.web.pages.statements import Statements
from lod.web.site import Served

_SHOWN = 100
"""Other units that a list of the page shows."""


def more(served: Served, statements: Statements, unit: str) -> dict[str, object]:
    """What the template `unit.html` shows besides what every thing has."""
    links, store, known = statements.links, served.store, served.ratings
    history = judgements.of_unit(store, unit, known, links)
    standing = known.get(statements.first(unit, INSP.currentRating))
    latest = links.href(statements.first(unit, INSP.latestInspection))
    name = statements.name(unit)
    rows = store.select(query("siblings"), {"unit": unit})
    point, where = _point(statements, unit), statements.first(unit, DCT.spatial)
    around = places.around(store, unit, point, where, known, links) if point and where else ()
    others = served.lists.of(List.UNITS).having("area", where).bit_count() - 1 if around else 0
    return {
        "standing": standing,
        "latest": next((each for each in history.inspections if each.name.href == latest), None),
        "judged": history,
        "timelines": list(judgements.timelines(history, known, name)),
        "unit_type": statements.value(unit, DCT.type),
        "container": next((_link(row, "container", "containerName", links) for row in rows), None),
        "counted": area.count(served, unit) if statements.subjects(ORG.subOrganizationOf, unit) else None,
        "siblings": _siblings(rows, known, links)[:_SHOWN],
        "siblings_more": len({row["sibling"] for row in rows if "sibling" in row}) > _SHOWN,
        "point": point,
        "around": around,
        "around_of": places.drawn(around, others),
        "place": places.picture(around, others, name, statements.name(where), standing) if around else None,
        "structured": _structured(statements, unit, name),
    }


def _siblings(
    rows: Sequence[Mapping[str, object]], known: Mapping[str, Rating], links: Links
) -> list[tuple[Value, Rating | None]]:
    found = {
        str(row["sibling"]): (_link(row, "sibling", "name", links), known.get(str(row.get("rating", ""))))
        for row in rows
        if "sibling" in row
    }
    return sorted(found.values(), key=lambda each: (each[0].text, each[0].href or ""))


def _link(row: Mapping[str, object], iri: str, name: str, links: Links) -> Value:
    said = row.get(name)
    return Value(said.lexical if isinstance(said, Literal) else str(row[iri]), links.href(str(row[iri])))


def _point(statements: Statements, unit: str) -> tuple[str, str] | None:
    """Latitude and longitude, in degrees (WGS 84)."""
    lat, long = statements.literal(unit, GEO.lat), statements.literal(unit, GEO.long)
    return (lat, long) if lat and long else None


def _structured(statements: Statements, unit: str, name: str) -> dict[str, object]:
    """The unit as schema.org has it. Its rating is not said in those terms, which know no scale but numbers."""
    said: dict[str, object] = {"@context": "https://schema.org", "@type": "Organization", "@id": unit, "name": name}
    if point := _point(statements, unit):
        place = {"@type": "GeoCoordinates", "latitude": float(point[0]), "longitude": float(point[1])}
        said["location"] = {"@type": "Place", "geo": place}
    if container := statements.first(unit, ORG.subOrganizationOf):
        said["parentOrganization"] = {"@id": container, "name": statements.name(container)}
    return said
