"""Which units a document reports on, and which of its ratings and scores are theirs.

The units that the first overall rating is given to are the inspected ones; a document that gives none may still say
which unit was inspected. Where two units cannot be told apart, the document is reported and nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lod.ingest.annotation import slot
from lod.ingest.reading import Reading, Stated
from lod.ingest.recognisers.mentions import Kind, Mention
from lod.ingest.statements.inspected import inspected_units
from lod.ingest.statements.publication import headings
from lod.ingest.statements.scores import Score
from lod.ingest.statements.subjects import UNITS, Subject, mentions
from lod.ingest.statements.surveys import surveys_from
from lod.ingest.statements.verdicts import Verdict
from lod.model import Doubt, InspectedUnit, Problem, UnitKey
from lod.profiles.schemes import Concept

_REPORTS = re.compile(
    rf"{slot(Kind.NUMBER, 'number')} (?:[\w-]+ ){{0,3}}?(?:reports|inspections|units|services|PDUs|delivery units)\b"
)
_REPORTS_ON = re.compile(rf"\b[Rr]eports (?:on|into|about) (?:the )?(?P<units>{UNITS})")
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
    survey = surveys_from(reading)
    named = next((verdict.rating.start for verdict in overall if verdict.subject and verdict.subject.units), None)
    if survey is not None and (named is None or survey < named):
        return
    units = _rated(reading, overall)
    if units is None:
        units = _unrated(reading, overall, is_described)
    if isinstance(units, Doubt):
        decided = next(reading.reviewed("inspects", [Stated(None, units.start or 0, units.end or 0)]), None)
        units = [decided] if decided and decided.value else units
    if isinstance(units, Problem):
        yield units
        return
    for place, unit in enumerate(units):
        stated = _ratings(reading, unit, overall, len(units))
        rating = reading.agreed("rating", f"overall ratings of {unit.value.pref_label}", stated)
        yield rating if isinstance(rating, Problem) else Result(unit, rating, _score(unit, place, scores, len(units)))


def _rated(reading: Reading, overall: Sequence[Verdict]) -> list[Stated[InspectedUnit]] | Doubt | None:
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
    if equal and _says_how_many(reading, len({mention.value.key for group in groups for mention in group})):
        chosen |= {mention.value.key: mention for group in reversed(groups) for mention in group}
        equal = []
    inspected = sorted(chosen.values(), key=lambda mention: mention.start)
    if equal:
        both = _stated(inspected[0]), _stated(equal[0])
        return _unsettled(reading, "rates several units and does not say which it reports on", *both)
    other = _in_heading(reading, chosen)
    if other:
        both = _stated(other), _stated(inspected[0])
        return _unsettled(reading, "rates one unit, and another is in its heading", *both)
    other = _named_more(reading, inspected, most)
    if other:
        both = _stated(other), _stated(inspected[0])
        return _unsettled(reading, "rates one unit, and names another more often", *both)
    return [_stated(mention) for mention in inspected]


def _says_how_many(reading: Reading, how_many: int) -> bool:
    """Whether a document says that it is about as many units as it rates: "the four reports", "reports on A and B"."""
    return any(
        sentence.mention(match["number"]).value == how_many
        for sentence in reading.sentences
        for match in _REPORTS.finditer(sentence.reduced)
    ) or any(
        len(mentions(sentence, match["units"])) == how_many
        for sentence in reading.sentences
        for match in _REPORTS_ON.finditer(sentence.reduced)
    )


def _named_more(reading: Reading, inspected: Sequence[Mention], most: int) -> Mention | None:
    """A unit that is named more often than those that are rated, and is neither a part of one nor contains one."""
    keys = {key for each in inspected for key in (each.value.key, each.value.sub_organization_of)}
    counts = _counts(reading)
    others = (mention for sentence in reading.sentences for mention in sentence.of(Kind.UNIT))
    return next(
        (
            mention
            for mention in others
            if counts[mention.value.key] > most
            and mention.value.key not in keys
            and mention.value.sub_organization_of not in keys - {None}
        ),
        None,
    )


def _in_heading(reading: Reading, chosen: Container[UnitKey]) -> Mention | None:
    """The unit that the first heading with units names, where it names none of the chosen."""
    for block in headings(reading):
        named = [
            mention
            for sentence in reading.sentences
            if block.start <= sentence.start < block.end
            for mention in sentence.of(Kind.UNIT)
        ]
        if named:
            return None if any(mention.value.key in chosen for mention in named) else named[0]
    return None


def _unrated(reading: Reading, overall: Sequence[Verdict], is_described: bool) -> list[Stated[InspectedUnit]] | Doubt:
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
        return _unsettled(reading, "names several units and does not say which it reports on", *map(_stated, said))
    if overall:
        return _unsettled(reading, "gives a rating, but names no unit that the profile knows", overall[0].rating)
    return []


def _unsettled(reading: Reading, message: str, *stated: Stated[Any]) -> Doubt:
    """Which unit a document is about is for the publisher to say, in place of the first of what it names."""
    problem = reading.problem(message, _NAMED, *stated)
    return Doubt(
        problem.source, problem.message, problem.found, problem.accepted, start=stated[0].start, end=stated[0].end,
        supports="inspects",
    )  # fmt: skip


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
