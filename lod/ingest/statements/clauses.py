"""Which clauses of a sentence speak of this inspection: not those about an earlier one, nor about what only might be.

What does not count is overwritten with `·` in the reduced form, so that positions stay.
"""

from __future__ import annotations

import re
from itertools import pairwise

from lod.ingest.annotation import Sentence, slot
from lod.ingest.recognisers.mentions import Kind

_BOUNDARY = re.compile(
    r"[;:()–—]|,(?!\d)|\b(?:but|while|whilst|whereas|although|though)\b|\band(?= (?:has|have|is|are)\b)|\s(?=when\b)"
    rf"|\bas(?= (?:the )?{slot(Kind.UNIT)})"
)
_WHEN_INSPECTED = re.compile(
    r"^\s*when (?:[^,;]*)\b(?:was|were|had been|last) (?:last |previously |first )?inspected\b"
)
"""Says of the clause before it that it is about that time."""

_PREVIOUS = re.compile(
    rf"""
      \b (?:previous(?:ly)? | last\ (?:inspect\w+ | time | year | report\w*) | ago | earlier | formerly | prior
          | predecessor | had\ (?:\w+\ )?(?:been(?!\ {slot(Kind.CATEGORY)}) | received | achieved)
          | compar(?:ed|es|ing)\ (?:with | to) | used\ to | (?:an\ )?improvement\ (?:on | from | since))\b
    | \b (?:up | down | improv\w+ | ris\w+ | rose | f[ae]ll\w* | drop\w* | declin\w+ | chang\w+ | mov\w+)\ from\b
    | ^\s*when\ (?:it | they | the | we)\b .* \b(?:was | were)\b .* {slot(Kind.RATING)}
    | {slot(Kind.RATING)} (?:\ overall)? (?:\ rating)? \ (?:in | during)\ (?:{slot(Kind.DATE)} | its\b | the\ first\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPENING = re.compile(r"\W*(?:In|At|During|Before|When|By)\b")
"""A clause that begins a sentence so says when all of it was."""
_IN_ANOTHER_YEAR = re.compile(
    rf"^\W*[Ii]n {slot(Kind.DATE)},? [^,;]*\b(?:was|were|rated|received|gave)\b.*{slot(Kind.RATING)}"
)
_UNCERTAIN = re.compile(
    r"\b(?:would|could|should|(?-i:may)|might|must|cannot|can|if|unless|not|never|nor|without|until|aim(?:s|ed|ing)?|"
    r"hop(?:es?|ed|ing)|expect\w*|towards?|in order to|(?<!latest )to be rated)\b",
    re.IGNORECASE,
)
_NOT_UNITS = re.compile(rf"‹(?!{Kind.UNIT}|{Kind.TYPE})[^›]*›")


def current(sentence: Sentence) -> str:
    """The reduced form without the clauses about an earlier inspection."""
    return _masked(sentence.reduced, _PREVIOUS, re.compile(r".+"))


def possible(sentence: Sentence) -> str:
    """The reduced form without ratings and numbers that are denied or only possible, those of an earlier inspection
    among the rest."""
    return _masked(sentence.reduced, _UNCERTAIN, _NOT_UNITS)


def asserted(sentence: Sentence) -> str:
    """The reduced form without ratings and numbers of an earlier inspection, denied, or only possible. The units stay:
    what follows may be about them ("Leeds PDU, previously rated …, has received …")."""
    if _IN_ANOTHER_YEAR.search(sentence.reduced):
        return _blank(_NOT_UNITS, sentence.reduced)
    return _masked(_masked(sentence.reduced, _PREVIOUS, _NOT_UNITS), _UNCERTAIN, _NOT_UNITS)


def _masked(reduced: str, cue: re.Pattern[str], what: re.Pattern[str]) -> str:
    bounds = [0, *(match.end() for match in _BOUNDARY.finditer(reduced)), len(reduced)]
    clauses = [reduced[start:end] for start, end in pairwise(bounds)]
    if _OPENING.match(clauses[0]) and cue is _PREVIOUS and cue.search(clauses[0]):
        return _blank(what, reduced)
    followed = [bool(_WHEN_INSPECTED.match(clause)) and cue is _PREVIOUS for clause in (*clauses[1:], "")]
    return "".join(
        _blank(what, clause) if then or cue.search(clause) else clause
        for clause, then in zip(clauses, followed, strict=True)
    )


def _blank(what: re.Pattern[str], text: str) -> str:
    return what.sub(lambda match: "·" * len(match[0]), text)
