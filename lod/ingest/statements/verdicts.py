"""Ratings given: to units ("Leeds PDU has received an overall rating of ‘Good’"), or on standards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lod.ingest.annotation import Sentence, slot
from lod.ingest.reading import Reading, Stated
from lod.ingest.recognisers.mentions import Kind
from lod.ingest.recognisers.phrases import Phrases, concept_phrases
from lod.ingest.statements.clauses import asserted
from lod.ingest.statements.subjects import FILLER, UNITS, Subject, mentions, subject
from lod.profiles.schemes import Concept

_RATING = slot(Kind.RATING, "rating")
_RECEIVED = r"\b(?:receiv(?:es?|ed|ing)|given|gets?|got|awarded|achiev(?:es?|ed|ing)|earned|handed|retain(?:s|ed)|kept)"
_RATED = r"\b(?:rates?|rated|graded|judged)"

_PREDICATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_RECEIVED}(?: [\w'-]+){{0,4}}? ratings? (?:of |as )?\(?{_RATING}\)?",
        rf"{_RECEIVED}(?: an?| the)?(?: overall)? {_RATING}(?: overall)?(?: rating)?",
        rf"{_RATED}(?: overall)?(?: as| to be)? {_RATING}(?: overall)?",
        rf"\b(?:is|are|remains?|found to be)(?: still| now| again)? {_RATING}(?: overall)?",
        rf"\boverall(?: \w+)? rating(?: is| was| remains?|:)+ {_RATING}",
    )
)
_OF_OBJECT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_RATED}(?: the)? (?:(?P<units>{UNITS})|{slot(Kind.TYPE, 'type')}){FILLER}(?:as )?{_RATING}(?: overall)?",
        rf"\bfound (?:the )?(?P<units>{UNITS}){FILLER}to be {_RATING}(?: overall)?",
        rf"\boverall(?: \w+)? rating (?:for|of) (?:the )?(?P<units>{UNITS}){FILLER}{_RATING}",
    )
)
_ABOUT_LESS = re.compile(
    rf"""
      \ (?:for|on|in|against|across|at|under)[ ]
      (?! (?:the|a)\ (?:second|third|fourth)\b
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

_BEFORE_STANDARD = re.compile(r"(?:^\W*|[.;:,·–] ?|\b(?:the|its|for|of|on|and|while|but|'s) )$", re.IGNORECASE)
_FILLED, _JOINED = re.compile(FILLER), re.compile(r",? and |, ")
_REACH = 200
"""Characters before a predicate in which the standards that it is about have to stand."""
_TOO_GENERAL = frozenset({"service", "services"})
"""Labels that prose uses for the unit itself."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rating given: to a subject as a whole, or on `standards` (each that of any framework that has it)."""

    rating: Stated[Concept]
    subject: Subject | None = None
    standards: tuple[tuple[Concept, ...], ...] = ()


def verdicts(reading: Reading) -> Iterator[Verdict]:
    """The ratings that a document gives in this inspection, in its order."""
    standards = concept_phrases(reading.profile.standards)
    for sentence in reading.sentences:
        text = asserted(sentence)
        found = (*_of_objects(sentence, text), *_of_subjects(sentence, text, standards))
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
            yield Verdict(_rating(sentence, match, match.start()), of)


def _of_subjects(sentence: Sentence, text: str, standards: Phrases[Concept]) -> Iterator[Verdict]:
    """ "Leeds PDU has received an overall rating of ‘Good’", "Statutory victim work was rated ‘Good’"."""
    taken: set[str] = set()
    for pattern in _PREDICATES:
        for match in pattern.finditer(text):
            if match["rating"] in taken:
                continue
            before = text[: match.start()]
            on_standards = _standards(before, standards)
            if on_standards:
                taken.add(match["rating"])
                start, concepts = on_standards
                yield Verdict(_rating(sentence, match, start), standards=concepts)
                continue
            if not _ABOUT_LESS.match(text, match.end()):
                of = subject(sentence, before, is_overall="overall" in match[0].lower())
                if of:
                    taken.add(match["rating"])
                    yield Verdict(_rating(sentence, match, match.start()), of)


def _rating(sentence: Sentence, match: re.Match[str], start: int) -> Stated[Concept]:
    return Stated(sentence.mention(match["rating"]).value, sentence.offset(start), sentence.extent(match)[1])


def _standards(before: str, phrases: Phrases[Concept]) -> tuple[int, tuple[tuple[Concept, ...], ...]] | None:
    """The standards that stand as subject at the end of `before`, and where they begin: "Leadership and staffing"."""
    cut = max(0, len(before) - _REACH)
    near = before[cut:]
    named = [each for each in phrases.occurrences(near) if near[each[0] : each[1]].lower() not in _TOO_GENERAL]
    last = next((index for index in reversed(range(len(named))) if _FILLED.fullmatch(near, named[index][1])), None)
    if last is None:
        return None
    first = last
    while first > 0 and _JOINED.fullmatch(near, named[first - 1][1], named[first][0]):
        first -= 1
    start = cut + named[first][0]
    concepts = tuple(values for _, _, values in named[first : last + 1])
    return (start, concepts) if _BEFORE_STANDARD.search(before[:start]) else None
