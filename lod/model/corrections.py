"""What a publisher says of results and units after it published them."""

from __future__ import annotations

import msgspec

from lod.model.dates import PartialDate
from lod.model.evidence import Evidence, Source
from lod.model.publication import Publisher


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
