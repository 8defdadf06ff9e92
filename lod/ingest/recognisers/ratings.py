"""Ratings of a profile's scale: quoted (‘Good’, whatever the marks), or plainly given ("rated good")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lod.ingest.names import normalise
from lod.ingest.recognisers.mentions import Kind, Mention
from lod.profiles.schemes import Concept

_OPENING, _CLOSING = "['\"‘’“”„‚`´]", "['\"’‘”“`´]"
_GIVEN = r"\b(?:(?:rated|rates|graded|judged)(?:\s+overall)?(?:\s+(?:as|to\s+be))?|rating\s+(?:of|as)|rating:)\s+"


def recogniser(ratings: tuple[Concept, ...]) -> Callable[[str], Iterator[Mention]]:
    """Finds ratings in a text. Without quotation marks a word is a rating only where one is said to be given: "good
    practice" and "rated good enough" are none."""
    concepts = {normalise(label): concept for concept in ratings for label in concept.labels}
    labels = "|".join(sorted((form.replace(" ", r"[\s-]+") for form in concepts), key=len, reverse=True))
    quoted = re.compile(rf"{_OPENING}({labels}),?{_CLOSING}(?!\w)", re.IGNORECASE)
    alone = re.compile(rf"^\W*(?:overall\s+rating:?\s+)?({labels})\W*$", re.IGNORECASE)
    change = re.compile(
        rf"\bfrom\s+(?:an?\s+)?({labels})\s+to\s+(?:an?\s+)?({labels})\b(?!\s+(?:or|and)\b|[-’'])", re.IGNORECASE
    )
    given = re.compile(rf"{_GIVEN}({labels})\b(?!\s+(?:enough|or\b|and\b)|[-’'])", re.IGNORECASE)

    def mentions(text: str) -> Iterator[Mention]:
        for match in quoted.finditer(text):
            yield Mention(Kind.RATING, match.start(), match.end(), concepts[normalise(match[1])])
        for match in given.finditer(text):
            yield Mention(Kind.RATING, match.start(1), match.end(1), concepts[normalise(match[1])])
        for match in change.finditer(text):
            for group in (1, 2) if match[1][0].isupper() and match[2][0].isupper() else ():
                yield Mention(Kind.RATING, *match.span(group), concepts[normalise(match[group])])
        if by_itself := alone.match(text):
            yield Mention(Kind.RATING, *by_itself.span(1), concepts[normalise(by_itself[1])])

    return mentions
