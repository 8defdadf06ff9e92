"""How many recommendations are made, and to whom: "This report makes 11 recommendations. Seven of these are for …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lod.ingest.annotation import Sentence, slot
from lod.ingest.reading import Reading, Stated
from lod.ingest.recognisers.mentions import Kind
from lod.ingest.statements.clauses import current
from lod.model import InspectedUnit, Problem, UnitKey

_COUNT = slot(Kind.NUMBER, "count")
_TOTAL = re.compile(
    rf"\b(?:makes?|made|making|contains?|sets? out|includes?)(?: a total of| the following| another)? "
    rf"(?P<all>{_COUNT}(?: [\w-]+)? recommendations?)\b"
    r"(?! (?:for|to) [^.;]*?(?:,| and) ‹number \d+› (?:for|to) )"
)
_THERE_ARE = re.compile(
    rf"(?:^\W*|\b[Ii]n total,? )[Tt]here (?:are|were) (?P<all>{_COUNT}(?: [\w-]+)? recommendations?)\b(?! (?:for|to"
    rf"|from) )"
)
_LABELLED = re.compile(rf"^\W*(?:Number of )?[Rr]ecommendations(?: made)?: (?P<all>{_COUNT})\W*$")
_MADE = re.compile(rf"(?P<all>{_COUNT}(?: [\w-]+)? recommendations?) (?:have been|were|are) made\b(?! (?:for|to|at) )")
_ADDRESSEE = "|".join(
    (slot(Kind.UNIT, "unit"), slot(Kind.ORGANISATION, "organisation"), rf"(?:this )?{slot(Kind.TYPE, 'type')}")
)
_GROUP = re.compile(
    rf"{_COUNT}(?: recommendations?)?(?: of (?:these|them|which|the recommendations))?(?:,? (?:are|were|is|was))?"
    rf"(?: (?:made|addressed|directed|aimed))? (?:for|to|at)(?: the)? (?:{_ADDRESSEE})"
    r"(?! (?:management|strategic|partnership|board|leader|manager))"
)
_ABOUT = re.compile(r"\brecommendations?\b", re.IGNORECASE)

Group = tuple[UnitKey | str, Stated[int]]
"""An addressee and how many recommendations it gets."""


def recommendation_count(reading: Reading) -> Stated[int] | Problem | None:
    """The stated total; a problem when a document states two different ones."""
    return reading.agreed("recommendationCount", "numbers of recommendations", _totals(reading))


def _totals(reading: Reading) -> Iterator[Stated[int]]:
    for sentence in reading.sentences:
        text = current(sentence)
        match = _TOTAL.search(text) or _THERE_ARE.search(text) or _MADE.search(text) or _LABELLED.match(text)
        if match:
            yield Stated(sentence.mention(match["count"]).value, *sentence.extent(match, "all"))


def recommendation_groups(reading: Reading, inspected: InspectedUnit) -> tuple[Group, ...]:
    """Recommendations by addressee, each addressee once. "The region" is the inspected unit, if it is a region."""
    groups: dict[UnitKey | str, Stated[int]] = {}
    about = False
    block = -1
    for sentence in reading.sentences:
        about = bool(_ABOUT.search(sentence.reduced)) or (about and sentence.block == block)
        block = sentence.block
        for match in _GROUP.finditer(current(sentence)) if about else ():
            addressee = _addressee(sentence, match, inspected)
            stated = Stated(sentence.mention(match["count"]).value, *sentence.extent(match))
            if addressee:
                for count in reading.reviewed("recommendationCount", [stated]):
                    groups.setdefault(addressee, count)
    return tuple(groups.items())


def _addressee(sentence: Sentence, match: re.Match[str], inspected: InspectedUnit) -> UnitKey | str | None:
    if match["unit"]:
        key: UnitKey = sentence.mention(match["unit"]).value.key
        return key
    if match["organisation"]:
        iri: str = sentence.mention(match["organisation"]).value.iri
        return iri
    is_inspected = sentence.mention(match["type"]).value.name == inspected.key.unit_type
    return inspected.key if is_inspected else None
