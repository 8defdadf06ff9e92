"""Points scored: "scoring just one point out of a possible 27"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lod.ingest.annotation import Sentence, slot
from lod.ingest.reading import Reading, Stated
from lod.ingest.recognisers.mentions import Kind
from lod.ingest.statements.clauses import asserted
from lod.ingest.statements.subjects import FILLER, Subject, subject
from lod.ingest.statements.verdicts import Verdict

_OUT_OF = (
    r" ?(?:out of|of|from)(?: an?| the)? (?:possible |total (?:of )?|maximum (?:of |score of )?)*"
    rf"{slot(Kind.NUMBER, 'most')}"
)
_POINTS = r"(?: [\w-]+)? ?points?\b"
_ONLY = r"(?: just| only| a total of| a score of| an overall score of)*"
_SCORES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:scor(?:ed|es|ing)|received|achieved|got|gained|earned){_ONLY} "
        rf"(?P<all>{slot(Kind.NUMBER, 'score')}(?:{_POINTS})?{_OUT_OF}(?:{_POINTS})?)",
        rf"\b(?:scor(?:ed|es|ing)){_ONLY} (?P<all>{slot(Kind.NUMBER, 'score')}{_POINTS})(?! out)",
    )
)
_GIVEN = re.compile(
    rf"\b(?:gave|giv(?:en|ing)|award(?:ed|ing))(?: (?:it|(?:the |this )?(?:unit|service|{slot(Kind.UNIT, 'unit')}"
    rf"|{slot(Kind.TYPE)})))?"
    rf"{_ONLY} (?P<all>{slot(Kind.NUMBER, 'score')}(?:{_POINTS})?{_OUT_OF}(?:{_POINTS})?)"
)
"""Points that inspectors gave."""
_NAMED = re.compile(
    rf"\b(?:[Ii]ts|[Tt]he|[Ww]ith an?)(?: overall| total)? score of (?P<all>{slot(Kind.NUMBER, 'score')}"
    rf"(?:{_POINTS})?(?:"
    rf" \()?{_OUT_OF})"
)
_GAPPED = re.compile(
    rf"(?:,| and)(?: the)? {slot(Kind.UNIT, 'unit')} (?P<all>{slot(Kind.NUMBER, 'score')}(?:{_POINTS})?{_OUT_OF})"
)
_BARE = re.compile(rf"\bscor(?:ed|es|ing){_ONLY} (?P<all>{slot(Kind.NUMBER, 'score')})(?=[.;,]|$| and\b)")
"""A number alone is a score only where its sentence says of another what it is out of."""
_TABLE = re.compile(r"^\W*(?:overall )?score:?\s+(?P<score>\d{1,2})\s*/\s*(?P<most>\d{1,2})\W*$", re.IGNORECASE)
_TABLE_LABEL = re.compile(r"^\W*(?:overall )?score:?\W*$", re.IGNORECASE)
_TABLE_VALUE = re.compile(r"^\W*(?P<score>\d{1,2})\s*/\s*(?P<most>\d{1,2})\W*$")
"""A report's table: "Score 9/27"."""
_ORDINAL = re.compile(rf"\b[Tt]he (first|second|third|fourth)(?: of (?:them|these))?{FILLER}$")
_ORDINALS = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Score:
    """Points, out of how many if stated, and whose: a subject's, or that of the unit named in that place of a list."""

    score: Stated[int]
    max_score: int | None
    subject: Subject | None = None
    place: int | None = None


def scores(reading: Reading, verdicts: Sequence[Verdict]) -> Iterator[Score]:
    """The scores that a document states, of a subject of their own or with the verdict of the same sentence."""
    for sentence in reading.sentences:
        for score in _in_sentence(sentence, verdicts):
            for reviewed in reading.reviewed("score", [score.score]):
                yield replace(score, score=reviewed)
    for score in _in_tables(reading):
        for reviewed in reading.reviewed("score", [score.score]):
            yield replace(score, score=reviewed)


def _in_sentence(sentence: Sentence, verdicts: Sequence[Verdict]) -> Iterator[Score]:
    text = asserted(sentence)
    matches = [match for pattern in _SCORES for match in pattern.finditer(text)]
    if any(match.groupdict().get("most") for match in matches):
        taken = [match.span("score") for match in matches]
        matches += [match for match in _BARE.finditer(text) if match.span("score") not in taken]
    for match in matches:
        before = text[: match.start()]
        ordinal = _ORDINAL.search(before)
        of = subject(sentence, before, is_overall=True) or _of_verdict(sentence, verdicts)
        if ordinal or of:
            yield _score(sentence, match, None if ordinal else of, _ORDINALS.index(ordinal[1]) if ordinal else None)
    given = [match for pattern in (_GIVEN, _NAMED, _GAPPED) for match in pattern.finditer(text)]
    for match in given:
        named = match.groupdict().get("unit")
        yield _score(sentence, match, Subject((sentence.mention(named),) if named else ()))


def _score(sentence: Sentence, match: re.Match[str], of: Subject | None, place: int | None = None) -> Score:
    most = match.groupdict().get("most")
    return Score(
        score=Stated(sentence.mention(match["score"]).value, *sentence.extent(match, "all")),
        max_score=sentence.mention(most).value if most else None,
        subject=of,
        place=place,
    )


def _in_tables(reading: Reading) -> Iterator[Score]:
    for before, sentence in pairwise((None, *reading.sentences)):
        if sentence is None:
            continue
        text = reading.text_of(sentence)
        match = _TABLE.match(text)
        if not match and before and _TABLE_LABEL.match(reading.text_of(before)):
            match = _TABLE_VALUE.match(text)
        if match:
            stated = Stated(
                int(match["score"]), sentence.start + match.start("score"), sentence.start + match.end("most")
            )
            yield Score(stated, int(match["most"]), Subject())


def _of_verdict(sentence: Sentence, verdicts: Sequence[Verdict]) -> Subject | None:
    """ "has been rated as ‘Inadequate’, scoring just one point": the only verdict of the sentence."""
    inside = [each for each in verdicts if sentence.start <= each.rating.start < sentence.end]
    return inside[0].subject if len(inside) == 1 else None
