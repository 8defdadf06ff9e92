"""Documents about many inspections: annual reports, thematic inspections, research. They report none of a unit's own.

What they say of single units is an example, however plain: "Of 33 services, one, Leeds YJS, was rated ‘Outstanding’".
"""

from __future__ import annotations

import re
from collections import Counter

from lod.ingest.annotation import slot
from lod.ingest.documents import Block
from lod.ingest.reading import Reading
from lod.ingest.recognisers.mentions import Kind

_KIND = re.compile(
    r"\b(?:annual report|thematic (?:inspection|review|report)|joint (?:thematic|inspection)|research|bulletin"
    r"|effective practice|consultation|year in review)\b",
    re.IGNORECASE,
)
_FIRST = 3
"""Blocks at the beginning of a document that may tell its kind."""
_MANY = 5
"""More units than this are not reported on in one release, unless a region that it names has as many."""
_NUMBER = slot(Kind.NUMBER, "number")
_CUE = r"\b(?:inspect|visit|review|examin|rat)\w*\b"


def surveys_from(reading: Reading) -> int | None:
    """Where a document begins to speak of many inspections; None if it never does. A unit that was given a rating
    before is the one it is about."""
    labels = {label for each in reading.profile.unit_types for label in each.labels if label.lower() != "region"}
    plurals = "|".join(sorted((re.escape(f"{label}s") for label in labels), key=len, reverse=True))
    many = re.compile(
        rf"{_NUMBER} (?:[\w-]+ ){{0,3}}?(?:{plurals}|services|units|(?:PDU|YJS|YOS|YOT) (?:reports|inspections))\b",
        re.IGNORECASE,
    )
    kind, most = _told_by_kind(reading), _most(reading)
    counted = (
        sentence.start
        for sentence in reading.sentences
        if re.search(_CUE, sentence.reduced, re.IGNORECASE)
        for match in many.finditer(sentence.reduced)
        if sentence.mention(match["number"]).value > most
    )
    return min((place for place in (kind, next(counted, None)) if place is not None), default=None)


def _most(reading: Reading) -> int:
    parts = Counter(unit.sub_organization_of for unit in reading.profile.units if unit.sub_organization_of)
    named = (mention.value.key for sentence in reading.sentences for mention in sentence.of(Kind.UNIT))
    return max((_MANY, *(parts[key] for key in named)))


def _told_by_kind(reading: Reading) -> int | None:
    """The beginning of a document whose first blocks say that it is of such a kind, and name no unit."""
    first: list[Block] = [block for block in reading.document.blocks if block.is_main][:_FIRST]
    for block in first:
        inside = [each for each in reading.sentences if block.start <= each.start < block.end]
        named = any(sentence.of(Kind.UNIT) for sentence in inside)
        if _KIND.search(reading.text_of(block)) and not named:
            return block.start
    return None
