"""Telephone numbers and e-mail addresses in what a register says of a unit: personal data, which is not published.

The shape `PersonalData` refuses the same, so a row that passes here passes there.
"""

from __future__ import annotations

import re

E_MAIL = r"[A-Za-z0-9_]@[A-Za-z0-9-]+[.][A-Za-z]{2}"
TELEPHONE = (
    r"(^|[^0-9A-Za-z/-])([+]44 ?([(]0[)] ?)?|0044 ?|[(]?0)[1-9][0-9]{1,4}[)]?[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}"
    r"($|[^0-9A-Za-z])"
)
"""Of the United Kingdom: 8 or more digits after 0, 0044 or +44, in up to three groups."""

_CONTACT = re.compile(f"{E_MAIL}|{TELEPHONE}")


def holds_contact(text: str) -> bool:
    """Whether a text holds a telephone number or an e-mail address."""
    return _CONTACT.search(text) is not None
