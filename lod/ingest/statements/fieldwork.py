"""When inspectors were there: "conducted fieldwork … between February 2025 and April 2025"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lod.ingest.annotation import Sentence, slot
from lod.ingest.reading import Reading, Stated
from lod.ingest.recognisers.dates import periods
from lod.ingest.recognisers.mentions import Kind
from lod.ingest.statements.clauses import current
from lod.model import PartialDate, Problem

_CUE = (
    r"\b(?:[Ff]ieldwork|[Ii]nspection (?:took place|(?:was|has been) (?:carried out|conducted|undertaken))"
    r"|(?:carried out|conducted|undertook) (?:the|this|our|an) inspection)\b"
)
_IN_A_PERIOD = re.compile(rf"{_CUE}.*?\b(?P<preposition>between|from)\b")
_IN_A_MONTH = re.compile(rf"{_CUE}[^.;]*? (?:in|during|on|throughout) {slot(Kind.DATE, 'date')}")

Fieldwork = tuple[Stated[PartialDate], Stated[PartialDate]]
"""Its first and its last date, as precise as they are stated."""


def fieldwork(reading: Reading) -> Fieldwork | Problem | None:
    """The period of fieldwork; a problem when a document states two different ones."""
    found = [each for sentence in reading.sentences for each in _stated(sentence, reading)]
    spans = [Stated((start.value, end.value), start.start, end.end) for start, end in found]
    agreed = reading.agreed("periods of fieldwork", spans)
    return agreed if isinstance(agreed, Problem) else next(iter(found), None)


def _stated(sentence: Sentence, reading: Reading) -> Iterator[Fieldwork]:
    text = current(sentence)
    cue = _IN_A_PERIOD.search(text)
    if cue:
        since = sentence.offset(cue.start())
        for period in periods(reading.document.text[since : sentence.end]):
            yield (
                Stated(period.start, since + period.start_at[0], since + period.start_at[1]),
                Stated(period.end, since + period.end_at[0], since + period.end_at[1]),
            )
            return
    match = _IN_A_MONTH.search(text)
    mention = sentence.mention(match["date"]) if match else None
    if mention and mention.value.month is not None:
        date = Stated(mention.value, mention.start, mention.end)
        yield date, date
