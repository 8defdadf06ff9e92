"""Text as the words by which it is found: the same for what is indexed and for what is asked.

Accents, case and punctuation make no difference; an apostrophe parts no word (`Nando’s` is `nandos`), `&` is `and`.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60
"""Characters of a word that count; no word of a language is longer."""

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = "'’‘ʼ`´"
_PARTING = "".join(map(chr, range(128)))
_ASCII = {ord(character): character.lower() if character.isalnum() else " " for character in _PARTING} | {
    ord("&"): " and ",
    ord("'"): None,
    ord("`"): None,
}
_OTHER = {ord(character): None for character in _APOSTROPHES} | {ord("&"): " and "}


def words(text: str) -> list[str]:
    """The words of a text in their order: no accents, no case, no punctuation. Letters and digits of any script are
    kept. A text without any gives none."""
    if text.isascii():
        found = text.translate(_ASCII).split()
        if len(text) <= LONGEST:
            return found
    else:
        plain = unicodedata.normalize("NFKD", text.translate(_OTHER)).casefold()
        found = _WORD.findall("".join(each for each in plain if not unicodedata.combining(each)))
    return [word[:LONGEST] for word in found]


def joined(*texts: str) -> str:
    """The words of several texts, parted by single spaces."""
    return " ".join(word for text in texts for word in words(text))


def postcode(text: str) -> str:
    """The words of a postcode, and the whole without its space: people write it either way."""
    parts = words(text)
    return " ".join([*parts, "".join(parts)] if len(parts) > 1 else parts)
