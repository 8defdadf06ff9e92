"""How the unit was rated before, and when: "it was last inspected in 2023, when it was rated ‘Good’".

None of this is a result of the inspection that a document reports. Of several earlier ratings the latest is the
previous one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from lod.ingest.annotation import Sentence, slot
from lod.ingest.reading import Reading, Stated
from lod.ingest.recognisers.mentions import Kind
from lod.ingest.statements.changes import CHANGE, ITS_RATING, OF_OBJECT, UP_OR_DOWN
from lod.ingest.statements.clauses import possible
from lod.ingest.statements.subjects import subject
from lod.model import InspectedUnit, PartialDate
from lod.profiles.schemes import Concept

_RATING, _DATE = slot(Kind.RATING, "rating"), slot(Kind.DATE, "date")
_RATED = r"(?:rated|judged|graded)(?: as)?"
_UNIT = rf"(?:it|they|the {slot(Kind.TYPE)}|the service|{slot(Kind.UNIT)})"
_WAS = r"(?:was|were|had been|has been|being|been)"
_IN = rf"(?:in|during)(?: (?:a|the|its|our|an) [^‹›.;]{{0,40}}?(?:in|on|of))? {_DATE}"
_OVERALL = r"(?: overall)?(?: rating)?"
_IN_OR_WHEN = (
    rf"(?:(?:in|during)(?: (?:a|the|its|our|an) [^‹›.;]{{0,40}}?(?:in|on|of))?|when {_UNIT}[^‹›.;]{{0,40}}? in) {_DATE}"
)

_OF_SUBJECT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\blast inspected,? (?:in|during) {_DATE},?[ (]+(?:[a-z]+ ){{0,2}}?(?:{_UNIT} )?(?:{_WAS} )?{_RATED}"
        rf" {_RATING}",
        rf"\b(?:{_WAS} )?previously {_RATED} {_RATING}{_OVERALL}(?:,? {_IN})?",
        rf"\b{_WAS} (?:{_RATED} )?{_RATING}{_OVERALL},? {_IN_OR_WHEN}",
        rf"\b(?:received|got|achieved|was given)(?: an?)?(?: overall)?(?: rating of)? {_RATING}{_OVERALL},? {_IN}",
    )
)
"""After a subject: "Leeds PDU was previously rated ‘Good’"."""
_ALONE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bwhen (?:we|{_UNIT}|inspectors)[^.;]{{0,60}}?\blast (?:inspected|visited)[^.;]{{0,60}}?,? in {_DATE},?"
        rf" {_UNIT} "
        rf"{_WAS} {_RATED} {_RATING}",
        rf"^\W*(?:in|at) (?:its (?:last|previous) inspection,?(?: in)? )?{_DATE},? {_UNIT} {_WAS} {_RATED} {_RATING}",
        rf"\bwhen {_UNIT} {_WAS} (?:last )?inspected in {_DATE},? {_UNIT} {_WAS} (?:{_RATED} )?{_RATING}",
        rf"\bsince {_DATE},? when {_UNIT} {_WAS} {_RATED} {_RATING}",
        rf"\b(?:despite|after|having|following) (?:being |having been |been )?{_RATED} {_RATING},? {_IN}",
        rf"\b(?:improvement (?:on|from)|(?:up|down) from|compared (?:with|to)) (?:its |the |an? )?(?:previous"
        rf" |earlier )?"
        rf"(?:overall )?(?:rating of )?{_RATING}{_OVERALL}(?:,? (?:given |received )?(?:in|from|of) {_DATE})?",
        rf"\b(?:its|the {slot(Kind.TYPE)}'s|{slot(Kind.UNIT)}'s) (?:previous|last|earlier) (?:overall )?(?:rating"
        rf"|inspection)(?:,? in {_DATE},?)?"
        rf"(?: (?:of|was|had been|rated it|it was rated|saw it rated))*(?: as)? {_RATING}",
        rf"\bits {_RATING}{_OVERALL} (?:in|from|of) {_DATE}",
        rf"\bsince {_DATE},? when [^‹›.;]{{0,60}}?\b(?:rated|found|judged)\b[^‹›.;]{{0,20}} {_RATING}",
        rf"\byears ago,? (?:the (?:same )?{slot(Kind.TYPE)}|{_UNIT}) {_WAS} (?:{_RATED} )?{_RATING}",
        rf"\bhad {UP_OR_DOWN} from (?:an? )?(?:overall )?(?:rating of )?{_RATING}",
    )
)
"""That say by themselves of whom they speak."""
_STANDARD_BEFORE = re.compile(r"\b(?:for|on|of|in) [a-z][^,.;‹›]{0,40}$")


class Previous(NamedTuple):
    """The rating by the previous inspection, and when that was, as far as it is stated."""

    rating: Stated[Concept] | None
    date: Stated[PartialDate] | None


def previous(reading: Reading, unit: InspectedUnit, is_only_one: bool, issued: PartialDate | None) -> Previous | None:
    """What a document says of the previous inspection of a unit that it reports on; None where it says nothing, or
    two things of which nobody can tell which is right.

    `issued` is when the document's own report was published: what was rated then or later is not previous.
    """
    found = [
        each
        for sentence in reading.sentences
        if _is_about(sentence, unit, is_only_one)
        for each in _stated(reading, sentence)
        if each.rating and not (issued and each.date and each.date.value.last_day >= issued.first_day)
    ]
    return _latest(found)


def _is_about(sentence: Sentence, unit: InspectedUnit, is_only_one: bool) -> bool:
    """Whether a sentence speaks of the unit and of no other; the region that the unit is in may be named."""
    named = {mention.value.key for mention in sentence.of(Kind.UNIT)} - {unit.sub_organization_of}
    return named == {unit.key} or (is_only_one and not named)


def _stated(reading: Reading, sentence: Sentence) -> Iterator[Previous]:
    text = possible(sentence)
    matches = [match for pattern in _ALONE for match in pattern.finditer(text)]
    matches += [
        match
        for pattern in _OF_SUBJECT
        for match in pattern.finditer(text)
        if subject(sentence, text[: match.start()], is_overall=True)
    ]
    for match in matches:
        if not _STANDARD_BEFORE.search(text[: match.start()]):
            yield _previous(
                reading, sentence, match["rating"], match["date"] if "date" in match.re.groupindex else None
            )
    for match in OF_OBJECT.finditer(text):
        yield _former(reading, sentence, match["former"], match["date"])
    for match in CHANGE.finditer(text):
        stated = match["former"] or match["before"]
        if stated and subject(sentence, ITS_RATING.sub("", text[: match.start()]), is_overall=False):
            yield _former(reading, sentence, stated, match["date"] or match["then"])


def _former(reading: Reading, sentence: Sentence, rating: str, date: str | None) -> Previous:
    """The rating and the date in two pieces of a reduced sentence."""
    slots = re.search(_RATING, rating), re.search(_DATE, date) if date else None
    return _previous(reading, sentence, *(match[1] if match else None for match in slots))


def _previous(reading: Reading, sentence: Sentence, rating: str | None, date: str | None) -> Previous:
    return Previous(
        next(reading.reviewed("previousRating", _mention(sentence, rating)), None),
        next(reading.reviewed("previousDate", _mention(sentence, date)), None),
    )


def _mention(sentence: Sentence, number: str | None) -> Iterator[Stated[Any]]:
    if number:
        mention = sentence.mention(number)
        yield Stated(mention.value, mention.start, mention.end)


def _latest(found: Iterable[Previous]) -> Previous | None:
    every = list(found)
    dates = [each.date.value for each in every if each.date]
    last = max(dates, key=lambda date: date.first_day, default=None)
    same = [each for each in every if last is None or each.date is None or each.date.value.year == last.year]
    if len({each.rating.value for each in same if each.rating}) != 1:
        return None
    return next(each for each in same if last is None or (each.date and each.date.value == last))
