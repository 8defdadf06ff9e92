"""Columns that hold personal data, which no profile may read: open licences do not cover it (OGL v3.0, "Exemptions").

They are known by the words in their names; a profile names further ones in `drop`.
"""

from __future__ import annotations

import re

_WORDS = re.compile(
    r"\b(registered managers?|nominated individuals?|main partners?|inspectors?|lead inspectors?|contacts?|person\w*"
    r"|tele ?phones?|phones?|mobiles?|fax|e ?mails?|mailto|date of birth|dob|sur ?names?|fore ?names?"
    r"|(?:first|given|family|last|middle) names?|head ?teachers?|responsible individuals?)\b"
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_A_LETTER = re.compile(r"[\W\d_]+")


def is_personal(column: str) -> bool:
    """Whether a column's name (or a path of names) says that it holds what is known of a person: `Phone number`,
    `regulatedActivities/nominatedIndividual`, `lead_inspector`."""
    words = _NOT_A_LETTER.sub(" ", _CAMEL.sub(" ", column)).casefold()
    return _WORDS.search(words) is not None
