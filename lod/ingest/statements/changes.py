"""Ratings that went up or down: "Leeds PDU drops from ‘Good’ to ‘Requires improvement’"."""

from __future__ import annotations

import re

from lod.ingest.annotation import slot
from lod.ingest.recognisers.mentions import Kind
from lod.ingest.statements.subjects import UNITS

_RATING = slot(Kind.RATING, "rating")

ITS_RATING = re.compile(r"'s? (?:overall )?rating(?: has| have| had)?\s*$")
UP_OR_DOWN = (
    r"\b(?:drop(?:s|ped)?|falls?|fell|fallen|slip(?:s|ped)?|declin(?:es?|ed)|deteriorat(?:es?|ed)|improv(?:es?|ed)"
    r"|ris(?:es|en|ing)"
    r"|rose|mov(?:es|ed)|goes|gone|went|upgraded|downgraded|progress(?:es|ed))"
)
_FORMER = rf"(?:an? |its )?(?:previous )?(?:overall )?(?:rating of )?{slot(Kind.RATING)}(?: overall)?(?: rating)?"
CHANGE = re.compile(
    rf"{UP_OR_DOWN}(?: \w+ly)?(?: overall)?(?: from (?P<former>{_FORMER})(?: in (?P<date>{slot(Kind.DATE)}))?,?)?"
    rf" to (?:an? )?(?:overall )?(?:rating of )?{_RATING}(?: overall)?(?! (?:in|during) {slot(Kind.DATE)})"
    rf"(?: from (?:the |an? )?(?:previous )?(?P<before>{_FORMER})(?: it received)?(?: in "
    rf"(?P<then>{slot(Kind.DATE)}))?)?",
    re.IGNORECASE,
)
"""From one rating to the other: only the second is this inspection's."""

OF_OBJECT = re.compile(
    rf"\b(?:upgraded|downgraded|raised|lowered|moved)(?: the)? (?P<units>{UNITS}) from (?P<former>{_FORMER})"
    rf"(?: in (?P<date>{slot(Kind.DATE)}))?,? to (?:an? )?(?:overall )?(?:rating of )?{_RATING}(?: overall)?",
    re.IGNORECASE,
)
"""The same, of whom inspectors moved: "Inspectors have upgraded Leeds PDU from ‘Inadequate’ to ‘Good’"."""
