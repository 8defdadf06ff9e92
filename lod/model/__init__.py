"""The facts, as frozen values named as the ontology names them. No RDF inside: `lod.mapping` writes them as triples.

Facts are msgspec structs: made by the hundred thousand, and written to disk and read back as they are (`Fact`).
References to shared concepts (ratings, programmes, types of unit …) are IRIs of our schemes. What is not stated by
the source is None or empty, never a guess. Every fact carries the evidence that it was read from.
"""

from __future__ import annotations

from lod.model.corrections import Correction, Corrections, Merger
from lod.model.dates import PartialDate
from lod.model.evidence import Evidence, JsonPointer, Selector, Source, TableRow, TextSpan, XPath
from lod.model.facts import (
    CaseSample,
    Fact,
    InspectedUnit,
    Inspection,
    Judgement,
    Measure,
    NotInspected,
    RecommendationGroup,
    Report,
    UnitKey,
)
from lod.model.problems import Doubt, Problem
from lod.model.publication import Licence, Place, Publication, Publisher

__all__ = [
    "CaseSample",
    "Correction",
    "Corrections",
    "Doubt",
    "Evidence",
    "Fact",
    "InspectedUnit",
    "Inspection",
    "JsonPointer",
    "Judgement",
    "Licence",
    "Measure",
    "Merger",
    "NotInspected",
    "PartialDate",
    "Place",
    "Problem",
    "Publication",
    "Publisher",
    "RecommendationGroup",
    "Report",
    "Selector",
    "Source",
    "TableRow",
    "TextSpan",
    "UnitKey",
    "XPath",
]
