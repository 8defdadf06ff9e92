"""Points scored: "scoring just one point out of a possible 27"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lod.ingest.annotation import Sentence, slot
from lod.ingest.reading import Reading, Stated
from lod.ingest.recognisers.mentions import Kind
from lod.ingest.statements.clauses import asserted
from lod.ingest.statements.subjects import FILLER, Subject, subject
from lod.ingest.statements.verdicts import Verdict

_OUT_OF = rf"(?: out)? of (?:an? |the )?(?:possible |total (?:of )?|maximum (?:of )?)*{slot(Kind.NUMBER, 'most')}"
_POINTS = r"(?: [\w-]+)? ?points?\b"
_SCORES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:scor(?:ed|es|ing)|received|achieved)(?: just| only| a total of| a score of)* "
        rf"(?P<all>{slot(Kind.NUMBER, 'score')}(?:{_POINTS})?{_OUT_OF}(?:{_POINTS})?)",
        rf"\b(?:scor(?:ed|es|ing))(?: just| only| a total of)* (?P<all>{slot(Kind.NUMBER, 'score')}{_POINTS})(?! out)",
    )
)
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
        text = asserted(sentence)
        for pattern in _SCORES:
            for match in pattern.finditer(text):
                before = text[: match.start()]
                ordinal = _ORDINAL.search(before)
                of = subject(sentence, before, is_overall=True) or _of_verdict(sentence, verdicts)
                if ordinal or of:
                    most = match.groupdict().get("most")
                    yield Score(
                        score=Stated(sentence.mention(match["score"]).value, *sentence.extent(match, "all")),
                        max_score=sentence.mention(most).value if most else None,
                        subject=None if ordinal else of,
                        place=_ORDINALS.index(ordinal[1]) if ordinal else None,
                    )


def _of_verdict(sentence: Sentence, verdicts: Sequence[Verdict]) -> Subject | None:
    """ "has been rated as ‘Inadequate’, scoring just one point": the only verdict of the sentence."""
    inside = [each for each in verdicts if sentence.start <= each.rating.start < sentence.end]
    return inside[0].subject if len(inside) == 1 else None
