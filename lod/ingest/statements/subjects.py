"""Of whom a sentence says something: the units, or "the region" or "it", that stand before its predicate."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lod.ingest.annotation import Sentence, slot
from lod.ingest.recognisers.mentions import Kind, Mention

_UNIT, _TYPE, _ORGANISATION = slot(Kind.UNIT), slot(Kind.TYPE), slot(Kind.ORGANISATION)

UNITS = rf"{_UNIT}(?:(?:, {_UNIT})*,? (?:and|&) {_UNIT})?"
"""One unit, or a list of them."""

_WORDS = "|".join(
    (
        r"probation|youth justice|services?|inspected and|together|both|each|all|two|three|overall|in particular",
        r"has|have|been|was|were|is|are|being|again|also|now|still|today|currently|recently|therefore|consequently",
        rf"(?:of the )?{_ORGANISATION}|(?:part of|based in|in|across|within) (?:the )?{_UNIT}|in (?:the|this) {_TYPE}",
        rf"{slot(Kind.NUMBER)}|\([^()‹›]{{0,60}}\)|itself|each|become|the latest|to be",
        r"(?:was|were|had been) (?:previously |last )?(?:rated|inspected|judged)(?: as)?[ ·]*"
        r"(?:(?:in|during|overall)[ ·]*)*(?:,? (?:and|but))?",
    )
)
FILLER = rf"(?:[ ,·]+(?:{_WORDS})(?=[ ,·]|$))*[ ,·]*"
"""What may stand between a subject and its predicate without changing whom is spoken of."""

_GROUP = re.compile(rf"(?P<units>{UNITS})")
_DIRECTLY = re.compile(rf"(?:(?: \([^()‹›]{{0,60}}\))?,? (?:which|that))?{FILLER}")
_AFTER_APPOSITION = re.compile(rf",(?! and\b)[^,;:.‹›]{{1,80}},{FILLER}")
_LOOSELY = re.compile(
    rf"(?!')(?:[^‹›;:.]|(?:in|across|within|part of) (?:the )?{_UNIT}|{_TYPE}|{_ORGANISATION}|‹(?:date|number) \d+›)*"
)
_RELATIVE = re.compile(r"\b(?:which|who|that|whose)\b[^,]*$")
"""A relative clause that has not ended: its verb is said of what stands before it, not of the sentence's subject."""
_POSSESSIVE = re.compile(r"'s ?")

_PREPOSITION = re.compile(
    r"\b(?:in|at|of|across|for|by|within|from|near|with|to|on|than|like|between|into|about) (?:the |both )?$",
    re.IGNORECASE,
)
_SERVICES_OF = re.compile(
    rf"(?:\bservices?|{_ORGANISATION}|\binspection) (?:in|across|at|of|for|within) (?:the )?$", re.IGNORECASE
)
_MIDDLE_OF_LIST = re.compile(rf"{_UNIT},? (?:(?:and|&) )?$")
_OPENING_PLACE = re.compile(rf"\W*In (?:the )?{_UNIT},? $")
OTHERS = re.compile(
    r"\b(?:(?:this|it) follows|others?|including|such as|unlike|neighbouring|nearby|sister|alongside|elsewhere)\b",
    re.IGNORECASE,
)

_NEAR = 12
"""How many names before a predicate may be its subject; more would be a list of everything."""

_ANAPHOR = re.compile(
    rf"\b(?:[Tt]he|[Tt]his) (?:{slot(Kind.TYPE, 'type')}|(?:probation |youth justice )?(?:service|unit|partnership)\b)"
)
_PRONOUN = re.compile(rf"(?:^\W*|[;:,] ?|\b(?:and|but) )(?:[Ii]t|[Tt]hey){FILLER}$")
_NOTHING = re.compile(r"[^\w·‹]*")


@dataclass(frozen=True, slots=True)
class Subject:
    """Named units; or, with none, the inspected one, referred to by its type ("the PDU") or only by a pronoun."""

    units: tuple[Mention, ...] = ()
    unit_type: str | None = None


def subject(sentence: Sentence, before: str, is_overall: bool) -> Subject | None:
    """Who it is that a predicate speaks of, when all of the reduced sentence `before` it is given; None when that is
    not plain. A predicate that says "overall" itself may stand further from its subject, or refer to it as "it"."""
    units = _units(sentence, before, is_overall)
    if units:
        return Subject(units)
    for match in reversed(list(_ANAPHOR.finditer(before))[-_NEAR:]):
        if _reaches(before[match.end() :], is_overall) and not _is_adverbial(before[: match.start()]):
            return _referred(sentence, before[: match.start()], match["type"])
    if is_overall and (_PRONOUN.search(before) or _NOTHING.fullmatch(before)):
        return Subject()
    return None


def _referred(sentence: Sentence, before: str, slot_number: str | None) -> Subject | None:
    """Whom "the PDU" means: the unit of that type that the sentence named before, else the inspected one. None where
    the sentence named several."""
    unit_type = sentence.mention(slot_number).value.name if slot_number else None
    named = {each.value.key: each for each in mentions(sentence, before)}
    fitting = [each for each in named.values() if unit_type in (None, each.value.key.unit_type)]
    if unit_type is None:
        fitting = [each for each in fitting if each.value.sub_organization_of]
    if len(fitting) > 1:
        return None
    return Subject(tuple(fitting), unit_type=unit_type)


def _units(sentence: Sentence, before: str, is_overall: bool) -> tuple[Mention, ...]:
    if OTHERS.search(before):
        return ()
    for unit in list(re.finditer(_UNIT, before))[-_NEAR:]:
        group = _GROUP.match(before, unit.start())
        if group and _reaches(before[group.end() :], is_overall) and _is_subject(before[: unit.start()]):
            return mentions(sentence, group["units"])
    return ()


def mentions(sentence: Sentence, units: str) -> tuple[Mention, ...]:
    """The mentions in what `UNITS` matched."""
    return tuple(map(sentence.mention, re.findall(slot(Kind.UNIT, "number"), units)))


def _reaches(between: str, is_overall: bool) -> bool:
    """Whether nothing between subject and predicate turns to something else."""
    if _DIRECTLY.fullmatch(between) or _AFTER_APPOSITION.fullmatch(between):
        return True
    if not is_overall or _RELATIVE.search(between):
        return False
    return bool(_POSSESSIVE.fullmatch(between) or _LOOSELY.fullmatch(between))


def _is_subject(lead: str) -> bool:
    """Whether a sentence speaks of what follows `lead`: of "services in Leeds" it does, of "staffing in Leeds" not."""
    if _MIDDLE_OF_LIST.search(lead):
        return bool(_OPENING_PLACE.fullmatch(lead))
    return not _is_adverbial(lead)


def _is_adverbial(lead: str) -> bool:
    """Whether a preposition at the end of `lead` makes what follows only the place of something else."""
    return bool(_PREPOSITION.search(lead)) and not _SERVICES_OF.search(lead)
