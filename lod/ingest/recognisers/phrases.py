"""Finds names of a list in running text, whatever their case, punctuation or "and" (`lod.ingest.names`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

from lod.ingest.names import normalise
from lod.ingest.recognisers.mentions import Kind, Mention
from lod.profiles.schemes import Concept

T = TypeVar("T")

_WORD = re.compile(r"(?<!\w['’])(?!s\b)[^\W_]+(?:['’](?!s\b)[^\W_]+)*|(?<!\w['’])s\b", re.IGNORECASE)
_WITHIN_A_NAME = re.compile(r"(?:[\s,&/‐-]|\band\b)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word that counts in names ("and" does not) and its normalised form."""

    start: int
    end: int
    form: str


@lru_cache(maxsize=8192)
def _form(word: str) -> str:
    """`normalise`, remembered: the words of names come again in each document."""
    return normalise(word)


def words(text: str) -> list[Word]:
    """The words of a text, in order; the ’s of a possessive is none."""
    found = (Word(match.start(), match.end(), _form(match[0])) for match in _WORD.finditer(text))
    return [word for word in found if word.form]


class Phrases(Generic[T]):
    """Names and what they stand for. One name may stand for several things."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._values: dict[tuple[str, ...], tuple[T, ...]] = {}
        for name, value in entries:
            forms = tuple(word.form for word in words(name))
            known = self._values.get(forms, ())
            if forms and value not in known:
                self._values[forms] = (*known, value)
        self._longest: dict[str, int] = {}
        for forms in self._values:
            self._longest[forms[0]] = max(len(forms), self._longest.get(forms[0], 0))

    def at(self, text: str, found: list[Word], index: int) -> tuple[int, tuple[T, ...]] | None:
        """The longest name that begins with the word at `index`: the index after its last word, and its values."""
        longest = self._longest.get(found[index].form, 0) if index < len(found) else 0
        for length in range(min(longest, len(found) - index), 0, -1):
            run = found[index : index + length]
            values = self._values.get(tuple(word.form for word in run))
            gaps = (_WITHIN_A_NAME.fullmatch(text, one.end, other.start) for one, other in pairwise(run))
            if values and all(gaps):
                return index + length, values
        return None

    def ending_at(self, text: str, found: list[Word], index: int) -> tuple[int, tuple[T, ...]] | None:
        """The longest name whose last word is the one before `index`: the index of its first word, and its values."""
        for first in range(max(0, index - max(self._longest.values(), default=0)), index):
            match = self.at(text, found[:index], first)
            if match and match[0] == index:
                return first, match[1]
        return None

    def occurrences(self, text: str) -> Iterator[tuple[int, int, tuple[T, ...]]]:
        """Every name in a text, leftmost and longest first, with its values."""
        found = words(text)
        index = 0
        while index < len(found):
            match = self.at(text, found, index)
            if match:
                yield found[index].start, found[match[0] - 1].end, match[1]
            index = match[0] if match else index + 1


def concept_phrases(concepts: Iterable[Concept]) -> Phrases[Concept]:
    """Concepts by every label they have."""
    return Phrases((label, concept) for concept in concepts for label in concept.labels)


def concept_mentions(text: str, kind: Kind, phrases: Phrases[Concept]) -> Iterator[Mention]:
    """Where a text names a concept; a name of several concepts says nothing."""
    for start, end, values in phrases.occurrences(text):
        if len(values) == 1:
            yield Mention(kind, start, end, values[0])


def is_proper(text: str) -> bool:
    """Whether every word of a name but particles has a capital: "Probation Service", unlike "probation service"."""
    return all(match[0][0].isupper() or match[0] in _PARTICLES for match in _WORD.finditer(text))


_PARTICLES = frozenset({"and", "of", "the", "upon", "on", "with", "in"})
