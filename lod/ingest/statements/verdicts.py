"""Ratings given: to units ("Leeds PDU has received an overall rating of ‘Good’"), or on standards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lod.ingest.annotation import Sentence, slot
from lod.ingest.reading import Reading, Stated
from lod.ingest.recognisers.mentions import Kind
from lod.ingest.recognisers.phrases import Phrases, concept_phrases
from lod.ingest.statements.changes import CHANGE, ITS_RATING, OF_OBJECT
from lod.ingest.statements.clauses import asserted, current, possible
from lod.ingest.statements.standard_ratings import Standards, on_standards
from lod.ingest.statements.subjects import FILLER, OTHERS, UNITS, Subject, mentions, subject
from lod.model import UnitKey
from lod.profiles.schemes import Concept

_RATING = slot(Kind.RATING, "rating")
_RECEIVED = (
    r"\b(?:receiv(?:es?|ed|ing)|given|gets?|got|awarded|achiev(?:es?|ed|ing)|earned|handed|result(?:s|ed) in"
    r"|retain(?:s|ed)|kept)"
)
_RATED = r"\b(?:rates?|rated|graded|judged)"

_PREDICATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_RECEIVED}(?: [\w'-]+){{0,4}}? ratings? (?:of |as )?\(?{_RATING}\)?",
        rf"{_RECEIVED}(?: an?| the)?(?: overall)? {_RATING}(?: overall)?(?: rating)?",
        rf"{_RATED}(?: overall)?(?: as| to be)? {_RATING}(?: overall)?",
        rf"\b(?:is|are|remains?|found to be)(?: still| now| again)? {_RATING}(?: overall)?",
        rf"\boverall(?: \w+)? rating(?: is| was| remains?|:)+ {_RATING}",
        rf"^\W*overall(?: \w+)? rating:? {_RATING}\W*$",
    )
)
_OF_OBJECT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_RATED}(?: the)?(?: {slot(Kind.ORGANISATION)}(?:'s)?)? (?:(?P<units>{UNITS})"
        rf"|{slot(Kind.TYPE, 'type')}){FILLER}(?:as )?{_RATING}(?: overall)?",
        rf"\bfound (?:the )?(?P<units>{UNITS}){FILLER}to be {_RATING}(?: overall)?",
        rf"\boverall(?: \w+)? rating (?:for|of) (?:the )?(?P<units>{UNITS}){FILLER}{_RATING}",
        rf"\b(?:giv(?:es?|en|ing)|gave|award(?:s|ed))(?: the)? (?:(?P<units>{UNITS})|{slot(Kind.TYPE, 'type')}){FILLER}"
        rf"(?:an? |the )?(?:overall )?(?:regional )?(?:rating of )?\(?{_RATING}\)?(?: overall)?",
        rf"\b(?:giv(?:es?|en|ing)|gave|award(?:s|ed))(?: the)? (?P<units>{UNITS}) (?:its|the|an?) (?:lowest|highest)"
        rf"(?: possible)?(?: overall)? rating,?[ (:–—]*(?:of )?{_RATING}",
        rf"\boverall(?: \w+)? rating of {_RATING}(?: was| has been| is)? (?:given|awarded) to (?:the )?"
        rf"(?P<units>{UNITS})",
        rf"^\W*{_RATING}(?: overall)? rating (?:for|given to) (?:the )?(?P<units>{UNITS})",
    )
)
_SEVERAL = re.compile(r"\bratings\b")
"""Of one unit, several ratings are those of its standards."""
_NEXT_WORD = len(" ratings")
_HEADING = re.compile(
    rf"^\W*(?:the )?(?P<units>{UNITS})(?: services?)?(?: ?[–—:-])? {_RATING}(?: overall)?"
    rf"(?=$|[.;:]|,? (?:with|despite|but|after|in spite of)\b| [–—-] |, (?:says?|finds?|inspect))",
    re.IGNORECASE,
)
"""A heading without a verb: "Leeds PDU – ‘Good’ with promising leadership"."""

_GAPPED = re.compile(
    rf"(?<=‹rating)[^.;]*?(?:,| and|,? while|,? with)(?: the)? (?P<units>{slot(Kind.UNIT)}),? (?:as )?{_RATING}"
    rf"(?=[.;,]|$| and\b)"
)
"""After another verdict: "Leeds PDU was rated ‘Good’ and York PDU ‘Inadequate’"."""
_TABLE_LABEL = re.compile(r"^\W*overall rating:?\W*$", re.IGNORECASE)
_TABLE_VALUE = re.compile(rf"^\W*{_RATING}\W*$")

_ABOUT_LESS = re.compile(
    rf"""
      \ (?:for|on|in|against|across|at|under)[ ]
      (?! (?:the|an?|this|our|its)\ (?:\w+\ )?(?:report|inspection)\b
        | (?:the|a)\ (?:second|third|fourth)\b
        | (?:its|the|our|a)\ (?:latest|new|most\ recent)\b
        | (?:the\ |this\ )?‹(?:unit|type)\b
        | [^.;,]*\bprogramme\b )
    | ,?\ (?:and|or)\ {slot(Kind.RATING)}
    | ,\ {slot(Kind.RATING)}
    | /
    """,
    re.VERBOSE,
)
"""After a rating: it was given for one thing among others, or it is one of several."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rating given: to a subject as a whole, or on `standards` (each that of any framework that has it)."""

    rating: Stated[Concept]
    subject: Subject | None = None
    standards: Standards = ()
    named: frozenset[UnitKey] = frozenset()
    """With standards: the units that the sentence names; of another unit it says nothing about this one."""


