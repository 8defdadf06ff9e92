"""Which inspection of its unit this is: "the PDU’s second inspection since 2021"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lod.ingest.annotation import Sentence, slot
from lod.ingest.reading import Reading, Stated
from lod.ingest.recognisers.mentions import Kind
from lod.model import InspectedUnit, PartialDate, Problem

_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_ORDINAL = rf"(?P<ordinal>{'|'.join(_ORDINALS)})"
_WHOSE = rf"(?:the|its|our|{slot(Kind.UNIT)}'s?|the {slot(Kind.TYPE)}'s?|the (?:unit|service|partnership)'s)"
_WHAT = rf"(?:the )?(?:{slot(Kind.UNIT)}|{slot(Kind.TYPE)})"
_IS = r"\b(?:this|it|this report)(?: (?:is|was|marks|marked|has been|also|only|now))+"

_STATEMENTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_IS} {_WHOSE} {_ORDINAL} inspection (?:of|in|at)(?: [^‹›.;,]{{0,60}}?)?{_WHAT}",
        rf"{_IS} {_WHOSE} {_ORDINAL} inspection(?= since| under|[.;,]|$)",
        rf"^\W*the {_ORDINAL} inspection of {_WHAT}[.\W]*$",
        rf"(?:{slot(Kind.UNIT)}|{slot(Kind.TYPE)}|\bit)(?: has been| was| is)(?: now)? inspected for the {_ORDINAL}"
        rf" time",
        rf"{_IS} the {_ORDINAL} time (?:that )?(?:{_WHAT}|it)[^.;]{{0,20}} (?:has been|was) inspected",
    )
)
_SINCE = re.compile(
    rf"\bsince (?!‹date)(?:[^.;‹›]|‹(?!date)[^›]*›){{0,110}}?{slot(Kind.DATE, 'date')}|\bsince"
    rf" {slot(Kind.DATE, 'year')}"
    rf"|\bprogramme,? (?:which |that )?(?:began|begun|begins|started|commenced)(?: in)? {slot(Kind.DATE, 'began')}"
)

Count = tuple[Stated[int], Stated[PartialDate] | None]
"""The number of an inspection, and from when it counts."""


def ordinal(reading: Reading, unit: InspectedUnit) -> Count | Problem | None:
    """The number of the inspection that a document reports, for the one unit that it is about; a problem when it
    states two different ones."""
    found = [each for sentence in reading.sentences for each in _stated(reading, sentence, unit)]
    agreed = reading.agreed("inspectionNumber", "numbers of the inspection", (number for number, _ in found))
    if agreed is None or isinstance(agreed, Problem):
        return agreed
    since = next((each for number, each in found if each and number.value == agreed.value), None)
    return agreed, since


def _stated(reading: Reading, sentence: Sentence, unit: InspectedUnit) -> Iterator[Count]:
    if any(mention.value.key not in (unit.key, unit.sub_organization_of) for mention in sentence.of(Kind.UNIT)):
        return
    for pattern in _STATEMENTS:
        match = pattern.search(sentence.reduced)
        if match and _is_of_type(sentence, match[0], unit):
            number = Stated(_ORDINALS.index(match["ordinal"].lower()) + 1, *sentence.extent(match, "ordinal"))
            yield number, next(reading.reviewed("countedSince", _since(sentence, match.start())), None)
            return


def _is_of_type(sentence: Sentence, text: str, unit: InspectedUnit) -> bool:
    types = re.findall(slot(Kind.TYPE, "number"), text)
    return all(sentence.mention(number).value.name == unit.key.unit_type for number in types)


def _since(sentence: Sentence, start: int) -> Iterator[Stated[PartialDate]]:
    match = _SINCE.search(sentence.reduced, start)
    if match:
        mention = sentence.mention(match["date"] or match["year"] or match["began"])
        yield Stated(mention.value, mention.start, mention.end)
