"""The terminals of SPARQL 1.1 (SPARQL 1.1 Query Language, sections 19.2 and 19.8): a query's text as tokens.

Longest match, as the grammar asks; white space and comments stand between tokens and are dropped. Time is linear in
the length of the text, whatever it holds: the patterns are possessive and no stretch is read twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from lod.errors import QuerySyntaxError


class Kind(Enum):
    """What a token is. A WORD is a keyword, a function's name, `a`, `true` or `false`."""

    IRI = auto()
    STRING = auto()
    VARIABLE = auto()
    LANGUAGE = auto()
    BLANK = auto()
    NUMBER = auto()
    NAME = auto()
    WORD = auto()
    MARK = auto()


class Token(NamedTuple):
    """A named tuple: a query is hundreds of them, and they are made three times as fast as frozen dataclasses."""

    kind: Kind
    text: str
    start: int

    @property
    def word(self) -> str:
        """The text of a WORD in capitals: SPARQL's keywords have no case. Empty for every other token."""
        return self.text.upper() if self.kind is Kind.WORD else ""


_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS = rf"{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040\-"
_ECHAR = r"\\[tbnrf\\\"']"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?#@%-]"
_EXPONENT = r"[eE][+-]?[0-9]++"
_NUMBER = rf"(?P<NUMBER>[0-9]++\.[0-9]*+{_EXPONENT}|\.?[0-9]++{_EXPONENT}|[0-9]*+\.[0-9]++|[0-9]++)"
_PREFIX = rf"[{_BASE}](?:\.*+[{_CHARS}])*+"
_LOCAL = rf"(?:[{_BASE}_:0-9]|{_PLX})(?:\.*+(?:[{_CHARS}:]|{_PLX}))*+"

_SKIP = r"(?:[ \t\r\n]|#[^\r\n]*+)*+"
_SKIPPED = re.compile(_SKIP)
_TOKEN = re.compile(
    _SKIP
    + "(?:"
    + "|".join(
        (
            r"(?P<IRI><[^<>\"{}|^`\\\x00-\x20]*+>)",
            rf"(?P<STRING>'''(?:'{{0,2}}+(?:[^'\\]|{_ECHAR}))*+'''|\"\"\"(?:\"{{0,2}}+(?:[^\"\\]|{_ECHAR}))*+\"\"\""
            rf"|'(?:[^'\\\r\n]|{_ECHAR})*+'|\"(?:[^\"\\\r\n]|{_ECHAR})*+\")",
            rf"(?P<VARIABLE>[?$][{_BASE}_0-9][{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040]*+)",
            r"(?P<LANGUAGE>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)",
            rf"(?P<BLANK>_:[{_BASE}_0-9](?:\.*+[{_CHARS}])*+)",
            _NUMBER,
            rf"(?P<NAME>(?:{_PREFIX})?+:(?:{_LOCAL})?+)",
            rf"(?P<WORD>{_PREFIX})",
            r"(?P<MARK>&&|\|\||\^\^|[!<>]=|[][(){}.,;=<>!|^/*?+~-])",
        )
    )
    + ")"
)
_KINDS = {kind.name: kind for kind in Kind}
_PLAIN = re.compile("[A-Za-z][A-Za-z0-9_]*+")
_WITHIN_RUN = re.compile(rf"{_NUMBER}|(?P<WORD>[A-Za-z][A-Za-z0-9_]*+)|(?P<MARK>[.-])")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def decoded(text: str) -> str:
    """The text with its codepoint escapes (`\\u0053`) replaced, which comes before everything else (section 19.2).

    Raises QuerySyntaxError for an escape that is no character.
    """
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda escape: _character(text, escape), text)


def _character(text: str, escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        raise QuerySyntaxError(f"{place(text, escape.start())}: {escape[0]} is no character of Unicode")
    return chr(code)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a decoded text. Raises QuerySyntaxError, with its place, where no terminal of SPARQL begins."""
    end, token = 0, _TOKEN.match
    while found := token(text, end):
        name = found.lastgroup or ""
        if name == "WORD":
            yield from _words(text, found)
        else:
            yield Token(_KINDS[name], found[name], found.start(name))
        end = found.end()
    skipped = _SKIPPED.match(text, end)
    end = skipped.end() if skipped else end
    if end < len(text):
        raise QuerySyntaxError(f"{place(text, end)}: nothing in SPARQL begins like {text[end : end + 20]!r}")


def place(text: str, offset: int) -> str:
    """Where an offset is, for people: line and column count from 1."""
    before = text[:offset]
    return f"line {before.count(chr(10)) + 1}, column {offset - before.rfind(chr(10))}"


def _words(text: str, run: re.Match[str]) -> Iterator[Token]:
    """A run of a name's characters without a colon is keywords, with marks between them: `true.OPTIONAL`."""
    end = run.start("WORD")
    if _PLAIN.fullmatch(run["WORD"]):
        yield Token(Kind.WORD, run["WORD"], end)
        return
    while end < run.end():
        found = _WITHIN_RUN.match(text, end, run.end())
        if found is None or found.lastgroup is None:
            raise QuerySyntaxError(
                f"{place(text, end)}: {run['WORD'][:60]!r} is no keyword, and has no colon to be a name"
            )
        yield Token(_KINDS[found.lastgroup], found[0], end)
        end = found.end()