def verdicts(reading: Reading) -> Iterator[Verdict]:
    """The ratings that a document gives in this inspection, in its order."""
    standards = concept_phrases(reading.profile.standards)
    for before, sentence in pairwise((None, *reading.sentences)):
        if sentence is None:
            continue
        text = asserted(sentence)
        found = (
            *_of_objects(sentence, text),
            *_of_subjects(sentence, text, standards),
            *_of_changes(sentence),
            *_of_changed_objects(sentence),
            *_of_heading(sentence),
            *_gapped(sentence, text),
            *_of_table(before, sentence),
        )
        yield from sorted(found, key=lambda verdict: verdict.rating.start)


def _of_objects(sentence: Sentence, text: str) -> Iterator[Verdict]:
    """ "Inspectors rated Leeds PDU as ‘Good’"."""
    for pattern in _OF_OBJECT:
        for match in pattern.finditer(text):
            if _ABOUT_LESS.match(text, match.end()):
                continue
            named = match.groupdict()
            if named["units"]:
                of = Subject(mentions(sentence, named["units"]))
            else:
                of = Subject(unit_type=sentence.mention(named["type"]).value.name)
            yield Verdict(_stated(sentence, match["rating"], *match.span()), of)


def _of_subjects(sentence: Sentence, text: str, standards: Phrases[Concept]) -> Iterator[Verdict]:
    """ "Leeds PDU has received an overall rating of ‘Good’", "Statutory victim work was rated ‘Good’"."""
    predicates = [match for pattern in _PREDICATES for match in pattern.finditer(text)]
    taken: set[str] = set()
    for number, span, concepts in on_standards(text, predicates, standards):
        if number not in taken:
            taken.add(number)
            named = frozenset(mention.value.key for mention in sentence.of(Kind.UNIT))
            yield Verdict(_stated(sentence, number, *span), standards=concepts, named=named)
    for match in predicates:
        if match["rating"] in taken or _ABOUT_LESS.match(text, match.end()):
            continue
        of = subject(sentence, text[: match.start()], is_overall="overall" in match[0].lower())
        if of and not (_SEVERAL.search(text, match.start(), match.end() + _NEXT_WORD) and len(of.units) < 2):
            taken.add(match["rating"])
            yield Verdict(_stated(sentence, match["rating"], *match.span()), of)


def _of_changes(sentence: Sentence) -> Iterator[Verdict]:
    """ "Leeds PDU drops from ‘Good’ to ‘Requires improvement’"."""
    text = possible(sentence)
    for match in CHANGE.finditer(text):
        of = subject(sentence, ITS_RATING.sub("", text[: match.start()]), is_overall=False)
        if of and not _ABOUT_LESS.match(text, match.end()):
            yield Verdict(_stated(sentence, match["rating"], *match.span()), of)


def _of_changed_objects(sentence: Sentence) -> Iterator[Verdict]:
    for match in OF_OBJECT.finditer(possible(sentence)):
        of = Subject(mentions(sentence, match["units"]))
        yield Verdict(_stated(sentence, match["rating"], *match.span()), of)


def _of_heading(sentence: Sentence) -> Iterator[Verdict]:
    match = _HEADING.search(current(sentence))
    if match:
        of = Subject(mentions(sentence, match["units"]))
        yield Verdict(_alone(sentence, match["rating"]), of)


def _gapped(sentence: Sentence, text: str) -> Iterator[Verdict]:
    for match in _GAPPED.finditer(text):
        if not OTHERS.search(text[: match.start("units")]):
            of = Subject(mentions(sentence, match["units"]))
            yield Verdict(_alone(sentence, match["rating"]), of)


def _of_table(label: Sentence | None, sentence: Sentence) -> Iterator[Verdict]:
    """A rating that stands alone after its label: a report's table."""
    match = _TABLE_VALUE.match(sentence.reduced)
    if match and label and _TABLE_LABEL.match(label.reduced):
        yield Verdict(_alone(sentence, match["rating"]), Subject())


def _stated(sentence: Sentence, number: str, start: int, end: int) -> Stated[Concept]:
    """The rating of a slot, with all of a stretch of the reduced sentence as its evidence."""
    return Stated(sentence.mention(number).value, sentence.offset(start), sentence.ending(end))


def _alone(sentence: Sentence, number: str) -> Stated[Concept]:
    """The rating of a slot, with nothing but itself as its evidence."""
    mention = sentence.mention(number)
    return Stated(mention.value, mention.start, mention.end)
