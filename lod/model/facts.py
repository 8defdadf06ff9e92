"""What inspections and registers state, frozen."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import msgspec

from lod.model.dates import PartialDate
from lod.model.evidence import Evidence


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
