"""When inspectors were there: "conducted fieldwork … between February 2025 and April 2025"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lod.ingest.annotation import Sentence, slot
from lod.ingest.reading import Reading, Stated
from lod.ingest.recognisers.dates import periods
from lod.ingest.recognisers.mentions import Kind
from lod.ingest.statements.clauses import current
from lod.ingest.statements.inspected import most_named
from lod.model import PartialDate, Problem

_DATE = slot(Kind.DATE, "date")
_REST = (
    r"(?:(?!\b(?:who|whose|that|which|had|begun|began|started|commenced|since|released|sentenced)\b)(?:[^.;]|\.(?=\w)))"
)
"""What follows a cue, before it turns to something else that has a date."""
_CUE = (
    r"(?:\b[Ff]ieldwork|\b[Ii]nspection (?:took place|(?:(?:was|has been) )?(?:carried out|conducted|undertaken))"
    r"|\b(?:carried out|conducted|undertook) (?:the|this|our|an) inspection|\bcases were (?:inspected|examined"
    r"|reviewed)"
    rf"|\binspected (?:the |this )?(?:{slot(Kind.TYPE)}|{slot(Kind.UNIT)})"
    r"|\b(?:[Ii]nspectors|[Ww]e) (?:reviewed|inspected|examined|looked at|visited) (?!‹date))(?!\w)"
)
_ABOUT = re.compile(rf"{_CUE}{_REST}*")
_PREPOSITION = re.compile(r"\b(?:between|from|in|during|over)\b|:")
_AFTER_INSPECTION = r"\b(?:[Ff]ollowing|[Aa]fter) (?:an|its|this|our) inspection(?: [^.;,‹›·]{0,60})?"
_IN_A_MONTH = re.compile(rf"(?:{_CUE}{_REST}*?|{_AFTER_INSPECTION}) (?:in|during|on|throughout) {_DATE}")
_FROM_TO = re.compile(
    rf"\b[Ff]ieldwork (?:was )?(?:started|began|commenced)(?: in| on)? {slot(Kind.DATE, 'first')}[^.;‹›]{{0,40}}"
    rf"\b(?:finished|ended|concluded|completed)(?: in| on)? {slot(Kind.DATE, 'last')}"
)
_UNIT_IN_A_MONTH = re.compile(rf"{slot(Kind.UNIT, 'unit')} (?:was|were) (?:last )?inspected (?:in|during) {_DATE}")
_BEGAN = re.compile(rf"^\W*[Ff]ieldwork (?:was )?(?:started|began|commenced)(?: (?:in|on))?:? {_DATE}\W*$")
_LABEL = re.compile(r"^\W*[Ff]ieldwork (?:started|began|commenced):?\W*$")

Fieldwork = tuple[Stated[PartialDate], Stated[PartialDate] | None]
"""Its first and its last date, as precise as they are stated; a report may give the first alone."""


def fieldwork(reading: Reading) -> Fieldwork | Problem | None:
    """The period of fieldwork; a problem when a document states two different ones."""
    found = [
        each
        for sentence in reading.sentences
        for stated in _stated(sentence, reading)
        if (each := _reviewed(reading, stated))
    ]
    found += [(start, None) for start in _starts(reading) if not found]
    spans = [Stated((start.value, end and end.value), start.start, (end or start).end) for start, end in found]
    other = next((each for each in spans if each.value != spans[0].value), None)
    if other:
        return reading.problem(
            "states two different periods of fieldwork", "one, or the same each time", spans[0], other
        )
    return found[0] if found else None


def _reviewed(reading: Reading, stated: tuple[Stated[PartialDate], Stated[PartialDate]]) -> Fieldwork | None:
    """A period as the publisher decided about its ends; rejecting one rejects both."""
    start = next(reading.reviewed("fieldworkStart", stated[:1]), None)
    end = next(reading.reviewed("fieldworkEnd", stated[1:]), None)
    return (start, end) if start and end else None


def _starts(reading: Reading) -> Iterator[Stated[PartialDate]]:
    """Where a report's table tells when fieldwork began, and not when it ended."""
    for sentence in reading.sentences:
        match = _BEGAN.match(current(sentence))
        if match:
            mention = sentence.mention(match["date"])
            yield from reading.reviewed("fieldworkStart", [Stated(mention.value, mention.start, mention.end)])
    for label, sentence in pairwise(reading.sentences):
        if _LABEL.match(label.reduced) and len(sentence.mentions) == 1 and sentence.mentions[0].kind is Kind.DATE:
            mention = sentence.mentions[0]
            yield from reading.reviewed("fieldworkStart", [Stated(mention.value, mention.start, mention.end)])


def _stated(sentence: Sentence, reading: Reading) -> Iterator[tuple[Stated[PartialDate], Stated[PartialDate]]]:
    text = current(sentence)
    from_to = _FROM_TO.search(text)
    if from_to:
        first, last = sentence.mention(from_to["first"]), sentence.mention(from_to["last"])
        yield Stated(first.value, first.start, first.end), Stated(last.value, last.start, last.end)
        return
    about = _ABOUT.search(text)
    if about and _PREPOSITION.search(about[0]):
        since, until = sentence.extent(about)
        for period in periods(reading.document.text[since:until]):
            yield (
                Stated(period.start, since + period.start_at[0], since + period.start_at[1]),
                Stated(period.end, since + period.end_at[0], since + period.end_at[1]),
            )
            return
    match = _IN_A_MONTH.search(text)
    of_unit = _UNIT_IN_A_MONTH.search(text) if not match else None
    if of_unit and sentence.mention(of_unit["unit"]).value.key == most_named(reading):
        match = of_unit
    mention = sentence.mention(match["date"]) if match else None
    if mention and mention.value.month is not None:
        date = Stated(mention.value, mention.start, mention.end)
        yield date, date
