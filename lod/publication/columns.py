"""The tables of a release and their columns: what each holds, its type, and the property that says the same in RDF."""

from __future__ import annotations

from dataclasses import dataclass

from lod.namespaces import DCT, GEO, INSP, ORG, SCHEMA, SKOS

IRI, TEXT, WHEN, DAY, WHOLE, DECIMAL = "anyURI", "string", "partial date", "date", "integer", "decimal"
"""Types of columns: those of CSVW, and a date as precise as its source (year, month or day), which CSVW has not."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. Its header is its name. `about` is the column that names what the property is of; empty for the row's
    own. What is `repeated` stands elsewhere in the tables too, and there as the RDF has it."""

    name: str
    type: str
    property: str
    description: str
    about: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Its first column names what a row is about, and is empty in none."""

    name: str
    type: str
    """The class of what its rows are about."""
    columns: tuple[Column, ...]

    @property
    def key(self) -> str:
        return self.columns[0].name

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def header_row(self) -> bytes:
        """The first row of its CSV; names of columns need no quotes."""
        return ",".join(self.header).encode() + b"\r\n"


def _labelled(name: str, property_: str, description: str, about: str = "") -> tuple[Column, Column]:
    """A reference and what it is called."""
    label = f"What {name} is called, in English."
    return (
        Column(name, IRI, property_, description, about),
        Column(f"{name}_label", TEXT, SKOS.prefLabel, label, about=name),
    )


def _dated(name: str, property_: str, description: str) -> tuple[Column, Column]:
    """A date as it is stated, and as a day where one is stated."""
    return (
        Column(
            name, WHEN, property_, f"{description}: a day, a month or a year, as the source states it.", repeated=True
        ),
        Column(f"{name}_day", DAY, property_, f"{description}, where the source states the day."),
    )


_RATED = _labelled("rating", INSP.rating, "The rating that was given.")
_SCORES = (
    Column("score", WHOLE, INSP.score, "The score that was given."),
    Column("max_score", WHOLE, INSP.maxScore, "The highest score there is."),
)
_SOURCE = Column("source", IRI, DCT.source, "The documents that state it; IRIs with spaces between.", repeated=True)
_UNIT = (
    Column("unit", IRI, INSP.inspects, "The unit that was inspected."),
    Column("unit_name", TEXT, SKOS.prefLabel, "What the unit is called.", about="unit"),
)
_PLACE = (
    *_labelled("type", DCT.type, "The type of the unit.", "unit"),
    *_labelled("part_of", ORG.subOrganizationOf, "The unit or region that contains the unit.", "unit"),
    *_labelled("area", DCT.spatial, "The area or authority that the unit is in.", "unit"),
)
_ISSUED = _dated("issued", DCT.issued, "When the inspection was published")

INSPECTIONS = Table(
    "inspections",
    INSP.Inspection,
    (
        Column("inspection", IRI, "", "The inspection.", repeated=True),
        *_UNIT,
        *_PLACE,
        *_labelled("inspected_by", INSP.inspectedBy, "Who inspected."),
        *_labelled("programme", INSP.underProgramme, "The programme of inspections."),
        *_ISSUED,
        *_dated("fieldwork_start", INSP.fieldworkStart, "When the fieldwork began"),
        *_dated("fieldwork_end", INSP.fieldworkEnd, "When the fieldwork ended"),
        *_labelled("rating", INSP.overallRating, "The overall rating."),
        *(
            Column(each.name, each.type, each.property, f"Overall. {each.description}", repeated=True)
            for each in _SCORES
        ),
        Column("recommendation_count", WHOLE, INSP.recommendationCount, "How many recommendations were made."),
        _SOURCE,
    ),
)

UNITS = Table(
    "units",
    INSP.InspectedUnit,
    (
        Column("unit", IRI, "", "The unit.", repeated=True),
        Column("unit_name", TEXT, SKOS.prefLabel, "What the unit is called."),
        *(
            Column(each.name, each.type, each.property, each.description, each.about.removeprefix("unit"))
            for each in _PLACE
        ),
        Column("identifier", TEXT, DCT.identifier, "The unit's identifier among those of its type."),
        Column("address", TEXT, SCHEMA.address, "Its address."),
        Column("postcode", TEXT, SCHEMA.postalCode, "Its postcode."),
        Column("latitude", DECIMAL, GEO.lat, "Degrees north (WGS 84)."),
        Column("longitude", DECIMAL, GEO.long, "Degrees east (WGS 84)."),
        *_labelled("rating", INSP.currentRating, "Its current rating, or its status while it has none."),
        Column("latest_inspection", IRI, INSP.latestInspection, "Its latest inspection."),
    ),
)

JUDGEMENTS = Table(
    "judgements",
    INSP.Judgement,
    (
        Column("judgement", IRI, "", "The judgement.", repeated=True),
        Column("inspection", IRI, INSP.hasJudgement, "The inspection that it is a part of.", repeated=True),
        Column("unit", IRI, INSP.judges, "The unit that was judged."),
        _UNIT[1],
        *_labelled("standard", INSP.onStandard, "The standard that was judged; empty for the judgement of the whole."),
        *_RATED,
        *_SCORES,
        *(Column(each.name, each.type, each.property, each.description, repeated=True) for each in _ISSUED),
        _SOURCE,
    ),
)

TABLES = (INSPECTIONS, UNITS, JUDGEMENTS)
