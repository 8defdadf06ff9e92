"""Whole numbers in figures or words, and percentages: "330", "1,204", "sixty-four", "34 per cent"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from lod.ingest.recognisers.mentions import Kind, Mention

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: value for value, word in enumerate(_ONES.split())}
_WORDS |= {word: value for value, word in zip(range(20, 100, 10), _TENS.split(), strict=True)}
_SCALES = {"hundred": 100, "thousand": 1000}

_WORD = "|".join((*_WORDS, *_SCALES))
_JOIN = r"(?:[\s-]+|(?<=hundred)\s+and\s+|(?<=thousand)\s+and\s+)"
_IN_WORDS = re.compile(rf"\b(?:{_WORD})(?:{_JOIN}(?:{_WORD}))*\b(?!-)", re.IGNORECASE)
_IN_FIGURES = re.compile(r"(?<![\w.,/:£$€#-])(?:\d{1,3}(?:,\d{3})+|\d+)(?![\w/]|[.,:-]\d|-\w)")
_DECIMAL = r"(?<![\w.,/£$€-])(\d+(?:\.\d+)?)"
_PER_CENT = re.compile(r"\s*%|\s*per\s*cent\b", re.IGNORECASE)
_PERCENTAGE = re.compile(rf"{_DECIMAL}(?:{_PER_CENT.pattern})", re.IGNORECASE)


def percentages(text: str) -> Iterator[Mention]:
    """ "34 per cent", "34.5%", "thirty-four per cent". "A quarter" is none: it does not say that somebody counted."""
    for match in _PERCENTAGE.finditer(text):
        yield Mention(Kind.PERCENTAGE, match.start(), match.end(), Decimal(match[1]))
    for match in _IN_WORDS.finditer(text):
        value, unit = _value(match[0]), _PER_CENT.match(text, match.end())
        if value is not None and unit:
            yield Mention(Kind.PERCENTAGE, match.start(), unit.end(), Decimal(value))


def numbers(text: str) -> Iterator[Mention]:
    """Counts. Not what is part of something else: decimals, sums of money, codes, dates with slashes, ranges."""
    for match in _IN_FIGURES.finditer(text):
        if not _PER_CENT.match(text, match.end()):
            yield Mention(Kind.NUMBER, match.start(), match.end(), int(match[0].replace(",", "")))
    for match in _IN_WORDS.finditer(text):
        value = _value(match[0])
        if value is not None and not _PER_CENT.match(text, match.end()):
            yield Mention(Kind.NUMBER, match.start(), match.end(), value)


def _value(phrase: str) -> int | None:
    """The number that words name; None for words in an order that names none ("five ten", "twenty twelve")."""
    total, group, smallest = 0, 0, 1000
    for word in re.findall(r"[a-z]+", phrase.lower()):
        if word == "and":
            continue
        if word == "thousand":
            total, group, smallest = total + max(group, 1) * 1000, 0, 1000
        elif word == "hundred":
            if group not in range(10):
                return None
            group, smallest = max(group, 1) * 100, 100
        else:
            value = _WORDS[word]
            if value >= smallest or (value >= 10 and smallest <= 10):
                return None
            group, smallest = group + value, 10 if value >= 20 else 1
    return total + group
