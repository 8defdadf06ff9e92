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
from lod.model import UnitKey

_PERCENTAGE = slot(Kind.PERCENTAGE, "percentage")
_OF_CASES = re.compile(
    rf"{_PERCENTAGE} (?:of|in) (?:all |the |these |those )*(?:[\w-]+ ){{0,2}}?(?:cases|victims|children|people)\b"
)
_WHOSE = r"of (?:all |the |these |those )*(?:[\w-]+ ){0,2}?(?:cases|victims|children|people)\b"
_FRACTION = re.compile(rf"\b(?P<fraction>half|(?:a|one) quarter|three-quarters) {_WHOSE}", re.IGNORECASE)
_FRACTIONS = {"half": 50, "a quarter": 25, "one quarter": 25, "three-quarters": 75}
"""Those that are a whole percentage; nobody says whether they were counted or rounded."""
_ELLIPSIS = re.compile(
    rf"^(?!.*\b(?:for|of|among|by) (?:\w+ )?(?:victims|children|people|staff|officers|practitioners|posts)\b).*\bin"
    rf" {_PERCENTAGE}\W*$"
)
"""After a share of cases in the same sentence: "… in 32 per cent of cases, and … in 18 per cent"."""
_SEGMENT_END = re.compile(
    r"[;:–—]|·+|, (?!that\b)(?=[^,;:–—]{1,60} in ‹percentage)|(?:,? (?:and|but|while|whereas),?|,? (?:against"
    r"|compared|up from|down from)) (?=[^;:–—]*‹percentage)"
    r"|(?<=\w)[.!?]\W*$"
)
_ABOUT = re.compile(
    r"\b(?:about|almost|approximately|around|at least|at most|fewer than|less than|more than|nearly|only just over"
    r"|over|roughly"
    r"|some|under|up to|just over|just under) $",
    re.IGNORECASE,
)
"""Before a percentage: it is not that one, but near it."""
_ELSEWHERE = re.compile(
    r"\b(?:nationally|average|elsewhere|other (?:regions|inspections|services|areas)|across the country|(?:local|all"
    r"|our) inspections"
    r"|inspections (?:since|in|during|over))\b",
    re.IGNORECASE,
)

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


def shares(reading: Reading, unit: UnitKey) -> Iterator[Share]:
    """The percentages of the cases, victims or children of a unit's inspection; none of other years, of another unit or
    of the whole country. A fraction in words is a doubtful one."""
    for sentence in reading.sentences:
        text = current(sentence)
        ends = list(_SEGMENT_END.finditer(text))
        starts = [0, *(match.end() for match in ends)]
        stops = [*(match.start() for match in ends), len(text)]
        follows = False
        for start, stop in zip(starts, stops, strict=True):
            segment = text[start:stop]
            if not _is_of(sentence, segment, unit):
                continue
            stated = _percentage(sentence, segment, start, follows)
            for percentage in reading.reviewed("percentage", [stated] if stated else []):
                follows = True
                words = reading.document.text[sentence.offset(start) : sentence.offset(stop)]
                description = " ".join(words.split()).strip(" .;:,–—")
                yield Share(percentage, description, _polarity(description))


def _is_of(sentence: Sentence, segment: str, unit: UnitKey) -> bool:
    named = {sentence.mention(number).value.key for number in re.findall(slot(Kind.UNIT, "number"), segment)}
    return (not named or unit in named) and not _ELSEWHERE.search(segment)


def _percentage(sentence: Sentence, segment: str, start: int, follows: bool) -> Stated[Decimal] | None:
    """The one percentage or fraction in a segment that begins at `start`; None for what is only near it."""
    count = segment.count(f"‹{Kind.PERCENTAGE} ")
    match = _OF_CASES.search(segment) or (_ELLIPSIS.search(segment) if follows else None)
    if match and count == 1 and not _ABOUT.search(segment[: match.start("percentage") - len(f"‹{Kind.PERCENTAGE} ")]):
        mention = sentence.mention(match["percentage"])
        return Stated(mention.value, mention.start, mention.end)
    match = _FRACTION.search(segment) if count == 0 else None
    if match and not _ABOUT.search(segment[: match.start()]):
        begin, end = (
            sentence.offset(start + match.start("fraction")),
            sentence.offset(start + match.end("fraction") - 1) + 1,
        )
        return Stated(Decimal(_FRACTIONS[match["fraction"].lower()]), begin, end, doubt="a fraction in words")
    return None


def _polarity(description: str) -> str | None:
    if _INSUFFICIENT.search(description):
        return "insufficient"
    return "sufficient" if _SUFFICIENT.search(description) else None
