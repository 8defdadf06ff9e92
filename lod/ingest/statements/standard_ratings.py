"""Ratings given on standards: "Court work and unpaid work were both rated ‘Good’"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from lod.ingest.annotation import slot
from lod.ingest.recognisers.mentions import Kind
from lod.ingest.recognisers.phrases import Phrases
from lod.ingest.statements.subjects import FILLER
from lod.profiles.schemes import Concept

Standards = tuple[tuple[Concept, ...], ...]
"""Standards that are named together; each is those of any framework that bear the name."""
OnStandards = tuple[str, tuple[int, int], Standards]
"""The number of a rating's slot, the stretch of the reduced sentence that states it, and on what."""

_RATING = slot(Kind.RATING, "rating")

_BEFORE_STANDARD = re.compile(r"(?:^\W*|[.;:,·–] ?|\b(?:the|its|for|of|on|and|while|but|with|'s) )$", re.IGNORECASE)
_FILLED, _JOINED = re.compile(FILLER), re.compile(r",? and (?:for )?|, (?:for )?")
_GAP = re.compile(r",? (?:and |but |with |while )?(?:the )?")
_FOR = re.compile(rf"{_RATING} (?:overall )?(?:for|on) (?:its |the |their )?", re.IGNORECASE)
_REACH = 200
"""Characters before a predicate in which the standards that it is about have to stand."""
_TOO_GENERAL = frozenset({"service", "services", "staff", "outcomes", "delivery"})
"""Labels that prose uses for the unit itself, its people and what they do."""


def on_standards(text: str, predicates: Iterable[re.Match[str]], phrases: Phrases[Concept]) -> Iterator[OnStandards]:
    """The ratings that a reduced sentence gives on standards; `predicates` are where it gives any rating, with its slot
    in the group `rating`."""
    for match in _FOR.finditer(text):
        listed = _listed(text[match.end() :], phrases)
        if listed:
            end = match.end() + listed[-1][1]
            yield match["rating"], (match.start(), end), tuple(values for _, _, values in listed)
    yield from _gapped(text, phrases)
    for match in predicates:
        found = _standards(text[: match.start()], phrases)
        if found:
            yield match["rating"], (found[0], match.end()), found[1]


def _gapped(text: str, phrases: Phrases[Concept]) -> Iterator[OnStandards]:
    """ "Court work was rated ‘Good’ and resettlement ‘Inadequate’"."""
    ratings = list(re.finditer(_RATING, text))
    for before, match in pairwise(ratings):
        between = text[before.end() : match.start()]
        found = list(phrases.occurrences(between))
        if (
            len(found) == 1
            and _GAP.fullmatch(between[: found[0][0]])
            and between[found[0][1] :].strip(" ,") in ("", "as")
        ):
            start = before.end() + found[0][0]
            yield match["rating"], (start, match.end()), (found[0][2],)


def _listed(text: str, phrases: Phrases[Concept]) -> list[tuple[int, int, tuple[Concept, ...]]]:
    """The standards that a text begins with, joined by commas, "and" and "for"."""
    found: list[tuple[int, int, tuple[Concept, ...]]] = []
    for each in phrases.occurrences(text):
        if not _JOINED.fullmatch(text, found[-1][1] if found else 0, each[0]) and (found or each[0]):
            break
        found.append(each)
    return found


def _standards(before: str, phrases: Phrases[Concept]) -> tuple[int, tuple[tuple[Concept, ...], ...]] | None:
    """The standards that stand as subject at the end of `before`, and where they begin: "Leadership and staffing"."""
    cut = max(0, len(before) - _REACH)
    near = before[cut:]
    named = [each for each in phrases.occurrences(near) if near[each[0] : each[1]].lower() not in _TOO_GENERAL]
    last = next((index for index in reversed(range(len(named))) if _FILLED.fullmatch(near, named[index][1])), None)
    if last is None:
        return None
    first = last
    while first > 0 and _JOINED.fullmatch(near, named[first - 1][1], named[first][0]):
        first -= 1
    start = cut + named[first][0]
    concepts = tuple(values for _, _, values in named[first : last + 1])
    return (start, concepts) if _BEFORE_STANDARD.search(before[:start]) else None
