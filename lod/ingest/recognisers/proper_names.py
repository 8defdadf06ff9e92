"""Proper names before and after the words for a type: what a unit is called that no list has."""

from __future__ import annotations

import re
from typing import NamedTuple

_CAPITAL = r"(?:St\.|[^\W\d_a-zß-ÿ][^\W_]*(?:['’-][^\W_]+)*)"
_PROPER = rf"{_CAPITAL}(?:\s+(?:(?:and|&|of(?:\s+the)?|upon|with)\s+)?{_CAPITAL})*"
_NAMES = rf"(?:{_PROPER},\s+)*{_PROPER}(?:,\s+(?:and|&)\s+{_PROPER})?"
_NAME_BEFORE = re.compile(rf"({_NAMES})['’]?\s+$")
_CIVIC = re.compile(
    r"^(?:(?:London|Royal|Metropolitan)\s+Borough\s+of\s+)|(?:\s+(?:City|County|Borough|Metropolitan))*\s+Council$|['’]s?$"
)
"""Words about a name's authority, and the ’s of a possessive: no part of the name of a service."""
_ONE_OF_LIST = re.compile(r",\s+(?!(?:and|&)\s)")
_LIST_END = re.compile(r"\s(?:and|&)\s")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|across|near|from|outside|within)(?:\s+the)?(?:\s|$)", re.IGNORECASE)
_INDEFINITE = re.compile(r"\b(?:an?|each|every|any|another|no|one|other)\s+(?:\w+\s+)?$", re.IGNORECASE)
OF_PLACE = re.compile(r"\s+(?:in|of|for|at)\s+(?:the\s+)?", re.IGNORECASE)
"""Between the words for a type and a name: "the youth justice service in Leeds"."""
_NAME_AFTER = re.compile(rf"{OF_PLACE.pattern}({_NAMES})")
_LONGEST_NAME = 120
_NO_NAME = frozenset({
    "a", "across", "all", "an", "and", "at", "both", "each", "every", "for", "from", "if", "in", "inspectors", "of",
    "on", "our", "overall", "that", "the", "these", "this", "when", "while", "with",
})  # fmt: skip
"""Words that have a capital only because a sentence begins with them."""


class Name(NamedTuple):
    """A proper name and the stretch of text that has it."""

    name: str
    start: int
    end: int


def before(text: str, since: int, end: int) -> Name | None:
    """The name that ends at `end` with nothing but space between, and does not begin before `since`."""
    begin = max(since, end - _LONGEST_NAME)
    lead = text[begin:end]
    match = _NAME_BEFORE.search(lead)
    name = _name_before(lead, match) if match else ""
    place = begin + lead.rindex(name)
    return _without_office(name, place, end) if name else None


def after(text: str, start: int) -> Name | None:
    """The name that follows `start` after "in", "of", "for" or "at"."""
    match = _NAME_AFTER.match(text, start)
    if match is None:
        return None
    name = _name_after(match[1])
    return _without_office(name, match.start(1), match.start(1) + len(name))


def is_indefinite(text: str, end: int) -> bool:
    """Whether what begins at `end` is one of several: "a youth justice service"."""
    return _INDEFINITE.search(text[max(0, end - _LONGEST_NAME) : end]) is not None


def _without_office(name: str, start: int, end: int) -> Name | None:
    plain = _CIVIC.sub("", _CIVIC.sub("", name))
    return Name(plain, start, end) if plain else None


def _name_before(lead: str, before: re.Match[str]) -> str:
    """The name at the end of a text. Commas are in it only where they list its parts, "A, B and C", and not after what
    opens the sentence or is another place: "In the North West, B and C" gives "B and C"."""
    parts = _ONE_OF_LIST.split(before[1])
    first = _without_first_words(parts[0])
    opening = f"{lead[: before.start()]} {parts[0].removesuffix(first)}"
    if len(parts) > 1 and (not first or _PLACE_BEFORE.search(opening.rstrip())):
        parts = parts[1:]
        first = parts[0]
    if len(parts) == 1 or not _LIST_END.search(parts[-1]):
        return _without_first_words(parts[-1])
    return before[1][before[1].index(first) :]


def _name_after(names: str) -> str:
    """The name at the beginning of a text, with the parts that it lists."""
    parts = _ONE_OF_LIST.split(names)
    return names if len(parts) == 1 or _LIST_END.search(parts[-1]) else parts[0]


def _without_first_words(name: str) -> str:
    parts = name.split(maxsplit=1)
    while parts and parts[0].lower() in _NO_NAME:
        name = parts[1] if len(parts) > 1 else ""
        parts = name.split(maxsplit=1)
    return name
