"""The kinds of things that are listed, and what a list says of each: fields by the names that our JSON-LD has."""

from __future__ import annotations

from dataclasses import dataclass

from lod.formats import Format
from lod.lists import List
from lod.namespaces import DCT, GEO, INSP, ORG, RDFS, SCHEMA, SKOS


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its key in JSON and its column in CSV. `named` is the column with the name of what it leads to."""

    key: str
    property: str
    named: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: its segment below `/api/`, that below `/id/` and `/doc/`, and its list."""

    name: str
    segment: str
    list: List
    fields: tuple[Field, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What `fields` may name."""
        return tuple(each.key for each in self.fields)


UNITS = Kind(
    "units",
    "unit",
    List.UNITS,
    (
        Field("prefLabel", SKOS.prefLabel),
        Field("identifier", DCT.identifier),
        Field("unitType", DCT.type, "unitTypeName"),
        Field("subOrganizationOf", ORG.subOrganizationOf, "subOrganizationOfName"),
        Field("spatial", DCT.spatial, "spatialName"),
        Field("address", SCHEMA.address),
        Field("postalCode", SCHEMA.postalCode),
        Field("lat", GEO.lat),
        Field("long", GEO.long),
        Field("latestInspection", INSP.latestInspection),
        Field("currentRating", INSP.currentRating, "ratingName"),
    ),
)
INSPECTIONS = Kind(
    "inspections",
    "inspection",
    List.INSPECTIONS,
    (
        Field("label", RDFS.label),
        Field("inspects", INSP.inspects, "unitName"),
        Field("inspectedBy", INSP.inspectedBy, "inspectorateName"),
        Field("underProgramme", INSP.underProgramme, "programmeName"),
        Field("issued", DCT.issued),
        Field("fieldworkStart", INSP.fieldworkStart),
        Field("fieldworkEnd", INSP.fieldworkEnd),
        Field("overallRating", INSP.overallRating, "ratingName"),
    ),
)
JUDGEMENTS = Kind(
    "judgements",
    "judgement",
    List.JUDGEMENTS,
    (
        Field("judges", INSP.judges, "unitName"),
        Field("onStandard", INSP.onStandard, "standardName"),
        Field("rating", INSP.rating, "ratingName"),
        Field("score", INSP.score),
        Field("maxScore", INSP.maxScore),
    ),
)
KINDS = (INSPECTIONS, UNITS, JUDGEMENTS)


def offered(kind: Kind) -> tuple[Format, ...]:
    """What a list is offered in: GeoJSON where members have points."""
    points = (Format.GEOJSON,) if kind in (UNITS, INSPECTIONS) else ()
    return (Format.JSON_LD, Format.JSON, Format.CSV, *points)
