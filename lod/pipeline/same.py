"""Which documents report one inspection, and which inspection came before another: by what they state, never a guess.

A document that does not say when it was published, such as a report, names an inspection by the end of its fieldwork or
by its own digest. It is about the inspection that another document or row dates, where both state the same fieldwork,
or the same number since the same time, and state nothing different; and where that is so of one inspection only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from lod.model import Inspection, PartialDate
from lod.pipeline.meeting import is_prose
from lod.pipeline.records import Record


def joined(about: Sequence[Record]) -> list[Record]:
    """Records about one unit, each document's inspection by the reference of the one that it reports."""
    facts = [each.fact for each in about if isinstance(each.fact, Inspection)]
    dated = [each for each in facts if not _is_undated(each)]
    if len(dated) == len(facts):  # as in every register
        return list(about)
    return [_named(each, dated) for each in about]


def previous(inspections: Sequence[tuple[str, Inspection]]) -> Iterator[tuple[str, str]]:
    """Pairs of IRIs: an inspection of a unit, and the one before it. `inspections`: all of one unit, by their IRIs."""
    for iri, fact in inspections:
        when = fact.previous_date
        if when:
            earlier = {other for other, each in inspections if other != iri and _was(each, when) and _rates(each, fact)}
            if len(earlier) == 1:
                yield iri, earlier.pop()


def _is_undated(fact: Inspection) -> bool:
    return fact.issued is None and is_prose(fact)


def _named(record: Record, dated: Sequence[Inspection]) -> Record:
    fact = record.fact
    if not isinstance(fact, Inspection) or not _is_undated(fact):
        return record
    references = {each.reference for each in dated if _is_same(fact, each)}
    if len(references) != 1:
        return record
    return record._replace(fact=msgspec.structs.replace(fact, reference=references.pop()))


def _is_same(one: Inspection, other: Inspection) -> bool:
    """Whether two inspections of a unit state something alike that tells inspections apart, and nothing different."""
    pairs = [(own, their) for own, their in zip(_telling(one), _telling(other), strict=True) if own and their]
    programmes = {one.under_programme, other.under_programme} - {None}
    return bool(pairs) and all(own == their for own, their in pairs) and len(programmes) <= 1


def _telling(fact: Inspection) -> tuple[object, ...]:
    number = (fact.inspection_number, fact.counted_since) if fact.inspection_number and fact.counted_since else None
    period = (fact.fieldwork_start, fact.fieldwork_end) if fact.fieldwork_start else None
    return number, period


def _was(fact: Inspection, when: PartialDate) -> bool:
    dates = (fact.issued, fact.fieldwork_start, fact.fieldwork_end)
    return any(each and each.first_day <= when.last_day and when.first_day <= each.last_day for each in dates)


def _rates(earlier: Inspection, later: Inspection) -> bool:
    stated = earlier.overall.rating if earlier.overall else None
    return None in (stated, later.previous_rating) or stated == later.previous_rating
