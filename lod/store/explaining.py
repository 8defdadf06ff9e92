"""What is wrong with a query that the engine does not take, for the person who wrote it: where, what was found there,
what would have fitted, and what was perhaps meant."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterable

from lod.namespaces import PREFIXES
from lod.store.grammar import FUNCTIONS, Departure, departure
from lod.store.query_text import outline
from lod.store.terminals import Kind, Token, decoded, place, tokens

_ENGINE = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"(?<!\")\[[^\]]*\]")
_MOST = 12
"""Expectations that are named. More help nobody."""
_NAMES = {
    "iri": "an IRI in < >",
    "name": "a prefixed name",
    "variable": "a variable",
    "string": "a string",
    "language": "a language tag",
    "number": "a number",
    "blank": "a blank node",
    "function": "a function",
}


def explained(text: str, problem: str) -> str:
    """A sentence about a text that is made of SPARQL's tokens; `problem` is what the engine says of it."""
    text = decoded(text)
    found = departure(tokens(text))
    undeclared = outline(text).undeclared
    end = found.found.start if found and found.found else len(text)
    if undeclared and (found is None or undeclared[0].start < end):
        return "; ".join(_undeclared(text, name) for name in undeclared if name.start < end)
    return _departed(text, found) if found else _meaning(problem)


def _departed(text: str, at: Departure) -> str:
    expected = _listed(at.expected)
    if at.found is None:
        return f"{place(text, _end(text))}: found the end of the query; expected {expected}"
    hint = _meant(at.found, at.expected)
    return f"{place(text, at.found.start)}: found {at.found.text[:60]}; expected {expected}{hint}"


def _end(text: str) -> int:
    """Where the last token ends."""
    last = max(tokens(text), key=lambda token: token.start, default=None)
    return last.start + len(last.text) if last else 0


def _listed(expected: Iterable[str]) -> str:
    """Marks first, then kinds of tokens, then keywords."""
    names = {
        name: _NAMES.get(name) or (f'"{name}"' if not name.isidentifier() else "a" if name == "A" else name)
        for name in expected
    }
    ordered = sorted(names, key=lambda name: (name.isidentifier(), name not in _NAMES, name))
    listed = [names[name] for name in ordered][:_MOST]
    rest = " or others" if len(ordered) > _MOST else ""
    return f"{', '.join(listed)}{rest}" if listed else "nothing more"


def _meant(found: Token, expected: frozenset[str]) -> str:
    if found.text == "<":
        return "; an IRI in < > holds no space and no quote"
    if found.kind is not Kind.WORD:
        return ""
    words = {word for word in expected if word.isupper() and len(word) > 1} | (
        FUNCTIONS if "function" in expected else set()
    )
    close = difflib.get_close_matches(found.word, sorted(words), n=1, cutoff=0.7)
    return f"; did you mean {close[0]}?" if close else ""


def _undeclared(text: str, name: Token) -> str:
    prefix = name.text.partition(":")[0]
    known = {**PREFIXES, **{token.text.rstrip(":"): "" for before, token in _pairs(text) if before.word == "PREFIX"}}
    said = f"{place(text, name.start)}: the prefix {prefix}: is not declared"
    if prefix in PREFIXES:
        return f"{said}; begin the query with PREFIX {prefix}: <{PREFIXES[prefix]}>"
    close = difflib.get_close_matches(prefix, sorted(known), n=1, cutoff=0.6)
    meant = f"; did you mean {close[0]}:?" if close else ""
    names = ", ".join(sorted(filter(None, known)))
    return f"{said}{meant}; begin the query with PREFIX {prefix}: <…>; known here: {names}"


def _pairs(text: str) -> Iterable[tuple[Token, Token]]:
    found = list(tokens(text))
    return itertools.pairwise(found)


def _meaning(problem: str) -> str:
    """The engine refuses what the grammar allows. Its sentences, where it has one, are good; its places are those of a
    keyword too far."""
    found = _ENGINE.match(problem)
    if found is None:
        return problem
    expected = (item.strip() for item in _CHARACTER_CLASS.sub("", found[3]).split(", "))
    reason = next((item for item in expected if " " in item), None)
    return f"before line {found[1]}, column {found[2]}: " + (
        reason
        or "the words are in order, what they mean is not: a variable that AS names twice, a row of VALUES that is too"
        " short or too long, a blank node in two groups, or a function with too few or too many values"
    )
