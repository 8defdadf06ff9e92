"""Which units a document reports on, and which of its ratings and scores are theirs.

The units that the first overall rating is given to are the inspected ones; a document that gives none may still say
which unit was inspected. Where two units cannot be told apart, the document is reported and nothing is guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lod.ingest.reading import Reading, Stated
from lod.ingest.recognisers.mentions import Kind, Mention
from lod.ingest.statements.inspected import inspected_units
from lod.ingest.statements.scores import Score
from lod.ingest.statements.subjects import Subject
from lod.ingest.statements.verdicts import Verdict
from lod.model import InspectedUnit, Problem, UnitKey
from lod.profiles.schemes import Concept

_NAMED = "one unit, named with its type"


@dataclass(frozen=True, slots=True)
class Result:
    """A unit that was inspected, where the document names it, and what it was given overall."""

    unit: Stated[InspectedUnit]
    rating: Stated[Concept] | None = None
    score: Score | None = None


def results(
    reading: Reading, verdicts: Sequence[Verdict], scores: Sequence[Score], is_described: bool
) -> Iterator[Result | Problem]:
    """The inspected units with their overall ratings, or problems; nothing for a document about no unit of its own.

    `is_described`: the document says what was looked at, so that it reports an inspection even if it rates nothing.
    """
    overall = [verdict for verdict in verdicts if verdict.subject]
    units = _rated(reading, overall)
    if units is None:
        units = _unrated(reading, overall, is_described)
    if isinstance(units, Problem):
        yield units
        return
    for place, unit in enumerate(units):
        stated = _ratings(reading, unit, overall, len(units))
        rating = reading.agreed(f"overall ratings of {unit.value.pref_label}", stated)
        yield rating if isinstance(rating, Problem) else Result(unit, rating, _score(unit, place, scores, len(units)))


def _rated(reading: Reading, overall: Sequence[Verdict]) -> list[Stated[InspectedUnit]] | Problem | None:
    """The units that the first verdict on named units is about, unless as much is said of others; None without one."""
    groups = [verdict.subject.units for verdict in overall if verdict.subject and verdict.subject.units]
    if not groups:
        return None
    chosen = {mention.value.key: mention for mention in reversed(groups[0])}
    for group in groups:
        if any(mention.value.key in chosen for mention in group):
            chosen = {**{mention.value.key: mention for mention in group}, **chosen}
    counts = _counts(reading)
    most = max(counts[key] for key in chosen)
    rivals = [mention for group in groups for mention in group if mention.value.key not in chosen]
    equal = [mention for mention in rivals if counts[mention.value.key] >= most]
    inspected = sorted(chosen.values(), key=lambda mention: mention.start)
    if equal:
        both = _stated(inspected[0]), _stated(equal[0])
        return reading.problem("rates several units and does not say which it reports on", _NAMED, *both)
    return [_stated(mention) for mention in inspected]


def _unrated(reading: Reading, overall: Sequence[Verdict], is_described: bool) -> list[Stated[InspectedUnit]] | Problem:
    """The unit that is said to have been inspected, for a document that rates no unit by name."""
    if not overall and not is_described:
        return []
    said = list(inspected_units(reading)) or [
        mention for sentence in reading.sentences for mention in sentence.of(Kind.UNIT)
    ]
    first = {mention.value.key: mention for mention in reversed(said)}
    wholes = [mention for mention in first.values() if all(_contains(mention, other) for other in first.values())]
    if len(wholes) == 1:
        return [_stated(wholes[0])]
    if first:
        return reading.problem("names several units and does not say which it reports on", _NAMED, *map(_stated, said))
    if overall:
        return reading.problem("gives a rating, but names no unit that the profile knows", _NAMED, overall[0].rating)
    return []


def _ratings(
    reading: Reading, unit: Stated[InspectedUnit], overall: Sequence[Verdict], how_many: int
) -> list[Stated[Concept]]:
    """The ratings given to a unit, those first that are called overall."""
    given = [verdict.rating for verdict in overall if verdict.subject and _is_about(verdict.subject, unit, how_many)]
    return sorted(given, key=lambda rating: "overall" not in reading.text_of(rating).lower())


def _score(unit: Stated[InspectedUnit], place: int, scores: Sequence[Score], how_many: int) -> Score | None:
    """The one score that is a unit's; none when there are two."""
    found = [
        score
        for score in scores
        if (score.place == place and how_many > 1) or (score.subject and _is_about(score.subject, unit, how_many))
    ]
    return found[0] if len({score.score.value for score in found}) == 1 else None


def _is_about(subject: Subject, unit: Stated[InspectedUnit], how_many: int) -> bool:
    """Whether a subject is the unit: named so, or referred to where there is no other."""
    if subject.units:
        return any(mention.value.key == unit.value.key for mention in subject.units)
    return how_many == 1 and subject.unit_type in (None, unit.value.key.unit_type)


def _contains(whole: Mention, part: Mention) -> bool:
    return whole.value.key in (part.value.key, part.value.sub_organization_of)


def _counts(reading: Reading) -> Counter[UnitKey]:
    return Counter(mention.value.key for sentence in reading.sentences for mention in sentence.of(Kind.UNIT))


def _stated(mention: Mention) -> Stated[InspectedUnit]:
    return Stated(mention.value, mention.start, mention.end)
