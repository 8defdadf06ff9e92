"""Which unit a document says was inspected, whether it was rated or not: "the first inspection of Sunderland PDU"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lod.ingest.annotation import slot
from lod.ingest.reading import Reading
from lod.ingest.recognisers.mentions import Kind, Mention
from lod.ingest.statements.clauses import current
from lod.ingest.statements.subjects import UNITS, mentions
from lod.model import UnitKey

_UNIT = rf"(?P<units>{UNITS})"
_WHAT = rf"(?: (?:[^‹›,;:.·]|{slot(Kind.NUMBER)}){{0,60}}?(?: in| at| across| of| by| for))?"
_EACH = rf"(?: (?:each|every|all) {slot(Kind.TYPE)}(?: across| in| of))?"

_STATEMENTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Ii]nspection (?:of|in|at|across|into){_WHAT}(?: the)? {_UNIT}",
        rf"\b(?:inspected|reviewed|examined|visited){_WHAT}(?: the)? {_UNIT}",
        rf"{_UNIT}[^‹›;:.·]{{0,40}}? (?:was|were|has been|have been)(?: also)? inspected",
        rf"\bfieldwork(?: took place| was (?:carried out|conducted))? (?:in|at|across){_EACH}(?: the)? {_UNIT}",
    )
)


def inspected_units(reading: Reading) -> Iterator[Mention]:
    """The units that are said to have been inspected, in the document's order."""
    for sentence in reading.sentences:
        text = current(sentence)
        found = {
            mention.start: mention
            for pattern in _STATEMENTS
            for match in pattern.finditer(text)
            for mention in mentions(sentence, match["units"])
        }
        yield from (found[start] for start in sorted(found))


def most_named(reading: Reading) -> UnitKey | None:
    """The unit that a document names most often; None where there are two, or none. What contains the others, as a
    region contains its delivery units, does not count."""
    counts = Counter(mention.value for sentence in reading.sentences for mention in sentence.of(Kind.UNIT))
    wholes = {unit.sub_organization_of for unit in counts}
    parts = Counter({unit.key: times for unit, times in counts.items() if unit.key not in wholes}).most_common(2)
    if not parts or (len(parts) == 2 and parts[0][1] == parts[1][1]):
        return None
    most: UnitKey = parts[0][0]
    return most
