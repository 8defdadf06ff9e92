"""Percentages of cases or of people that an inspection found, with what they are of in the source's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lod.ingest.annotation import Sentence, slot
from lod.ingest.reading import Reading, Stated
from lod.ingest.recognisers.mentions import Kind
from lod.ingest.statements.clauses import current

_PERCENTAGE = slot(Kind.PERCENTAGE, "percentage")
_OF_CASES = re.compile(
    rf"{_PERCENTAGE} (?:of|in) (?:all |the |these |those )*(?:[\w-]+ ){{0,2}}?(?:cases|victims|children|people)\b"
)
_SEGMENT_END = re.compile(r"[;:–—]|·+|,? (?:and|but|while|whereas) (?=[^;:–—]*‹percentage)|(?<=\w)[.!?]\W*$")
_ELSEWHERE = re.compile(r"\b(?:nationally|average|elsewhere|other regions|across the country)\b", re.IGNORECASE)

_INSUFFICIENT = re.compile(
    r"\binsufficient(?:ly)?\b|\b(?:not|never)\b[^,;:.]{0,30}\b(?:sufficient(?:ly)?|adequate(?:ly)?|enough)\b",
    re.IGNORECASE,
)
_SUFFICIENT = re.compile(r"\bsufficient(?:ly)?\b|\bgood enough\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage, the clause that says of what, and whether it counts what was sufficient or insufficient."""

    percentage: Stated[Decimal]
    description: str
    polarity: str | None


def shares(reading: Reading) -> Iterator[Share]:
    """The percentages of this inspection's cases, victims or children; none of other years or of the whole country."""
    for sentence in reading.sentences:
        text = current(sentence)
        ends = list(_SEGMENT_END.finditer(text))
        starts = [0, *(match.end() for match in ends)]
        stops = [*(match.start() for match in ends), len(text)]
        for start, stop in zip(starts, stops, strict=True):
            yield from _share(reading, sentence, text, start, stop)


def _share(reading: Reading, sentence: Sentence, text: str, start: int, end: int) -> Iterator[Share]:
    segment = text[start:end]
    match = _OF_CASES.search(segment)
    if not match or segment.count(f"‹{Kind.PERCENTAGE} ") > 1 or _ELSEWHERE.search(segment):
        return
    mention = sentence.mention(match["percentage"])
    words = reading.document.text[sentence.offset(start) : sentence.offset(end)]
    description = " ".join(words.split()).strip(" .;:,–—")
    yield Share(Stated(mention.value, mention.start, mention.end), description, _polarity(description))


def _polarity(description: str) -> str | None:
    if _INSUFFICIENT.search(description):
        return "insufficient"
    return "sufficient" if _SUFFICIENT.search(description) else None
