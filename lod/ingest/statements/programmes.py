"""Under which programme a unit was inspected: by the programme's name, or by when it began."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lod.ingest.annotation import Sentence, slot
from lod.ingest.reading import Reading, Stated
from lod.ingest.recognisers.mentions import Kind
from lod.ingest.recognisers.phrases import Phrases, concept_phrases
from lod.ingest.statements.clauses import current
from lod.model import PartialDate, Problem
from lod.profiles.schemes import Concept

_BEGAN = re.compile(
    rf"\bprogramme\b(?![^.;]*\b(?:end(?:s|ed|ing)?|clos\w+|conclud\w+|complet\w+)\b)"
    rf"[^.;‹›·]{{0,60}}?\b(?:in|from|since|of) {slot(Kind.DATE, 'date')}"
)


def programme(reading: Reading, inspected: PartialDate | None) -> Stated[Concept] | Problem | None:
    """The programme that a document names. `inspected` is about when the inspection was, if known: no inspection is
    under a programme that had not begun, and a name that several programmes bear in turn counts only at its time."""
    programmes = reading.profile.programmes
    names = Phrases((each.pref_label, each) for each in programmes)
    labels = concept_phrases(programmes)
    found = [
        stated
        for sentence in reading.sentences
        for stated in _stated(reading, sentence, names, labels, inspected)
        if inspected is None or stated.value.start is None or _began(stated.value, inspected)
    ]
    return reading.agreed("underProgramme", "programmes", found)


def _stated(
    reading: Reading,
    sentence: Sentence,
    names: Phrases[Concept],
    labels: Phrases[Concept],
    inspected: PartialDate | None,
) -> Iterator[Stated[Concept]]:
    text = reading.text_of(sentence)
    match = _BEGAN.search(current(sentence))
    named = [(start, end, values) for start, end, values in labels.occurrences(text)]
    if match:
        date = sentence.mention(match["date"])
        candidates = [each for each in reading.profile.programmes if each.start == date.value]
        of_name = [(start, each) for start, _, values in named for each in values if each in candidates]
        start = sentence.start + of_name[0][0] if of_name else sentence.offset(match.start())
        candidates = [each for _, each in of_name] or candidates
        if len(candidates) == 1:
            yield Stated(candidates[0], min(start, date.start), date.end)
        return
    proper = {start for start, _, _ in names.occurrences(text)}
    for start, end, values in named:
        if len(values) == 1 and (start in proper or (inspected and _in_force(values[0], inspected))):
            yield Stated(values[0], sentence.start + start, sentence.start + end)


def _began(programme: Concept, date: PartialDate) -> bool:
    return programme.start is not None and programme.start.first_day <= date.last_day


def _in_force(programme: Concept, date: PartialDate) -> bool:
    return _began(programme, date) and (programme.end is None or date.first_day <= programme.end.last_day)
