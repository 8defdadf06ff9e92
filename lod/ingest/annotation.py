"""A sentence with everything in it that is named, and a reduced form of it in which statements are matched.

The reduced form has a slot for each mention, so that a pattern speaks of units and ratings whatever they are called:
"Leeds PDU has been rated ‘Good’." becomes "‹unit 0› has been rated ‹rating 1›.". White space is one space there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lod.ingest.recognisers.mentions import Kind, Mention

Recogniser = Callable[[str], Iterator[Mention]]

_STRAIGHT = str.maketrans("’‘", "''")


def slot(kind: Kind, group: str = "") -> str:
    """A pattern for a mention; `group` names the group by which `Sentence.mention` gets it."""
    number = rf"(?P<{group}>\d+)" if group else r"\d+"
    return rf"‹{kind}\ {number}›"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document. Offsets are the document's; the reduced form keeps where each character is from."""

    start: int
    end: int
    block: int
    mentions: tuple[Mention, ...]
    reduced: str
    _starts: tuple[int, ...]
    _ends: tuple[int, ...]

    def mention(self, number: str) -> Mention:
        """The mention of a slot, by what its group matched."""
        return self.mentions[int(number)]

    def of(self, kind: Kind) -> list[Mention]:
        """All mentions of a kind, in order."""
        return [mention for mention in self.mentions if mention.kind is kind]

    def offset(self, index: int) -> int:
        """Where the document has what the reduced form has at an index (after the last: where the sentence ends)."""
        return self._starts[index] if index < len(self._starts) else self.end

    def ending(self, index: int) -> int:
        """Where the document has the end of what the reduced form has before an index, which is not the first."""
        return self._ends[index - 1]

    def extent(self, match: re.Match[str], group: str | int = 0) -> tuple[int, int]:
        """Where the document has what a pattern matched in the reduced form (which must not be nothing)."""
        start, end = match.span(group)
        return self._starts[start], self._ends[end - 1]


def annotate(text: str, start: int, end: int, block: int, recognisers: Iterable[Recogniser]) -> Sentence:
    """The sentence at `text[start:end]`. Where mentions overlap, that of the earlier recogniser stands."""
    sentence = text[start:end]
    mentions = _without_overlap(sentence, recognisers)
    reduced: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def add(form: str, begin: int, stop: int) -> None:
        reduced.append(form)
        starts.extend([start + begin] * len(form))
        ends.extend([start + stop] * len(form))

    position = 0
    for number, mention in enumerate((*mentions, None)):
        limit = mention.start if mention else len(sentence)
        for match in re.finditer(r"\s+|\S", sentence[position:limit]):
            form = " " if match[0].isspace() else match[0].translate(_STRAIGHT)
            add(form, position + match.start(), position + match.end())
        if mention:
            add(f"‹{mention.kind} {number}›", mention.start, mention.end)
            position = mention.end
    absolute = tuple(Mention(each.kind, start + each.start, start + each.end, each.value) for each in mentions)
    return Sentence(start, end, block, absolute, "".join(reduced), tuple(starts), tuple(ends))


def _without_overlap(sentence: str, recognisers: Iterable[Recogniser]) -> list[Mention]:
    taken: list[Mention] = []
    for recogniser in recognisers:
        for mention in recogniser(sentence):
            if all(mention.end <= each.start or each.end <= mention.start for each in taken):
                taken.append(mention)
    return sorted(taken, key=lambda mention: mention.start)
