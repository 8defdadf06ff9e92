"""What a query is, at a glance: most are plain, and to read them token by token (`lod.store.query_text`) costs a
quarter of what the engine does, and more.

It errs on one side only. What passes has the tokens of the full reading, cut at the same places; it cannot hold what is
refused, since it has not even its letters.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lod.store.limits import Limits

_LETTERS = ("service", "file:", "now", "rand", "uuid", "bnode")
"""In all that is refused or may differ each time, wherever its keyword begins and ends."""
_WEB_IRI = re.compile(r"<https?://[^<>\"'{}|^`\\\x00-\x20]*+>")
"""An IRI whose letters are no keyword's: those of services are in the IRIs of what is inspected. Without quotes and
white space it ends in the string, the comment or the code that it begins in."""

_SPACE = r"(?:[ \t\r\n]|#[^\r\n]*+)"
_IN_IRI = r"[^<>\"{}|^`\\\x00-\x20]"
_IRI = rf"<(?:[A-Za-z][A-Za-z0-9+.-]*+://{_IN_IRI}*+|(?:(?![#)']){_IN_IRI})*+)>"
"""None that the engine may take for a less-than sign."""
_APART = r"(?![A-Za-z0-9_:%-]|\.++[A-Za-z0-9_:%-])"
"""Behind a word, name or number that has ended, by the grammar too."""
_PREFIX = r"(?:[A-Za-z][A-Za-z0-9_-]*+)?+:"
_QUERY = re.compile(
    rf"(?:{_SPACE}|PREFIX{_SPACE}++{_PREFIX}{_SPACE}*+{_IRI}|BASE{_SPACE}*+{_IRI})*+"
    rf"(SELECT|ASK|CONSTRUCT|DESCRIBE){_APART}(?:{_SPACE}|"
    # As in `lod.store.terminals` and in its order, but without what is rare.
    + "|".join(
        (
            _IRI,
            r"\"(?!\"\")[^\"\r\n]*+\"|'(?!'')[^'\r\n]*+'",
            r"[?$][A-Za-z0-9_]++",
            r"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+",
            rf"[0-9]++(?:\.[0-9]++)?+{_APART}",
            rf"{_PREFIX}(?:[A-Za-z0-9_](?:\.?+[A-Za-z0-9_-])*+)?+{_APART}",
            rf"[A-Za-z][A-Za-z0-9_]*+{_APART}",
            rf"<(?!{_IN_IRI}*+>)=?+",
            r"&&|\|\||\^\^|[!>]=|[][(){},;=>!|^/*+]|\.(?![0-9])",
        )
    )
    + ")*+",
    re.IGNORECASE,
)

_ABSOLUTE_IRI = rf"<([A-Za-z][A-Za-z0-9+.-]*+://{_IN_IRI}*+)>"
_DESCRIBED = re.compile(rf"{_SPACE}*+DESCRIBE((?:{_SPACE}|{_ABSOLUTE_IRI})++)", re.IGNORECASE)
_NEXT = re.compile(rf"{_SPACE}++|{_ABSOLUTE_IRI}")


@lru_cache(maxsize=128)
def form_at_a_glance(text: str) -> str | None:
    """ASK, SELECT, CONSTRUCT or DESCRIBE, of a text without anything that is not offered and whose answer is the same
    each time; None of any other, and where it takes a full reading to know."""
    if not text.isascii() or "\\" in text:
        return None
    small = text.lower()
    if _has_letters(small) and _has_letters(_WEB_IRI.sub("", small)):
        return None
    found = _QUERY.fullmatch(text)
    return found[1].upper() if found else None


def described_at_a_glance(text: str) -> list[str]:
    """The resources of a DESCRIBE query that is nothing but their absolute IRIs; of any other text none. Whether they
    are IRIs in every character is not looked at."""
    found = _DESCRIBED.fullmatch(text)
    if found is None or "/." in text:  # what has dots for segments is resolved
        return []
    return [iri for iri in _NEXT.findall(found[1]) if iri]


def _has_letters(small: str) -> bool:
    return any(letters in small for letters in _LETTERS)


def is_small(text: str, limits: Limits) -> bool:
    """Whether a text of ASCII is certainly within the limits: an operator is a character at least, and a character a
    byte."""
    return (
        len(text) <= limits.max_operators
        and len(text) <= limits.max_query
        and text.count("(") + text.count("[") + text.count("{") <= limits.max_depth
    )
