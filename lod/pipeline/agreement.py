"""Where documents about one inspection say different things of it: that is reported, and none of them is believed.

What they differ on is left out; of dates that agree, the most precise is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from lod.model import (
    CaseSample,
    Evidence,
    Inspection,
    Judgement,
    PartialDate,
    Problem,
    RecommendationGroup,
    Source,
    UnitKey,
)
from lod.pipeline.meeting import is_prose
from lod.pipeline.records import Record

Key = tuple[str, str]
"""A property, and the part of an inspection that has it: a standard, an addressee, a kind of case; empty for all."""

_FIELDS = {
    "underProgramme": "under_programme",
    "issued": "issued",
    "fieldworkStart": "fieldwork_start",
    "fieldworkEnd": "fieldwork_end",
    "recommendationCount": "recommendation_count",
    "previousRating": "previous_rating",
    "previousDate": "previous_date",
}
"""Properties of the inspection itself, by the fields of the model."""
_NUMBER, _RATING, _SCORE, _MAX_SCORE, _CASES = "inspectionNumber", "rating", "score", "maxScore", "caseCount"


class Contradiction(NamedTuple):
    """Two records that say different things of one inspection."""

    record: Record
    first: Record
    key: Key

    def problem(self, sources: Sequence[Source]) -> Problem:
        """What the keeper of the later one is told."""
        fact, other = self.record.fact, self.first.fact
        assert isinstance(fact, Inspection)  # noqa: S101 - only these are compared
        assert isinstance(other, Inspection)  # noqa: S101
        name, about = self.key
        own, theirs = (_shown(_said(each)[self.key]) for each in (fact, other))
        place = next((each.selector for each in _evidence(fact, about) if each.supports == name), None)
        return Problem(
            sources[self.record.place.file].name,
            f"states another {name}{f' ({_shown(about)})' if about else ''} of {fact.inspects.pref_label},"
            f" {fact.reference}, than {sources[self.first.place.file].name}: neither is published",
            f"{own}, and {theirs} there",
            "documents of one inspection that agree, or one of them alone",
            start=getattr(place, "start", None),
            end=getattr(place, "end", None),
        )


def agreed(about: Sequence[Record]) -> tuple[list[Record], list[Contradiction]]:
    """The records about one unit without what those of one inspection contradict each other on; and that."""
    if len(about) == 1 or not any(isinstance(each.fact, Inspection) and is_prose(each.fact) for each in about):
        return list(about), []  # as in every register
    found = list[Contradiction]()
    less: dict[int, set[Key]] = defaultdict(set)
    for together in _by_inspection(about):
        for key, said in _statements([about[at].fact for at in together]).items():
            values = [value for _, value in said]
            best = _most_precise(values)
            less_precise = {together[at] for at, value in said if value != best}
            if best is None:
                first = said[0]
                other = next(each for each in said if each[1] != first[1])
                found.append(Contradiction(about[together[other[0]]], about[together[first[0]]], key))
            for at in less_precise:
                less[at].add(key)
    return [_reduced(record, less.get(at)) for at, record in enumerate(about)], found


def _reduced(record: Record, keys: set[Key] | None) -> Record:
    if keys is None or not isinstance(record.fact, Inspection):
        return record
    return record._replace(fact=_without(record.fact, keys))


def _by_inspection(about: Sequence[Record]) -> Iterable[list[int]]:
    """The positions of records of one inspection."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, record in enumerate(about):
        if isinstance(record.fact, Inspection):
            found[record.fact.reference].append(at)
    return [positions for positions in found.values() if len(positions) > 1]


def _statements(facts: Sequence[Any]) -> dict[Key, list[tuple[int, Any]]]:
    """What facts state, each with the fact's position."""
    found: dict[Key, list[tuple[int, Any]]] = defaultdict(list)
    for at, fact in enumerate(facts):
        for key, value in _said(fact).items():
            found[key].append((at, value))
    return found


def _said(fact: Inspection) -> Mapping[Key, Any]:
    return dict(_each(fact))


def _each(fact: Inspection) -> Iterator[tuple[Key, Any]]:
    for name, field in _FIELDS.items():
        if (value := getattr(fact, field)) is not None:
            yield (name, ""), value
    if fact.inspection_number is not None:
        yield (_NUMBER, ""), (fact.inspection_number, fact.counted_since)
    for judgement in fact.judgements:
        on = judgement.on_standard or ""
        said = {_RATING: judgement.rating, _SCORE: judgement.score, _MAX_SCORE: judgement.max_score}
        yield from (((name, on), value) for name, value in said.items() if value is not None)
    for sample in fact.samples:
        yield from _counts(sample)
    for group in fact.recommendations:
        yield ("recommendationCount", _name(group.addressee)), group.recommendation_count


def _counts(sample: CaseSample) -> Iterator[tuple[Key, int]]:
    yield (_CASES, sample.case_category or ""), sample.case_count
    for part in sample.sub_samples:
        yield from _counts(part)


def _name(addressee: UnitKey | str) -> str:
    return addressee if isinstance(addressee, str) else "/".join(addressee)


def _most_precise(values: Sequence[Any]) -> Any | None:
    """The value that all agree with; None where they do not."""
    best = values[0]
    for value in values[1:]:
        if value == best:
            continue
        if not isinstance(value, PartialDate):
            return None
        within = best.first_day <= value.first_day and value.last_day <= best.last_day
        if not within and not (value.first_day <= best.first_day and best.last_day <= value.last_day):
            return None
        best = value if within else best
    return best


def _without(fact: Inspection, keys: set[Key]) -> Inspection:
    """An inspection without some of what is said of it. Of cases, all counts go: parts have to sum up."""
    fields = {_FIELDS[name]: None for name, about in keys if name in _FIELDS and not about}
    if (_NUMBER, "") in keys:
        fields |= {"inspection_number": None, "counted_since": None}
    gone = {name for name, about in keys if not about and name != _RATING}
    gone |= {"countedSince"} if _NUMBER in gone else set()
    kept = [each for each in fact.judgements if (_RATING, each.on_standard or "") not in keys]
    return msgspec.structs.replace(
        fact,
        **fields,
        evidence=tuple(each for each in fact.evidence if each.supports not in gone),
        judgements=tuple(_scored(each, keys) for each in kept),
        samples=() if any(name == _CASES for name, _ in keys) else fact.samples,
        recommendations=tuple(
            each for each in fact.recommendations if ("recommendationCount", _name(each.addressee)) not in keys
        ),
    )


def _scored(judgement: Judgement, keys: set[Key]) -> Judgement:
    on = judgement.on_standard or ""
    if not keys & {(_SCORE, on), (_MAX_SCORE, on)}:
        return judgement
    evidence = tuple(each for each in judgement.evidence if each.supports != _SCORE)
    return msgspec.structs.replace(judgement, score=None, max_score=None, evidence=evidence)


def _evidence(fact: Inspection, about: str) -> Iterator[Evidence]:
    yield from fact.evidence if not about else ()
    parts: tuple[Judgement | RecommendationGroup | CaseSample, ...]
    parts = (*fact.judgements, *fact.recommendations, *fact.samples)
    for each in parts:
        yield from each.evidence


def _shown(value: Any) -> str:
    """A value as it is read in a message: the last part of an IRI."""
    if isinstance(value, tuple):
        return " since ".join(str(each) for each in value if each is not None)
    return str(value).rsplit("/", 1)[-1]
