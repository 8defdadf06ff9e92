"""One question to one index or to several, whose answers are put together by rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from lod.search.asking import Question
from lod.search.documents import CONCEPT, TERM
from lod.search.fields import FACETS, KIND
from lod.search.index import Counts, Found, Index, Value

FEW = 5
"""Things found below which words near to those asked for are taken for them too."""


def search(indexes: Sequence[Index], question: Question, *, counted: bool = True) -> Found:
    """What the indexes hold, the best first. Where hardly anything is spelt as the question is, what is spelt nearly so
    comes behind it. Counts of facets are left out unless they are to be `counted`."""
    found = _asked(indexes, question, misspelt=False, counted=counted)
    if found.total < FEW and any(not word.isdigit() for word in question.words):
        nearly = _asked(indexes, question, misspelt=True, counted=counted)
        return nearly if nearly.total > found.total else found
    return found


def _asked(indexes: Sequence[Index], question: Question, *, misspelt: bool, counted: bool) -> Found:
    if len(indexes) == 1:
        return indexes[0].find(question, misspelt=misspelt, counted=counted)
    # Each is asked for all that comes before the page too: it may come from any of them.
    last = question.offset + question.limit
    whole = replace(question, offset=0, limit=last)
    answers = [index.find(whole, misspelt=misspelt, counted=counted) for index in indexes]
    hits = sorted((hit for each in answers for hit in each.hits), key=lambda hit: (-hit.score, hit.iri))
    once = {hit.iri: hit for hit in reversed(hits)}
    shown = sorted(once.values(), key=lambda hit: (-hit.score, hit.iri))[question.offset : last]
    if not counted:
        return Found(len(shown), tuple(shown), {}, misspelt)
    facets = {facet: _together(answers, facet) for facet in FACETS}
    return Found(sum(count for _, count in facets[KIND]), tuple(shown), facets, misspelt)


def _together(answers: Sequence[Found], facet: str) -> Counts:
    """The counts of all, those of the vocabulary once: each index has it."""
    counts: Counter[str] = Counter()
    values: dict[str, Value] = {}
    for value, count in (each for answer in answers for each in answer.facets.get(facet, ())):
        shared = facet == KIND and value.iri in (CONCEPT, TERM)
        counts[value.iri] = max(counts[value.iri], count) if shared else counts[value.iri] + count
        values.setdefault(value.iri, value)
    return tuple((values[iri], count) for iri, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])))
