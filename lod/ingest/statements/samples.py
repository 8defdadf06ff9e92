"""How many cases were inspected: "We reviewed 330 cases, of which 216 were subject to a community sentence"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lod.ingest.annotation import Sentence, slot
from lod.ingest.reading import Reading, Stated
from lod.ingest.recognisers.mentions import Kind
from lod.ingest.statements.clauses import current
from lod.model import Problem
from lod.profiles.schemes import Concept

_COUNT = slot(Kind.NUMBER, "count")
_CASES = r"(?: (?:probation|individual|relevant))? cases"
_INSPECTED = r"(?:reviewed|inspected|examined|assessed|sampled|looked at)"

_TOTALS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_INSPECTED}(?: a total of| a sample of)? (?P<all>{_COUNT}{_CASES})(?! out)",
        rf"(?<!\bof )(?<!\bin )(?<!than )(?P<all>{_COUNT}{_CASES}) (?:were|have been) {_INSPECTED}",
        rf"^\W*(?:Number of )?[Cc]ases {_INSPECTED}: (?P<all>{_COUNT})(?=\W*$)",
        rf"\bcase sample (?:was|is|of|comprised)(?: of)? (?P<all>{_COUNT})(?:{_CASES})?(?=[:;,. ])",
        rf"\b(?:sample|total) of (?P<all>{_COUNT}{_CASES})(?: (?:was|were) {_INSPECTED})?",
    )
)
_CATEGORY = slot(Kind.CATEGORY, "category")
_PARTS = re.compile(
    rf"{_COUNT}(?:{_CASES})?(?: (?:were|was|are|of people|people|subject to|serving|involved|for|on|from|had been"
    rf"|who|that))*"
    rf"(?: an?| the)? {_CATEGORY}(?: cases)?"
)


@dataclass(frozen=True, slots=True)
class Sample:
    """How many cases, in all and by category."""

    total: Stated[int]
    parts: tuple[tuple[Concept, Stated[int]], ...] = ()


def sample(reading: Reading) -> Sample | Problem | None:
    """The sample of cases; a problem when a document states two different totals."""
    found = [each for index in range(len(reading.sentences)) for each in _samples(reading.sentences, index)]
    agreed = reading.agreed("caseCount", "numbers of cases", (each.total for each in found))
    if isinstance(agreed, Problem):
        return agreed
    return next((each for each in found if each.parts), found[0] if found else None)


def _samples(sentences: tuple[Sentence, ...], index: int) -> Iterator[Sample]:
    """The totals in a sentence; their parts are in it or in the next one of the same paragraph."""
    sentence = sentences[index]
    near = [each for each in sentences[index : index + 2] if each.block == sentence.block]
    text = current(sentence)
    for pattern in _TOTALS:
        match = pattern.search(text)
        if match:
            parts = [part for each in near for part in _parts(each)]
            is_plain = len({concept for concept, _ in parts}) == len(parts)
            yield Sample(_count(sentence, match, "all"), tuple(parts) if is_plain else ())


def _parts(sentence: Sentence) -> Iterator[tuple[Concept, Stated[int]]]:
    for match in _PARTS.finditer(current(sentence)):
        yield sentence.mention(match["category"]).value, _count(sentence, match, 0)


def _count(sentence: Sentence, match: re.Match[str], group: str | int) -> Stated[int]:
    return Stated(sentence.mention(match["count"]).value, *sentence.extent(match, group))
