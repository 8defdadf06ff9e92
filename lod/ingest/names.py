"""When two spellings name the same thing.

Schemes, registers and press releases write a name differently; all are compared in normalised form, and none is shown
in it. Which words tell a type ("region", "PDU") only the caller knows, from its profile.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_APOSTROPHES = re.compile(r"['‘’ʼ`´]")
_NOT_A_WORD = re.compile(r"[\W_]+")


def normalise(name: str) -> str:
    """The form in which spellings of one name are equal: its words without case, accents, punctuation and "and".

    "Kent, Surrey, and Sussex", "Kent Surrey & Sussex" and "KENT SURREY SUSSEX" give "kent surrey sussex". A name that
    consists of nothing but "and" or punctuation gives the empty string, which is the name of nothing.
    """
    plain = _APOSTROPHES.sub("", name.casefold() if name.isascii() else _unaccented(name))
    return " ".join(word for word in _NOT_A_WORD.sub(" ", plain).split() if word != "and")


def _unaccented(name: str) -> str:
    """Without case and accents: folding case may make accents, and taking letters apart may make capitals."""
    apart = unicodedata.normalize("NFKD", name.casefold()).casefold()
    return "".join(each for each in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(each))


def without_type(name: str, type_labels: Iterable[str]) -> str:
    """A unit's name without the words at its end that tell its type; otherwise as it is written.

    "Derby City Probation Delivery Unit (PDU)" with the labels "PDU" and "Probation delivery unit" gives "Derby City".
    A name that consists of nothing else stays: "Region" is not the name of nothing.
    """
    endings = sorted({normalise(label) for label in type_labels} - {""}, key=len, reverse=True)
    words = name.split()
    while (length := _ending(words, endings)) is not None:
        words = words[:-length]
    return " ".join(words)


def _ending(words: list[str], endings: list[str]) -> int | None:
    """How many of the last words are the longest of the endings that leaves a word standing."""
    for ending in endings:
        length = len(ending.split())
        if length < len(words) and normalise(" ".join(words[-length:])) == ending:
            return length
    return None
