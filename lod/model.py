"""The facts, as frozen values named as the ontology names them. No RDF inside: `lod.mapping` writes them as triples.

Facts are msgspec structs: made by the hundred thousand, and written to disk and read back as they are (`Fact`).
References to shared concepts (ratings, programmes, types of unit …) are IRIs of our schemes. What is not stated by
the source is None or empty, never a guess. Every fact carries the evidence that it was read from.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import msgspec

from lod.namespaces import OGL, OGL_ATTRIBUTION, XSD

# --- time


class PartialDate(msgspec.Struct, frozen=True, array_like=True):
    """A date as precise as its source: a year, a month of a year, or a day. `str()` is its XSD lexical form.

    Raises ValueError for what no calendar has (2019-02-30).
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        datetime.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """From `2025`, `2025-02` or `2025-02-07`; ValueError otherwise."""
        match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
        if not match:
            raise ValueError(f"{text!r} is no YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def datatype(self) -> str:
        """`xsd:date`, `xsd:gYearMonth` or `xsd:gYear`."""
        if self.month is None:
            return XSD.gYear
        return XSD.gYearMonth if self.day is None else XSD.date

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


# --- sources and evidence


class Source(msgspec.Struct, frozen=True):
    """A document as it was when facts were read from it."""

    name: str
    """Path below the publication's folder, with `/`: names no machine."""
    sha256: str
    byte_size: int
    media_type: str
    licence: str = OGL


class TextSpan(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A stretch of a document's text: `text[start:end] == exact`, in code points (W3C Web Annotation 4.2.4, 4.2.5).

    The text of an HTML document is `document.body.textContent`; that of any other is its decoded characters.
    """

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


class TableRow(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A row of a table, the first being 1 and the header counted (RFC 7111); of a workbook, in the sheet it names."""

    row: int
    sheet: str | None = None


class JsonPointer(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A value in a JSON document (RFC 6901): `/establishments/5`."""

    pointer: str


class XPath(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """An element of an XML document: `/FHRSEstablishment/EstablishmentCollection/EstablishmentDetail[5]`."""

    path: str


Selector = TextSpan | TableRow | JsonPointer | XPath


class Evidence(msgspec.Struct, frozen=True, array_like=True):
    """Where a source states a fact. `supports` is the property that a span states; any other place states the whole
    fact. A part of an inspection that has no evidence of its own has the inspection's."""

    source: str
    """SHA-256 of the document."""
    selector: Selector
    supports: str | None = None


# --- facts


class UnitKey(NamedTuple):
    """What names a unit: its type (the last segment of its dct:type) and its identifier within the type."""

    unit_type: str
    identifier: str


class InspectedUnit(msgspec.Struct, frozen=True, array_like=True):
    key: UnitKey
    pref_label: str
    alt_labels: tuple[str, ...] = ()
    sub_organization_of: UnitKey | None = None
    identifiers: tuple[str, ...] = ()
    """Its further identifiers, as IRIs or as the source writes them."""
    area: str | None = None
    """IRI of the area or authority that it is in."""
    latitude: Decimal | None = None
    """Degrees north (WGS 84), as the source writes them; never without `longitude`, in degrees east."""
    longitude: Decimal | None = None
    address: str | None = None
    postcode: str | None = None
    replaces: tuple[UnitKey, ...] = ()
    """Units whose registration it took over, and with it their history of ratings."""


class Judgement(msgspec.Struct, frozen=True, array_like=True):
    """A rating (level or status, by IRI) of the unit on one standard, or overall when `on_standard` is None. Some
    inspectorates score a standard without rating it: then `rating` is None and `score` is not."""

    rating: str | None
    on_standard: str | None = None
    score: int | None = None
    max_score: int | None = None
    evidence: tuple[Evidence, ...] = ()


class CaseSample(msgspec.Struct, frozen=True, array_like=True):
    case_count: int
    case_category: str | None = None
    sub_samples: tuple[CaseSample, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Measure(msgspec.Struct, frozen=True, array_like=True):
    """A percentage that an inspection found. `description` says of what, in the source's words; `polarity` is
    `sufficient` or `insufficient` where the source says which."""

    percentage: Decimal
    description: str
    polarity: str | None = None
    evidence: tuple[Evidence, ...] = ()


class RecommendationGroup(msgspec.Struct, frozen=True, array_like=True):
    """How many recommendations are made to one addressee: a unit, or an organisation by IRI."""

    recommendation_count: int
    addressee: UnitKey | str
    evidence: tuple[Evidence, ...] = ()


class Report(msgspec.Struct, frozen=True, array_like=True):
    """A document in which an inspectorate reports; `address` is where it publishes it, if the source says so."""

    address: str | None
    sha256: str | None = None
    """Digest of its text: names a report that has no address."""
    is_press_release: bool = False
    title: str | None = None
    issued: PartialDate | None = None
    licence: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Inspection(msgspec.Struct, frozen=True, array_like=True, tag=True):
    inspects: InspectedUnit
    inspected_by: str
    reference: str
    """Tells it from the unit's other inspections, in its IRI."""
    under_programme: str | None = None
    issued: PartialDate | None = None
    fieldwork_start: PartialDate | None = None
    fieldwork_end: PartialDate | None = None
    judgements: tuple[Judgement, ...] = ()
    samples: tuple[CaseSample, ...] = ()
    measures: tuple[Measure, ...] = ()
    recommendation_count: int | None = None
    recommendations: tuple[RecommendationGroup, ...] = ()
    reported_in: tuple[Report, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    previous_rating: str | None = None
    """How the source says that the unit's previous inspection rated it (by IRI); never this inspection's rating."""
    previous_date: PartialDate | None = None
    """When the source says that the previous inspection was made or published."""
    inspection_number: int | None = None
    """Which inspection of the unit this is, the first being 1."""
    counted_since: PartialDate | None = None
    """From when `inspection_number` counts, where the source says so."""

    @property
    def overall(self) -> Judgement | None:
        """The judgement of the whole, if one is stated."""
        return next((judgement for judgement in self.judgements if judgement.on_standard is None), None)


class NotInspected(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A unit that a register lists without the result of an inspection; its status (by IRI) may say why."""

    unit: InspectedUnit
    listed_in: str
    """SHA-256 of the document that lists it."""
    status: str | None = None


Fact = Inspection | NotInspected


# --- corrections


class Correction(msgspec.Struct, frozen=True):
    """What the publisher did to a result after it was published; what it does not change is None."""

    inspection: str
    """IRI of the inspection that it is about."""
    kind: str
    """`withdrawn`, `corrected` or `superseded`."""
    date: PartialDate
    reason: str
    evidence: Evidence
    """Where the file of corrections states it."""
    where: str
    """The same for messages: file and entry."""
    on_standard: str | None = None
    """The standard (by IRI) whose judgement alone it is about."""
    rating: str | None = None
    """The right rating, by IRI; and the right numbers and date."""
    score: int | None = None
    max_score: int | None = None
    issued: PartialDate | None = None
    superseded_by: str | None = None
    """IRI of the inspection that stands instead."""


class Merger(msgspec.Struct, frozen=True):
    """A unit that became part of another, by their IRIs."""

    unit: str
    into: str
    date: PartialDate
    reason: str
    evidence: Evidence
    where: str


class Corrections(msgspec.Struct, frozen=True):
    """All that a file of corrections says, in its order."""

    source: Source
    publisher: Publisher
    corrections: tuple[Correction, ...] = ()
    mergers: tuple[Merger, ...] = ()


class Problem(msgspec.Struct, frozen=True):
    """What could not be read, for the person who keeps the source: where it stands, what was found, what is accepted.

    `row` and `column` are for tables, `start` and `end` for text.
    """

    source: str
    message: str
    found: str = ""
    accepted: str = ""
    row: int | None = None
    column: str | None = None
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        where = [self.source]
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.column is not None:
            where.append(f"column {self.column!r}")
        if self.start is not None:
            where.append(f"characters {self.start}–{self.end}")
        detail = f": found {self.found!r}" if self.found else ""
        accepted = f"; accepted: {self.accepted}" if self.accepted else ""
        return f"{', '.join(where)}: {self.message}{detail}{accepted}"


class Doubt(Problem, frozen=True):
    """A reading that is not certain enough to be published, unless the publisher confirms it (`lod.ingest.review`).

    `supports` is the property that the stretch may state, `value` what it may state of it; empty where only the
    publisher can say.
    """

    supports: str = ""
    value: str = ""


# --- the publication itself


@dataclass(frozen=True, slots=True)
class Publisher:
    name: str
    iri: str
    homepage: str | None = None


@dataclass(frozen=True, slots=True)
class Licence:
    iri: str = OGL
    attribution: str = OGL_ATTRIBUTION


@dataclass(frozen=True, slots=True)
class Place:
    """A place that all data of a publication are about, by the IRI of a gazetteer."""

    iri: str
    name: str


@dataclass(frozen=True, slots=True)
class Publication:
    """What publication.toml says of the whole: who publishes what, where, under which licence."""

    name: str
    """The dataset's name in IRIs and file names."""
    title: str
    description: str
    base_iri: str
    publisher: Publisher
    contact: str
    languages: tuple[str, ...] = ("en",)
    licence: Licence = Licence()
    place: Place | None = None
    frequency: str = "irregular"
    """How often a release is made: a term of the Dublin Core Collection Description Frequency Vocabulary."""
    colour: str = ""
    """The publisher's colour on pages, as `#rrggbb`; empty for a neutral one."""
